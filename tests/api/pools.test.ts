import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as contract from '../../workers/contract/pools.ts';
import { setSetting } from '../../workers/contract/settings.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { PLAIN_RULE } from '../../workers/domain/eligibility/rule-body.ts';
import { ruleInForce } from '../../workers/domain/eligibility/rules.ts';
import { inbox } from '../../workers/domain/notifications/inbox.ts';
import { listFailing } from '../../workers/domain/pools/failing.ts';
import { reevaluateAll } from '../../workers/domain/pools/reevaluate.ts';
import { addField, addMember } from '../support/pools.ts';
import { clock, mintTenant, T0 } from '../support/world.ts';

const DAY = 86_400_000;
beforeEach(() => {
  clock.now = T0;
});

async function district() {
  const world = await mintTenant();
  const [emergency, housing] = await Promise.all([world.unit('应急管理局'), world.unit('住建局')]);
  await addField(world, 'chemicals', '危险化学品', [emergency]);
  await addField(world, 'construction', '建筑施工', [housing]);
  await addField(world, 'gas', '燃气管网', ['economy']);
  const office = await world.person(['commission_office']);
  const admin = await world.person(['tenant_admin']);
  const keeper = await world.person([{ role: 'expert_admin', unitId: emergency }]);
  const made = await office.call(contract.poolsFromTemplates, {});
  const poolId = made.added[0]!.id;
  return { world, emergency, housing, office, admin, keeper, made, poolId };
}
const eight = contract.ruleBody.parse({ ...PLAIN_RULE, minYears: 8 });

test('pools of the pack, once; an administrator sees the own field alone', async () => {
  const { office, admin, keeper, made, emergency, housing, poolId } = await district();
  expect(made.added.map((p) => p.title)).toEqual(['危险化学品专家库', '建筑施工专家库']);
  expect(made.left).toEqual([{ title: '燃气管网专家库', why: '没有找到单位“economy”' }]);
  expect((await office.call(contract.poolsFromTemplates, {})).added).toEqual([]);

  const all = await office.call(contract.pools, {});
  expect(all.items.map((p) => [p.fieldName, p.owners.map((o) => o.id)])).toEqual([
    ['危险化学品', [emergency]],
    ['建筑施工', [housing]],
  ]);
  const mine = await keeper.call(contract.pools, {});
  expect(mine.items.map((p) => p.id)).toEqual([poolId]);
  const other = all.items[1]!.id;
  await expect(keeper.call(contract.pool, { id: other })).rejects.toThrow('404 not_found');
  await expect(keeper.call(contract.reevaluatePool, { id: other })).rejects.toThrow('404 not_found');
  await expect(admin.call(contract.pools, {})).rejects.toThrow('403 forbidden');
  const view = await keeper.call(contract.pool, { id: poolId });
  expect(view.may).toEqual({ edit: false, close: false, reopen: false, reevaluate: true });
  expect(view).toMatchObject({ notice: '', duties: ['现场检查并签署意见'], rule: { version: 0 } });

  const next = await office.call(contract.pools, { limit: 1 });
  expect(next.items).toHaveLength(1);
  const rest = await office.call(contract.pools, { limit: 1, cursor: next.next! });
  expect([rest.items[0]?.id, rest.next]).toEqual([other, null]);
});

