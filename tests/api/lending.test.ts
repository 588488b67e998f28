import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as cascade from '../../workers/contract/cascade.ts';
import * as contract from '../../workers/contract/loans.ts';
import * as pools from '../../workers/contract/pools.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { receive } from '../../workers/domain/cascade/receive.ts';
import { PLAIN_RULE } from '../../workers/domain/eligibility/rule-body.ts';
import { openPartsOf } from '../../workers/domain/engagements/load.ts';
import { jobWrites, rosterWrites, tickLoans } from '../../workers/domain/lending/send.ts';
import { inbox } from '../../workers/domain/notifications/inbox.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import { reevaluateAll } from '../../workers/domain/pools/reevaluate.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { signedJob } from '../support/signed-job.ts';
import { clock, mintTenant, T0, type World } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const drain = async (world: World) => drainOutbox(await world.ctx());

/** A city with a pool of two, and a county linked to it. */
async function districts() {
  const [city, county] = [await mintTenant(), await mintTenant('01')];
  const admin = await city.person(['tenant_admin']);
  const keeper = await county.person(['tenant_admin']);
  const unitId = await city.unit('某县', 'county');
  const link = await admin.call(cascade.offerLink, { unitId, slug: county.slug });
  await drain(city);
  const [offer] = (await keeper.call(cascade.links, {})).items;
  await keeper.call(cascade.answerLink, { id: offer!.id, version: offer!.version, accept: true });
  await drain(county);
  const job = await signedJob(city, ['李工', '王工']);
  const office = await city.person(['commission_office']);
  const clerk = await county.person(['commission_office']);
  return { city, county, admin, office, clerk, job, link };
}

async function lent(all: Awaited<ReturnType<typeof districts>>, unitIds: string[] = []) {
  const { city, county, office, clerk, job } = all;
  const out = await office.call(contract.offerLoan, { poolId: job.poolId, slug: county.slug });
  await drain(city);
  const [offer] = (await clerk.call(contract.loans, {})).items;
  const loan = await clerk.call(contract.answerLoan, { id: offer!.id, version: offer!.version, accept: true, unitIds });
  await drain(county);
  await drain(city);
  return { out, loan };
}

const membersOf = async (world: World, poolId: string) => {
  const { db } = await world.ctx();
  const { expertSeat: s, expert: x } = db.rows;
  return db
    .select({ name: x.name, mac: x.identityMac, sealed: x.identitySealed, state: s.state, origin: s.origin, id: s.id })
    .from(s)
    .innerJoin(x, eq(x.id, s.expertId))
    .where(eq(s.poolId, poolId))
    .orderBy(x.name);
};

test('a pool lent by agreement stands in the county with its members and their ties, without a number of theirs', async () => {
  const all = await districts();
  const { city, county, clerk, office, job } = all;
  const ctx = await city.ctx();
  const tie = { id: ctx.newId(), expertId: job.experts[0]!.expertId, kind: 'adviser', enterprise: '某化工厂' };
  await ctx.db.commit([ctx.db.insert('expertTie', { ...tie, declaredBy: 'x', declaredAt: T0 })], null);
  const unitId = await county.unit('县应急局');
  const { loan } = await lent(all, [unitId]);
  const members = await membersOf(county, loan.poolId!);
  expect(members.map((m) => [m.name, m.state, m.sealed])).toEqual([
    ['李工', 'appointed', ''],
    ['王工', 'appointed', ''],
  ]);
  const { db } = await county.ctx();
  const ties = await db.select({ enterprise: db.rows.expertTie.enterprise }).from(db.rows.expertTie);
  expect(ties).toEqual([{ enterprise: '某化工厂' }]);
  expect((await office.call(contract.loans, {})).items[0]).toMatchObject({ state: 'agreed', direction: 'out' });
  expect((await clerk.call(contract.loans, {})).items[0]).toMatchObject({ state: 'agreed', members: 2 });
  // The administrator of the unit it was opened to keeps it; another’s does not.
  const { expertPoolOwner: o } = db.rows;
  expect(await db.select({ unitId: o.unitId }).from(o).where(eq(o.poolId, loan.poolId!))).toEqual([{ unitId }]);
});

test('what changes above changes below; said again or late, it changes nothing', async () => {
  const all = await districts();
  const { city, county } = all;
  const { loan } = await lent(all);
  const { db, ...rest } = await city.ctx();
  const { poolId, experts } = all.job;
  clock.now += 60_000;
  await db.commit(
    [
      db.update('expertSeat', { state: 'suspended' }, (s) => eq(s.id, experts[0]!.seatId)),
      db.update('expertSeat', { state: 'removed' }, (s) => eq(s.id, experts[1]!.seatId)),
      ...(await rosterWrites({ db, ...rest }, poolId)),
    ],
    null,
  );
  await drain(city);
  const told = await membersOf(county, loan.poolId!);
  expect(told.map((m) => m.state)).toEqual(['suspended', 'ended']);
  // An older word comes late.
  const old = { type: 'loan_roster', pool: poolId, members: [], at: T0 } as const;
  await receive(await county.ctx(), city.slug, old);
  expect(await membersOf(county, loan.poolId!)).toEqual(told);
  expect((await auditEvents(await county.ctx(), {})).broken).toBeNull();
});

