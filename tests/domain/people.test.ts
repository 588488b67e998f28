import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as contract from '../../workers/contract/people.ts';
import type { Actor } from '../../workers/domain/context.ts';
import { scopeOf, unitsBelow } from '../../workers/domain/units/scope.ts';
import { mintTenant, Refused } from '../support/world.ts';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );
const EVERY_FIELD = { phone: null, unitId: null, post: null };

test('a scoped grant covers its unit and everything below; an unscoped one covers all', async () => {
  const world = await mintTenant();
  const street = await world.unit('甲街道', 'street');
  const village = await world.unit('甲村', 'community', street);
  const grid = await world.unit('甲村一格', 'grid', village);
  const other = await world.unit('乙街道', 'street');
  const actorWith = (grants: { role: 'unit_handler' | 'inspector' | 'leader'; unitId: string }[]): Actor => ({
    kind: 'person',
    personId: 'p',
    sessionId: 's',
    grants,
  });
  const scoped = await world.ctx(
    actorWith([
      { role: 'unit_handler', unitId: street },
      { role: 'inspector', unitId: other },
    ]),
  );
  expect(await unitsBelow(scoped, street)).toEqual(new Set([street, village, grid]));
  expect(await scopeOf(scoped, 'hazard.rectify')).toEqual(new Set([street, village, grid]));
  expect(await scopeOf(scoped, 'hazard.confirm')).toEqual(new Set([street, village, grid, other]));
  expect(await scopeOf(scoped, 'tip.read')).toEqual(new Set());
  const wide = actorWith([
    { role: 'leader', unitId: '' },
    { role: 'unit_handler', unitId: village },
  ]);
  expect(await scopeOf(await world.ctx(wide), 'hazard.read')).toBe('all');
  expect(await scopeOf(await world.ctx(wide), 'hazard.rectify')).toEqual(new Set([village, grid]));
  expect(await scopeOf(await world.ctx(), 'tip.read')).toBe('all');
});

test('the last active administrator stays; of two who resign at once one is kept', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const resign = { ...EVERY_FIELD, name: '甲', version: 0, status: 'active' as const, roles: [] };
  expect(await codeOf(admin.call(contract.editPerson, { id: admin.personId, ...resign }))).toBe('last_administrator');
  const disable = { ...resign, status: 'disabled' as const, roles: [{ role: 'tenant_admin' as const, unitId: '' }] };
  expect(await codeOf(admin.call(contract.editPerson, { id: admin.personId, ...disable }))).toBe('last_administrator');
  const second = await world.person(['tenant_admin']);
  const both = await Promise.all(
    [admin, second].map((one) => codeOf(one.call(contract.editPerson, { id: one.personId, ...resign }))),
  );
  expect(both.sort()).toEqual(['done', 'last_administrator']);
});

test('an edit from an outdated page is told, and the chain holds no personal data', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const unitId = await world.unit('应急局');
  const { person } = await admin.call(contract.addPerson, {
    username: 'zhangsan',
    name: '张三丰',
    phone: '13912345678',
    roles: [{ role: 'inspector', unitId }],
  });
  const edit = {
    id: person.id,
    version: 1,
    status: 'invited' as const,
    name: '张三丰',
    roles: [],
    phone: '0915-3219999',
  };
  const after = await admin.call(contract.editPerson, edit);
  expect(after).toMatchObject({ version: 2, roles: [], phone: '09153219999' });
  expect(await codeOf(admin.call(contract.editPerson, edit))).toBe('conflict');
  expect(await codeOf(admin.call(contract.editPerson, { ...edit, version: 2, status: 'active' }))).toBe('wrong_state');
  const { db } = await world.ctx();
  const { event } = db.rows;
  const events = await db.select().from(event).where(eq(event.entityId, person.id)).orderBy(event.seq);
  expect(events.map((e) => e.action)).toEqual(['add', 'edit']);
  expect(events[1]!.prevHash).toBe(events[0]!.hash);
  expect(JSON.stringify(events)).not.toMatch(/张三丰|13912345678|zhangsan/);
});