test('a pool is added, changed, closed, opened again; every step in its chain', async () => {
  const { world, office, keeper, emergency, housing } = await district();
  const fields = { title: '消防专家库', ownerUnitIds: [emergency], quota: 30 };
  await expect(office.call(contract.addPool, { field: 'nope', ...fields })).rejects.toThrow('400 bad_request');
  await expect(keeper.call(contract.addPool, { field: 'gas', ...fields })).rejects.toThrow('403 forbidden');
  await expect(office.call(contract.addPool, { field: 'gas', ...fields, ownerUnitIds: ['x'] })).rejects.toThrow('400');
  await expect(office.call(contract.addPool, { field: 'gas', ...fields, title: '建筑施工专家库' })).rejects.toThrow(
    '409 name_taken',
  );
  const pool = await office.call(contract.addPool, { field: 'gas', ...fields });
  const edited = await office.call(contract.editPool, { ...pool, ...fields, ownerUnitIds: [housing], quota: 5 });
  await expect(office.call(contract.editPool, { ...pool, ...fields })).rejects.toThrow('409 conflict');
  expect(await office.call(contract.pool, { id: pool.id })).toMatchObject({ quota: 5, owners: [{ id: housing }] });
  const closed = await office.call(contract.closePool, { ...edited, reason: '职能调整' });
  await expect(office.call(contract.editPool, { ...closed, ...fields })).rejects.toThrow('409 wrong_state');
  expect((await office.call(contract.reopenPool, closed)).state).toBe('open');
  const { db } = await world.ctx();
  const e = db.rows.event;
  const steps = await db.select({ action: e.action }).from(e).where(eq(e.entityId, pool.id)).orderBy(e.seq);
  expect(steps.map((s) => s.action)).toEqual(['add', 'edit', 'close', 'reopen']);
  expect((await auditEvents(await world.ctx(), {})).broken).toBe(null);
});

test('rules in versions: version 0 is the setting, a field’s own goes first, the newest that has begun counts', async () => {
  const { world, office, admin } = await district();
  const set = { key: 'expert.rule', value: { minYears: 3, basis: '旧文件' }, version: 0 };
  await expect(admin.call(setSetting, set)).rejects.toThrow('409 rule_elsewhere');
  const { db } = await world.ctx();
  const value = JSON.stringify({ minYears: 6, maxAge: 70, basis: '某办发〔2020〕1号', effectiveFrom: '2020-01-01' });
  await db.commit([db.insert('setting', { key: 'expert.rule', value, version: 0, updatedAt: T0 })], null);
  const inForce = async (field: string, day: string) => {
    const { ruleField, version, rule } = await ruleInForce(await world.ctx(), field, day);
    return [ruleField, version, rule.minYears, rule.field];
  };
  expect(await inForce('gas', '2026-11-18')).toEqual(['', 0, 6, 'gas']);
  const basis = '某办发〔2026〕9号';
  const rule = { body: eight, basis, effectiveFrom: '2026-11-18', version: 0 };
  await expect(office.call(contract.addExpertRule, { field: '', ...rule })).rejects.toThrow('403 forbidden');
  expect(await admin.call(contract.addExpertRule, { field: '', ...rule })).toEqual({ field: '', version: 1 });
  await expect(admin.call(contract.addExpertRule, { field: '', ...rule })).rejects.toThrow('409 conflict');
  await admin.call(contract.addExpertRule, { field: 'gas', ...rule, body: { ...eight, minYears: 10 } });
  await admin.call(contract.addExpertRule, { field: 'gas', ...rule, version: 1, effectiveFrom: '2027-01-01' });
  expect(await inForce('chemicals', '2026-11-18')).toEqual(['', 1, 8, 'chemicals']);
  expect(await inForce('chemicals', '2026-11-17')).toEqual(['', 0, 6, 'chemicals']);
  expect(await inForce('gas', '2026-12-31')).toEqual(['gas', 1, 10, 'gas']);
  expect(await inForce('gas', '2027-01-01')).toEqual(['gas', 2, 8, 'gas']);

  const { items } = await office.call(contract.expertRules, { limit: 2 });
  expect(items.map((r) => [r.field, r.version, r.inForce])).toEqual([
    ['', 1, true],
    ['gas', 2, false],
  ]);
  const all = await office.call(contract.expertRules, {});
  expect(all.items.map((r) => [r.field, r.version, r.inForce, r.basis])).toEqual([
    ['', 1, true, basis],
    ['gas', 2, false, basis],
    ['gas', 1, true, basis],
    ['', 0, false, '某办发〔2020〕1号'],
  ]);
  for (const bad of [{ basis: '' }, { effectiveFrom: '2021-02-30' }, { body: { ...eight, minYears: -1 } }]) {
    await expect(admin.call(contract.addExpertRule, { field: '', ...rule, version: 1, ...bad })).rejects.toThrow('400');
  }
  const strange = { ...eight, fields: ['astrology'] };
  await expect(admin.call(contract.addExpertRule, { field: '', ...rule, version: 1, body: strange })).rejects.toThrow(
    '400',
  );
});