test('whoever borrowed hears that a lent member holds no longer, and that they hold again', async () => {
  const all = await districts();
  const { city, county, clerk } = all;
  const { loan } = await lent(all);
  const poolId = loan.poolId!;
  const failing = async () => (await clerk.call(pools.failing, { poolId })).items;
  expect(await failing()).toEqual([]);
  // Without a rule of the city's their years are enough; a new one asks for forty.
  const admin = await city.person(['tenant_admin']);
  const rule = (minYears: number, version: number) =>
    admin.call(pools.addExpertRule, {
      ...{ field: '', body: pools.ruleBody.parse({ ...PLAIN_RULE, minYears }), basis: '某办发〔2026〕9号' },
      ...{ effectiveFrom: '2026-11-18', version },
    });
  for (const [minYears, version, expected] of [
    [40, 0, 2],
    [0, 1, 0],
  ] as const) {
    await rule(minYears, version);
    await reevaluateAll(await city.ctx());
    clock.now += 60_000;
    await drain(city);
    const items = await failing();
    expect(items.map((m) => m.passes)).toEqual(Array.from({ length: expected }, () => false));
    for (const member of items) expect(member.words).toEqual(['借出地区按其条件判定不再符合，材料在借出地区']);
    expect(await clerk.call(pools.pool, { id: poolId })).toMatchObject({ members: 2, failing: expected });
    expect(await reconcileCounters(await county.ctx())).toEqual([]);
  }
  const told = await inbox(await county.ctx(clerk.actor), { limit: 20 } as never);
  expect(told.items.filter((n) => n.kind === 'expert.failing').map((n) => n.link)).toEqual([`/expert-pools/${poolId}`]);
});

test('a lent expert’s work in the county counts above, and nothing but its days is told', async () => {
  const all = await districts();
  const { city, county, job } = all;
  const { loan } = await lent(all);
  const [member] = await membersOf(county, loan.poolId!);
  const below = await county.ctx();
  const days = { fromDay: '2026-12-01', toDay: '2026-12-03' };
  const part = { id: below.newId(), seatId: member!.id, ...days };
  await below.db.commit(await jobWrites(below, [part], true), null);
  await drain(county);
  const above = await city.ctx();
  const { expertId } = job.experts[0]!;
  expect(await openPartsOf(above, [expertId])).toEqual(new Map([[expertId, 1]]));
  clock.now += 1000;
  const later = await county.ctx();
  await later.db.commit(await jobWrites(later, [part], false), null);
  await drain(county);
  expect(await openPartsOf(await city.ctx(), [expertId])).toEqual(new Map());
});

test('either side ends it, its last day ends it, and the end of the link ends it', async () => {
  const all = await districts();
  const { city, county, office, clerk, admin, job, link } = all;
  const { loan } = await lent(all);
  const [now] = (await clerk.call(contract.loans, {})).items;
  await clerk.call(contract.endLoan, { id: loan.id, version: now!.version });
  await drain(county);
  expect((await membersOf(county, loan.poolId!)).map((m) => m.state)).toEqual(['ended', 'ended']);
  expect((await office.call(contract.loans, {})).items[0]).toMatchObject({ state: 'ended' });

  // Offered again with a last day.
  const until = { poolId: job.poolId, slug: county.slug, untilDay: '2026-11-19' };
  await office.call(contract.offerLoan, until);
  await drain(city);
  const [again] = (await clerk.call(contract.loans, {})).items;
  await clerk.call(contract.answerLoan, { id: again!.id, version: again!.version, accept: true });
  await drain(county);
  await drain(city);
  expect((await membersOf(county, loan.poolId!)).map((m) => m.state)).toEqual(['appointed', 'appointed']);
  clock.now += 2 * 86_400_000;
  await tickLoans(await city.ctx());
  await drain(city);
  expect((await membersOf(county, loan.poolId!)).map((m) => m.state)).toEqual(['ended', 'ended']);

  clock.now = T0 + 3 * 86_400_000;
  const fresh = await city.person(['commission_office']);
  await fresh.call(contract.offerLoan, { poolId: job.poolId, slug: county.slug });
  await drain(city);
  const other = await county.person(['commission_office']);
  const [third] = (await other.call(contract.loans, {})).items;
  await other.call(contract.answerLoan, { id: third!.id, version: third!.version, accept: true });
  await drain(county);
  await drain(city);
  const boss = await city.person(['tenant_admin']);
  const [standing] = (await boss.call(cascade.links, {})).items;
  await boss.call(cascade.endLink, { id: link.id, version: standing!.version });
  await drain(city);
  expect((await other.call(contract.loans, {})).items[0]).toMatchObject({ state: 'ended' });
  expect(admin.personId).not.toBe(boss.personId);
});

test('without a link nothing is heard; what was borrowed is not lent on; only one’s own pools', async () => {
  const all = await districts();
  const { city, county, job, office, clerk } = all;
  const stranger = await mintTenant();
  const offer = { type: 'loan_offer', pool: { id: 'p', title: '库', field: 'fire' }, until: null } as const;
  await receive(await county.ctx(), stranger.slug, offer);
  expect((await clerk.call(contract.loans, {})).items).toEqual([]);
  await expect(office.call(contract.offerLoan, { poolId: job.poolId, slug: stranger.slug })).rejects.toThrow(
    '400 bad_request',
  );
  const { loan } = await lent(all);
  const { db } = await county.ctx();
  const [pool] = await db
    .select({ origin: db.rows.expertPool.origin })
    .from(db.rows.expertPool)
    .where(and(eq(db.rows.expertPool.id, loan.poolId!)));
  expect(pool).toEqual({ origin: city.slug });
  await expect(clerk.call(contract.offerLoan, { poolId: loan.poolId!, slug: city.slug })).rejects.toThrow(
    '409 wrong_state',
  );
  // A seat that is not in the lent pool cannot be told of.
  const foreign = { seat: 'x', part: 'y', open: true, fromDay: '2026-12-01', toDay: '2026-12-01', at: T0 };
  await receive(await city.ctx(), county.slug, { type: 'loan_job', pool: job.poolId, job: foreign });
  const { lentJob: j } = (await city.ctx()).db.rows;
  expect(await (await city.ctx()).db.select({ part: j.part }).from(j)).toEqual([]);
});
