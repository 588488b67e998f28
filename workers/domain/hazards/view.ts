import type * as z from 'zod';
import type { hazardRow } from '../../contract/hazards.ts';
import { DAY_MS, dayNumber, endOfDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { seesSealed } from '../tips/desks.ts';
import { among } from '../units/scope.ts';
import type { HazardRow } from './rows.ts';

export type RowView = z.input<typeof hazardRow>;
export const SOON_MS = 2 * DAY_MS;

export const iso = (ms: number): string => new Date(ms).toISOString();
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));
/** Midnight in China of the day that holds the instant. */
export const dayStart = (ms: number): number => endOfDay(dayNumber(ms) - 1) + 1;

/**
 * Is the minute at which this hazard came in to be kept from the actor? It would point to who sent the tip. After the brief it
 * is: which desk the tip lies on is not to be seen from the hazard, and one office must not learn it of the other's.
 */
export const hidesMinute = (ctx: Ctx, row: Pick<HazardRow, 'source' | 'restricted'>): boolean =>
  row.source === 'tip' && ctx.actor.kind !== 'system' && (row.restricted === 0 || !seesSealed(ctx, row.restricted));

export function urgencyOf(
  row: Pick<HazardRow, 'dueAt' | 'closedAt' | 'danger'>,
  now: number,
): 'overdue' | 'soon' | 'danger' | 'normal' {
  if (row.closedAt !== null) return 'normal';
  if (row.dueAt !== null && row.dueAt < now) return 'overdue';
  if (row.dueAt !== null && row.dueAt < now + SOON_MS) return 'soon';
  return row.danger ? 'danger' : 'normal';
}

/** The columns a row of the queue is made of: everything but the long texts. */
export function queueColumns({ db }: Ctx) {
  const h = db.rows.hazard;
  return {
    id: h.id,
    seq: h.seq,
    number: h.number,
    state: h.state,
    level: h.level,
    source: h.source,
    sector: h.sector,
    category: h.category,
    title: h.title,
    placeUnitId: h.placeUnitId,
    address: h.address,
    enterprise: h.enterprise,
    danger: h.danger,
    casualty: h.casualty,
    restricted: h.restricted,
    ownerUnitId: h.ownerUnitId,
    assigneeId: h.assigneeId,
    dueAt: h.dueAt,
    createdAt: h.createdAt,
    updatedAt: h.updatedAt,
    closedAt: h.closedAt,
    version: h.version,
  };
}
export type QueueRow = Pick<HazardRow, keyof ReturnType<typeof queueColumns>>;

export function rowView(ctx: Ctx, row: QueueRow): RowView {
  const { closedAt: _, ...shown } = row;
  return {
    ...shown,
    restricted: row.restricted !== 0,
    state: row.state as RowView['state'],
    level: row.level as RowView['level'],
    source: row.source as RowView['source'],
    dueAt: isoOrNull(row.dueAt),
    urgency: urgencyOf(row, ctx.now),
    createdAt: iso(hidesMinute(ctx, row) ? dayStart(row.createdAt) : row.createdAt),
    updatedAt: iso(row.updatedAt),
  };
}

/** id → name of these people and units. */
export async function namesOf(
  { db }: Ctx,
  people: Iterable<string | null>,
  units: Iterable<string | null> = [],
): Promise<Record<string, string>> {
  const { person: p, unit: u } = db.rows;
  const wanted = (ids: Iterable<string | null>) => new Set([...ids].filter((id) => id !== null));
  const [personIds, unitIds] = [wanted(people), wanted(units)];
  const found = await Promise.all([
    personIds.size > 0 ? db.select({ id: p.id, name: p.name }).from(p).where(among(p.id, personIds)) : [],
    unitIds.size > 0 ? db.select({ id: u.id, name: u.name }).from(u).where(among(u.id, unitIds)) : [],
  ]);
  return Object.fromEntries(found.flat().map((row) => [row.id, row.name]));
}

/** Who an event says it was. `names` holds the people; a tip's sender has none. */
export function actorName(actor: string, source: string, names: Record<string, string>): string {
  if (actor.startsWith('person:')) return names[actor.slice(7)] ?? '已离岗人员';
  if (actor === 'public') return source === 'tip' ? '群众举报' : '公众';
  return actor.startsWith('operator:') ? '平台运维' : '系统';
}

export const personOf = (actor: string): string | null => (actor.startsWith('person:') ? actor.slice(7) : null);