test('a new rule: tried before it is saved, asked of every member, listed and told, nobody dropped', async () => {
  const { world, office, admin, keeper, poolId } = await district();
  const seven = await addMember(world, { poolId, jobs: ['2019-11-18'] });
  const nine = await addMember(world, { poolId, jobs: ['2017-01-01'] });
  await addMember(world, { poolId, jobs: ['2024-01-01'], seat: { state: 'applied', passes: 0 } });
  await addMember(world, { poolId, jobs: ['2010-01-01'], seat: { state: 'removed' } });
  // Lent by another district: the record lies there, and so does the judgement.
  await addMember(world, { poolId, jobs: [], seat: { origin: 'city' } });
  const rule = { field: '', body: eight, effectiveFrom: '2026-11-18' };
  expect(await admin.call(contract.previewExpertRule, rule)).toEqual({
    ...{ checked: 2, passing: 1, failing: 1, newlyFailing: 1, newlyPassing: 0, doubtful: 0, next: null },
  });
  await expect(office.call(contract.previewExpertRule, rule)).rejects.toThrow('403 forbidden');

  await admin.call(contract.addExpertRule, { ...rule, version: 0, basis: '某办发〔2026〕9号' });
  expect((await office.call(contract.failing, { poolId })).items).toEqual([]);
  const done = await keeper.call(contract.reevaluatePool, { id: poolId });
  expect(done).toEqual({ checked: 3, changed: 3, failing: 1, next: null });
  const { items } = await office.call(contract.failing, {});
  expect(items).toMatchObject([
    { seatId: seven.seatId, state: 'appointed', passes: false, passesOn: '2027-11-18', ruleVersion: 1 },
  ]);
  expect(items[0]?.words).toEqual(['合格年限 7 年，还差 365 天，2027 年 11 月 18 日起符合']);
  expect(await office.call(contract.pool, { id: poolId })).toMatchObject({ members: 3, pending: 1, failing: 1 });

  // Told once, to the office and to the pool's administrator; again the next day only of somebody new.
  const ctx = await world.ctx(keeper.actor);
  const told = await inbox(ctx, { limit: 20 } as never);
  expect(told.items.map((n) => [n.kind, n.link])).toEqual([['expert.failing', `/expert-pools/${poolId}`]]);
  expect(await keeper.call(contract.reevaluatePool, { id: poolId })).toMatchObject({ changed: 0, failing: 1 });
  clock.now = T0 + DAY;
  expect(await reevaluateAll(await world.ctx())).toBe(0);
  const { db } = await world.ctx();
  const s = db.rows.expertSeat;
  const [kept] = await db.select().from(s).where(eq(s.id, nine.seatId));
  expect(kept).toMatchObject({ state: 'appointed', passes: 1, ruleField: '', ruleVersion: 1, version: 2 });

  // A year later the years are full: the night finds it.
  clock.now = Date.parse('2027-11-18T02:00:00Z');
  expect(await reevaluateAll(await world.ctx())).toBe(1);
  expect((await listFailing(await world.ctx(), { limit: 20 })).items).toEqual([]);
  expect((await auditEvents(await world.ctx(), {})).broken).toBe(null);
});

test('many members: in parts, with progress; all of them by whoever keeps the rules', async () => {
  const { world, admin, poolId } = await district();
  for (let i = 0; i < 130; i++) await addMember(world, { poolId, jobs: ['2025-01-01'] });
  const first = await admin.call(contract.applyExpertRules, {});
  expect(first).toMatchObject({ checked: 100, changed: 100, failing: 100 });
  const second = await admin.call(contract.applyExpertRules, { cursor: first.next! });
  expect(second).toMatchObject({ checked: 30, changed: 30, next: null });
});
