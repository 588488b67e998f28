import { type SQL, sql } from 'drizzle-orm';
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
  const seq = await ctx.db.nextNumber('hazard');
  const year = localDay(ctx.now).slice(0, 4);
  const number = `${year}-${String(seq).padStart(6, '0')}`;
  const { id, writes, head } = await hazardWrites(ctx, fields, facts, { seq, number });
  return { id, number, writes, head };
}

/**
 * The same for what nobody is told the number of at once: it is drawn in the commit itself, which saves a question to the
 * database for every tip. `seq` stands for it in the writes
 * behind `numbered`; `plain` may come before.
 */
export async function createUnnumbered(
  ctx: Ctx,
  fields: NewHazard,
  facts: Readonly<Record<string, string>>,
): Promise<{ id: string; seq: SQL<number>; plain: Write[]; numbered: Write[] }> {
  const { write, value: seq } = ctx.db.numberInBatch('hazard');
  const number = sql<string>`printf('%s-%06d', ${localDay(ctx.now).slice(0, 4)}, ${seq})`;
  const { id, writes } = await hazardWrites(ctx, fields, facts, { seq, number });
  const [event, hazard, ...plain] = writes as [Write, Write, ...Write[]];
  return { id, seq, plain: [event, ...plain], numbered: [write, hazard] };
}

type Numbered = { seq: number | SQL<number>; number: string | SQL<string> };

/** Its event comes first, then its row. */
async function hazardWrites(
  ctx: Ctx,
  fields: NewHazard,
  facts: Readonly<Record<string, string>>,
  { seq, number }: Numbered,
): Promise<{ id: string; writes: Write[]; head: Head }> {
  const { db, now } = ctx;
  const fromTip = fields.source === 'tip';
  // The ids of the house carry their millisecond; when a tip came is nobody's business, so this one is all chance.
  const id = fields.restricted !== undefined && fields.restricted !== OPEN ? crypto.randomUUID() : ctx.newId();
  const { write: event, head } = nextEvent(ctx, NO_EVENTS, {
    entity: 'hazard',
    entityId: id,
    action: 'report',
    from: null,
    to: 'reported',
    data: {
      ...(typeof number === 'string' ? { number } : {}),
      ...{ source: fields.source, level: fields.level ?? 'general', placeUnitId: fields.placeUnitId ?? null },
    },
  });
  const row = {
    id,
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
    db.insert('hazard', { ...row, seq: seq as number, number: number as string, dueAt: clocks.dueAt }),
    ...clocks.writes,
    // What only a desk sees is not in the search index.
    ...(row.restricted === OPEN ? [outboxWrite(ctx, 'search', { hazardId: id })] : []),
    ...counterWrites(ctx, [[null, { ...row, closedAt: null }]]),
  ];
  return { id, writes, head };
}
