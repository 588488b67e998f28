import type { Write } from '../../../db/tenant-db.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { type Head, NO_EVENTS, nextEvent } from '../events.ts';
import { outboxWrite } from '../outbox/write.ts';
import { OPEN } from '../tips/desks.ts';
import { factsOf } from './assign.ts';
import { counterWrites } from './counters.ts';
import type { HazardRow } from './rows.ts';

export type NewHazard = Pick<HazardRow, 'title' | 'source'> &
  Partial<
    Pick<
      HazardRow,
      | 'description'
      | 'level'
      | 'sector'
      | 'category'
      | 'placeUnitId'
      | 'address'
      | 'longitude'
      | 'latitude'
      | 'enterprise'
      | 'danger'
      | 'casualty'
      | 'restricted'
      | 'reportedBy'
    >
  >;

/** A new hazard, for the caller's own commit. Call `ctx.ports.wakeOutbox()` after it. */
export async function createHazardWrites(
  ctx: Ctx,
  fields: NewHazard,
  /** What its limits are chosen by besides what it says itself. */
  facts: Readonly<Record<string, string>> = {},
): Promise<{ id: string; number: string; writes: Write[]; head: Head }> {
  const { db, now } = ctx;
  const fromTip = fields.source === 'tip';
  // The ids of the house carry their millisecond; when a tip came is nobody's business, so this one is all chance.
  const id = fields.restricted !== undefined && fields.restricted !== OPEN ? crypto.randomUUID() : ctx.newId();
  const seq = await db.nextNumber('hazard');
  const number = `${localDay(now).slice(0, 4)}-${String(seq).padStart(6, '0')}`;
  const { write: event, head } = nextEvent(ctx, NO_EVENTS, {
    entity: 'hazard',
    entityId: id,
    action: 'report',
    from: null,
    to: 'reported',
    data: { number, source: fields.source, level: fields.level ?? 'general', placeUnitId: fields.placeUnitId ?? null },
  });
  const row = {
    id,
    seq,
    number,
    state: 'reported',
    level: 'general',
    sector: null,
    description: '',
    placeUnitId: null,
    danger: false,
    restricted: OPEN,
    ownerUnitId: null,
    createdAt: now,
    updatedAt: now,
    ...head,
    ...fields,
  };
  const clock = { facts: { ...factsOf(row), ...facts }, unitId: row.placeUnitId };
  const change: ClockChange = {
    fresh: true,
    start: [{ kind: 'accept', ...clock }, ...(fromTip ? [{ kind: 'verify' as const, ...clock }] : [])],
  };
  const clocks = await clockWrites(ctx, 'hazard', id, change);
  const writes = [
    event,
    db.insert('hazard', { ...row, dueAt: clocks.dueAt }),
    ...clocks.writes,
    // What only a desk sees is not in the search index.
    ...(row.restricted === OPEN ? [outboxWrite(ctx, 'search', { hazardId: id })] : []),
    ...counterWrites(ctx, [[null, row]]),
  ];
  return { id, number, writes, head };
}
