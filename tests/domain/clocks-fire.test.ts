import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { clockWrites } from '../../workers/domain/clocks/change.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { runCron } from '../../workers/jobs.ts';
import { addHazard, addPolicy, DAYS_2026, loadYear } from '../support/clocks.ts';
import { clock, mintTenant, opener, platform, T0, type World } from '../support/world.ts';

const MINUTE = 60_000;
const ESCALATE = JSON.stringify([
  { after: 0, unit: 'hour', to: 'owner_lead' },
  { after: 1, unit: 'hour', to: 'commission_office' },
  { after: 3, unit: 'hour', to: 'leader' },
]);
const tick = () => runCron(opener, '* * * * *');
beforeEach(async () => {
  clock.now = T0;
  await loadYear(DAYS_2026);
});

/** A hazard of a unit whose two-hour limit runs: warning after one hour. */
async function running(world: World, over: Parameters<typeof addHazard>[1] = {}): Promise<{ ctx: Ctx; id: string }> {
  const ctx = await world.ctx();
  await addPolicy(ctx, { amount: 2, unit: 'hour', warnBefore: 1, escalateAfter: ESCALATE });
  const id = await addHazard(ctx, over);
  const { writes } = await clockWrites(ctx, 'hazard', id, { start: [{ kind: 'rectify', facts: {} }] });
  await ctx.db.commit(writes, null);
  return { ctx, id };
}
const told = async ({ db }: Ctx): Promise<[person: string, kind: string][]> => {
  const n = db.rows.notification;
  const rows = await db.select({ personId: n.personId, kind: n.kind }).from(n).orderBy(n.id);
  return rows.map((r) => [r.personId, r.kind]);
};
const steps = async ({ db }: Ctx): Promise<string[]> => {
  const f = db.rows.escalationFired;
  return (await db.select({ step: f.step }).from(f).orderBy(f.step)).map((r) => r.step);
};

test('each step is heard once, by those who hold the post when it fires', async () => {
  const world = await mintTenant();
  const street = await world.unit('街道');
  const below = await world.unit('社区', 'village', street);
  const handler = await world.person([{ role: 'unit_handler', unitId: street }]);
  await world.person([{ role: 'unit_handler', unitId: await world.unit('别的局') }]);
  const { ctx } = await running(world, { ownerUnitId: below });
  await tick();
  expect(await told(ctx)).toEqual([]);

  clock.now = T0 + 61 * MINUTE;
  await tick();
  await tick();
  expect(await told(ctx)).toEqual([[handler.personId, 'clock.warn']]);

  const lead = await world.person([{ role: 'committee_lead', unitId: '' }]);
  const office = await world.person(['commission_office']);
  clock.now = T0 + 120 * MINUTE;
  await Promise.all([tick(), tick(), tick()]);
  clock.now = T0 + 180 * MINUTE;
  await tick();
  expect((await told(ctx)).slice(1)).toEqual([
    [handler.personId, 'clock.overdue'],
    [lead.personId, 'clock.escalate-1'],
    [office.personId, 'clock.escalate-2'],
  ]);
  const c = ctx.db.rows.clock;
  expect(await ctx.db.select({ nextAt: c.nextAt }).from(c)).toEqual([{ nextAt: T0 + 300 * MINUTE }]);
});

test('after days without a cron every missed step fires once, in order; then the clock is silent', async () => {
  const world = await mintTenant();
  const { ctx } = await running(world);
  const office = await world.person(['commission_office']);
  clock.now = T0 + 4 * 86_400_000;
  await tick();
  await tick();
  // Without a unit and a leader every step still reaches the office.
  const kinds = ['warn', 'overdue', 'escalate-1', 'escalate-2', 'escalate-3'];
  expect(await told(ctx)).toEqual(kinds.map((k) => [office.personId, `clock.${k}`]));
  expect(await steps(ctx)).toHaveLength(5);
  const c = ctx.db.rows.clock;
  expect(await ctx.db.select({ nextAt: c.nextAt }).from(c)).toEqual([{ nextAt: null }]);
});

test('a stopped clock is silent; a restarted one speaks again in its new epoch', async () => {
  const world = await mintTenant();
  const { ctx, id } = await running(world);
  await world.person(['commission_office']);
  clock.now = T0 + 61 * MINUTE;
  await tick();
  const commit = async (what: Parameters<typeof clockWrites>[3]) => {
    const now = await world.ctx();
    await now.db.commit((await clockWrites(now, 'hazard', id, what)).writes, null);
  };
  await commit({ stop: [{ kind: 'rectify', outcome: 'submitted' }] });
  clock.now = T0 + 500 * MINUTE;
  await tick();
  expect(await steps(ctx)).toEqual(['warn']);
  await commit({ restart: [{ kind: 'rectify' }] });
  await tick();
  expect((await steps(ctx)).filter((s) => s === 'warn')).toHaveLength(2);
  expect(await steps(ctx)).toHaveLength(6);
});

test('a restricted tip is named by number alone, and only to the tip office', async () => {
  const world = await mintTenant();
  const desk = await world.person(['tip_office']);
  const office = await world.person(['commission_office']);
  const unitId = await world.unit('被举报街道');
  await world.person([{ role: 'unit_handler', unitId }]);
  const { ctx } = await running(world, { restricted: 1, ownerUnitId: unitId, title: '某某厂私藏炸药' });
  clock.now = T0 + 181 * MINUTE;
  await tick();
  const n = ctx.db.rows.notification;
  const rows = await ctx.db.select().from(n).orderBy(n.id);
  expect(rows.map((r) => r.personId)).toEqual([desk.personId, desk.personId, desk.personId, office.personId]);
  expect(JSON.stringify(rows)).not.toContain('某某厂');
});

test('a suspended tenant waits until it is opened again; a broken one stops nobody', async () => {
  const [asleep, broken, well] = [await mintTenant(), await mintTenant(), await mintTenant('01')];
  const all = [await running(asleep), await running(broken), await running(well)] as const;
  for (const world of [asleep, broken, well]) await world.person(['commission_office']);
  const status = (no: number, to: string) =>
    platform.directory.prepare('UPDATE tenant SET status = ? WHERE id = ?').bind(to, no).run();
  await status(asleep.no, 'suspended');
  const { db } = all[1].ctx;
  await db.commit([db.update('slaPolicy', { escalateAfter: 'not json' }, (p) => eq(p.id, 'policy-rectify'))], null);
  clock.now = T0 + 61 * MINUTE;
  await tick();
  expect(await Promise.all(all.map(async ({ ctx }) => steps(ctx)))).toEqual([[], [], ['warn']]);
  await status(asleep.no, 'active');
  await tick();
  expect(await steps(all[0].ctx)).toEqual(['warn']);
});
