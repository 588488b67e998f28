import { beforeEach, expect, test } from 'vitest';
import { mintTenantId, TenantDb } from '../../db/tenant-db.ts';
import * as contract from '../../workers/contract/pools.ts';
import * as api from '../../workers/contract/seats.ts';
import { PLAIN_RULE } from '../../workers/domain/eligibility/rule-body.ts';
import { onePool } from '../../workers/domain/pools/read.ts';
import { reevaluateAll } from '../../workers/domain/pools/reevaluate.ts';
import { newSeatWrites } from '../../workers/domain/seats/create.ts';
import { tendTerms } from '../../workers/domain/seats/tick.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { metered } from '../support/metered.ts';
import { addMember } from '../support/pools.ts';
import { applied, appointed, checked, judged, look, type Vetted, vetted } from '../support/seats.ts';
import { clock, platform, T0 } from '../support/world.ts';

const DAY = 86_400_000;
beforeEach(() => {
  clock.now = T0;
});

/** What the pool's page says, after a comparison of every counter with the rows. */
async function figures(d: Vetted): Promise<[members: number, pending: number, failing: number]> {
  expect(await reconcileCounters(await d.ctx())).toEqual([]);
  const { members, pending, failing } = await d.office.call(contract.pool, { id: d.poolId });
  return [members, pending, failing];
}

test('the figures of a pool are exact after every step of a seat, and nobody counts them', async () => {
  const d = await vetted();
  expect(await figures(d)).toEqual([0, 0, 0]);
  const { seatId: id } = await applied(d);
  const seen = async () => ({ id, version: (await look(d.office, id)).version });
  expect(await figures(d)).toEqual([0, 1, 0]);
  await d.keeper.call(api.askSupplement, { ...(await seen()), items: ['社保'], reason: '请补充社保证明' });
  expect(await figures(d)).toEqual([0, 1, 0]);
  await d.keeper.call(api.withdrawSeat, { ...(await seen()), reason: '本人撤回' });
  expect(await figures(d)).toEqual([0, 0, 0]);
  const ctx = await d.ctx();
  const expertId = (await look(d.office, id)).expertId;
  const { writes } = await newSeatWrites(ctx, { expertId, poolId: d.poolId, passes: 1 });
  await ctx.db.commit(writes, null);
  expect(await figures(d)).toEqual([0, 1, 0]);
  await checked(d, id);
  await judged(d.first, id);
  expect(await figures(d)).toEqual([0, 1, 0]);
  await judged(d.second, id);
  await d.keeper.call(api.publicise, { ...(await seen()), fromDay: '2026-11-18' });
  expect(await figures(d)).toEqual([0, 1, 0]);
  clock.now = T0 + 10 * DAY;
  await appointed(d, id);
  expect(await figures(d)).toEqual([1, 0, 0]);
  await d.office.call(api.suspend, { ...(await seen()), reason: '本人出国' });
  expect(await figures(d)).toEqual([1, 0, 0]);

  // A rule that lets nobody in: told of, not dropped; then the term ends.
  const admin = await d.person(['tenant_admin']);
  const body = contract.ruleBody.parse({ ...PLAIN_RULE, minYears: 40 });
  const basis = '某办发〔2026〕9号';
  await admin.call(contract.addExpertRule, { field: '', body, basis, effectiveFrom: '2026-11-18', version: 0 });
  expect(await reevaluateAll(await d.ctx())).toBe(1);
  expect(await figures(d)).toEqual([1, 0, 1]);
  clock.now = T0 + 4 * 366 * DAY;
  await tendTerms(await d.ctx());
  expect(await figures(d)).toEqual([0, 0, 0]);
});

test('a drift is found and mended by the night', async () => {
  const d = await vetted();
  await applied(d);
  const { db } = await d.ctx();
  await db.commit([db.count('expert.pool', `${d.poolId}|pending`, 4)], null);
  expect((await d.office.call(contract.pool, { id: d.poolId })).pending).toBe(5);
  const drift = { name: 'expert.pool', bucket: `${d.poolId}|pending`, delta: -4 };
  expect(await reconcileCounters(await d.ctx())).toEqual([drift]);
  expect(await figures(d)).toEqual([0, 1, 0]);
});

test('the page of a pool costs the same with ten members as with sixty', async () => {
  const d = await vetted();
  const cost = async () => {
    const seen = { statements: 0, rows: 0 };
    const db = new TenantDb(metered(platform.cells.get('00')!.db, seen), mintTenantId(d.no));
    const view = await onePool({ ...(await d.ctx(d.office.actor)), db }, { id: d.poolId });
    return { ...seen, members: view.members };
  };
  for (let i = 0; i < 10; i++) await addMember(d, { poolId: d.poolId, jobs: [] });
  await cost();
  const few = await cost();
  for (let i = 0; i < 50; i++) await addMember(d, { poolId: d.poolId, jobs: [] });
  expect(await cost()).toEqual({ ...few, members: 60 });
  expect(few.statements).toBeLessThanOrEqual(7);
  expect(few.rows).toBeLessThan(40);
});
