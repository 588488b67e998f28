import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { type ClockChange, clockWrites } from '../../workers/domain/clocks/change.ts';
import { rederiveClocks } from '../../workers/domain/clocks/rederive.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { addHazard, addPolicy, DAYS_2026, DAYS_2027, loadYear, unloadYear } from '../support/clocks.ts';
import { clock, mintTenant, T0 } from '../support/world.ts';

const endOf = (day: string): number => Date.parse(`${day}T23:59:59.999+08:00`);
beforeEach(async () => {
  clock.now = T0;
  await loadYear(DAYS_2026);
  await unloadYear(2027);
});

async function change(ctx: Ctx, id: string, what: ClockChange): Promise<number | null> {
  const { writes, dueAt } = await clockWrites(ctx, 'hazard', id, what);
  return ctx.db.commit([...writes, ctx.db.update('hazard', { dueAt }, (h) => eq(h.id, id))], dueAt);
}
const clocks = ({ db }: Ctx) => db.select().from(db.rows.clock).orderBy(db.rows.clock.id);

test('the policy is picked by day, facts, priority and version; without one there is no clock', async () => {
  const ctx = await (await mintTenant()).ctx();
  const id = await addHazard(ctx);
  const start = (facts: Record<string, string>) => change(ctx, id, { start: [{ kind: 'rectify', facts }] });
  expect(await start({ level: 'general' })).toBeNull();
  expect(await clocks(ctx)).toEqual([]);

  await addPolicy(ctx, { id: 'p1' });
  await addPolicy(ctx, { id: 'p1', version: 2, amount: 10 });
  await addPolicy(ctx, { id: 'p1', version: 3, amount: 9, effectiveFrom: '2026-11-19' });
  await addPolicy(ctx, { id: 'p2', match: '{"level":"major"}', amount: 30, priority: 20 });
  await addPolicy(ctx, { id: 'p3', match: '{"level":"major","source":"tip"}', amount: 2, priority: 30 });
  await addPolicy(ctx, { id: 'p4', match: '{"level":"major"}', amount: 1, priority: 99, effectiveTo: '2026-11-17' });
  await start({ level: 'general', source: 'tip' });
  await start({ level: 'major', source: 'grid' });
  await start({ level: 'major', source: 'tip' });
  const picked = (await clocks(ctx)).map((c) => [c.policyId, c.policyVersion]);
  expect(picked).toEqual([
    ['p1', 2],
    ['p2', 1],
    ['p3', 1],
  ]);
});

test('stop, and restart: the limit stays, the epoch moves on, the earliest running due is told', async () => {
  const ctx = await (await mintTenant()).ctx();
  const id = await addHazard(ctx);
  await addPolicy(ctx);
  await addPolicy(ctx, { id: 'accept', kind: 'accept', amount: 2, unit: 'hour', warnBefore: 0 });
  const facts = {};
  const due = await change(ctx, id, {
    start: [
      { kind: 'accept', facts },
      { kind: 'rectify', facts },
    ],
  });
  expect(due).toBe(T0 + 2 * 3_600_000);
  expect(await change(ctx, id, { stop: [{ kind: 'accept', outcome: 'done' }] })).toBe(endOf('2026-12-03'));
  expect(await change(ctx, id, { stop: [{ kind: 'rectify', outcome: 'done' }] })).toBeNull();
  expect((await clocks(ctx)).map((c) => [c.outcome, c.nextAt])).toEqual([
    ['done', null],
    ['done', null],
  ]);
  clock.now = T0 + 5 * 86_400_000;
  expect(await change(ctx, id, { restart: [{ kind: 'rectify' }] })).toBe(endOf('2026-12-03'));
  const again = (await clocks(ctx)).find((c) => c.kind === 'rectify');
  expect(again).toMatchObject({ epoch: 1, stoppedAt: null, outcome: null, anchorAt: T0, nextAt: endOf('2026-11-30') });
});

test('a day set by a person overrides the amount, keeps the policy, and no calendar moves it', async () => {
  const ctx = await (await mintTenant()).ctx();
  const id = await addHazard(ctx);
  await addPolicy(ctx, { unit: 'working_day' });
  const start: ClockChange['start'] = [{ kind: 'rectify', facts: {}, dueDay: '2026-11-20' }];
  expect(await change(ctx, id, { start })).toBe(endOf('2026-11-20'));
  await loadYear({ '2026-11-19': false });
  expect(await rederiveClocks(ctx)).toBe(0);
  await loadYear({ '2026-11-19': true });
});

test('a limit that reaches a year without calendar is unknown, and is computed when the year is loaded', async () => {
  clock.now = Date.parse('2026-12-30T02:00:00Z');
  const ctx = await (await mintTenant()).ctx();
  const id = await addHazard(ctx);
  await addPolicy(ctx, { unit: 'working_day', amount: 3, warnBefore: 1 });
  expect(await change(ctx, id, { start: [{ kind: 'rectify', facts: {} }] })).toBeNull();
  expect(await clocks(ctx)).toMatchObject([{ dueAt: null, warnAt: null, nextAt: null }]);
  expect(await rederiveClocks(ctx)).toBe(0);

  await loadYear(DAYS_2027);
  expect(await rederiveClocks(ctx)).toBe(1);
  const due = endOf('2027-01-05');
  const warn = endOf('2027-01-04');
  expect(await clocks(ctx)).toMatchObject([{ dueAt: due, warnAt: warn, nextAt: warn }]);
  const { hazard, event } = ctx.db.rows;
  expect(await ctx.db.select({ due: hazard.dueAt }).from(hazard)).toEqual([{ due }]);
  const events = await ctx.db.select({ data: event.data }).from(event).where(eq(event.entity, 'clock'));
  expect(events.map((e) => JSON.parse(e.data))).toMatchObject([
    { cause: 'calendar_changed', before: null, after: due },
  ]);

  // A correction of the year moves running clocks; stopped ones never change.
  await change(ctx, id, { stop: [{ kind: 'rectify', outcome: 'done' }] });
  await loadYear({ '2027-01-04': false });
  expect(await rederiveClocks(ctx)).toBe(0);
  expect(await clocks(ctx)).toMatchObject([{ dueAt: due }]);
});