test('user name and phone are unique in the tenant; foreign units and whole-tenant roles with a unit are refused', async () => {
  const [world, elsewhere] = [await mintTenant(), await mintTenant()];
  const admin = await world.person(['tenant_admin']);
  const foreign = await elsewhere.unit('外地局');
  const own = await world.unit('本地局');
  const fields = { username: 'lisi', name: '李四', phone: '13911111111', roles: [] };
  await admin.call(contract.addPerson, fields);
  expect(await codeOf(admin.call(contract.addPerson, { ...fields, phone: null }))).toBe('name_taken');
  expect(await codeOf(admin.call(contract.addPerson, { ...fields, username: 'lisi2' }))).toBe('name_taken');
  const third = { username: 'wangwu', name: '王五' };
  expect(await codeOf(admin.call(contract.addPerson, { ...third, unitId: foreign, roles: [] }))).toBe('bad_request');
  const wide = [{ role: 'tip_office' as const, unitId: own }];
  expect(await codeOf(admin.call(contract.addPerson, { ...third, roles: wide }))).toBe('bad_request');
  expect(await codeOf(admin.call(contract.resetLink, { id: foreign }))).toBe('not_found');
  const grid = await world.person([{ role: 'grid_worker', unitId: own }]);
  expect(await codeOf(grid.call(contract.addPerson, { ...third, roles: [] }))).toBe('forbidden');
});

test('people are listed page by page, by word, unit with all below, and role', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin'], '管理');
  const street = await world.unit('甲街道', 'street');
  const grid = await world.unit('一格', 'grid', street);
  for (let i = 0; i < 5; i++) {
    const roles = i % 2 ? [{ role: 'grid_worker' as const, unitId: grid }] : [];
    await admin.call(contract.addPerson, { username: `worker${i}`, name: `网格${i}`, unitId: grid, roles });
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.call(contract.people, { limit: 2, cursor });
    seen.push(...page.items.map((p) => p.username));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen.filter((name) => name.startsWith('worker'))).toHaveLength(5);
  expect(new Set(seen).size).toBe(seen.length);
  const namesOf = async (query: Record<string, string>) =>
    (await admin.call(contract.people, query)).items.map((p) => p.username);
  expect(await namesOf({ q: '格3' })).toEqual(['worker3']);
  expect(await namesOf({ q: "%' OR 1=1" })).toEqual([]);
  expect(await namesOf({ unitId: street })).toHaveLength(5);
  expect(await namesOf({ role: 'grid_worker' })).toEqual(['worker1', 'worker3']);
  for (const bad of ['x', 'WzFd', 'e30']) expect(await codeOf(namesOf({ cursor: bad }))).toBe('bad_request');
});

test('a unit cannot come under itself; committees keep their seats, each unit once', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const top = await admin.call(contract.addUnit, { kind: 'street', name: '甲街道', shortName: '甲' });
  const low = await admin.call(contract.addUnit, { kind: 'grid', name: '一格', shortName: '格', parentId: top.id });
  const { id, version, active, ...fields } = top;
  const under = admin.call(contract.editUnit, { id, version, active, ...fields, parentId: low.id });
  expect(await codeOf(under)).toBe('bad_request');
  expect(await codeOf(admin.call(contract.addUnit, { kind: 'grid', name: '一格', shortName: '格' }))).toBe(
    'name_taken',
  );
  const off = await admin.call(contract.editUnit, { id, version, ...fields, active: false });
  expect(off).toMatchObject({ active: false, version: 2 });

  const seat = (unitId: string, role: 'lead' | 'member') => ({ unitId, role });
  const committee = await admin.call(contract.addCommittee, {
    kind: 'committee',
    name: '燃气专业委员会',
    leadUnitId: top.id,
    members: [seat(low.id, 'member'), seat(top.id, 'lead')],
  });
  const listed = (await admin.call(contract.committees, {})).items;
  expect(listed[0]!.members.map((m) => m.role)).toEqual(['lead', 'member']);
  const twice = { ...committee, members: [seat(top.id, 'lead'), seat(top.id, 'member')] };
  expect(await codeOf(admin.call(contract.editCommittee, twice))).toBe('bad_request');
  const fewer = await admin.call(contract.editCommittee, { ...committee, members: [seat(low.id, 'lead')] });
  expect([fewer.version, fewer.members.length]).toEqual([2, 1]);
  await admin.call(contract.setSector, { sector: 'gas', label: '燃气', unitId: low.id });
  await admin.call(contract.setSector, { sector: 'gas', label: '城镇燃气', unitId: top.id });
  const sectors = (await admin.call(contract.sectors, {})).items;
  expect(sectors).toEqual([{ sector: 'gas', label: '城镇燃气', unitId: top.id }]);
});

test('the guide reads what is done from the data and lets the rest be ticked', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const done = async () => (await admin.call(contract.guide, {})).steps.filter((s) => s.done).map((s) => s.key);
  expect(await done()).toEqual([]);
  await world.person(['inspector']);
  await admin.call(contract.finishStep, { key: 'poster', done: true });
  await admin.call(contract.finishStep, { key: 'committees', done: true });
  expect(await done()).toEqual(['committees', 'people', 'poster']);
  await admin.call(contract.finishStep, { key: 'poster', done: false });
  expect(await done()).toEqual(['committees', 'people']);
});
