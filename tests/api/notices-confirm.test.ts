import { beforeAll, expect, test } from 'vitest';
import * as desk from '../../workers/contract/notice-desk.ts';
import { plan } from '../../workers/contract/plans.ts';
import { task, tasks } from '../../workers/contract/tasks.ts';
import { forgetAlias, unitProfile } from '../../workers/contract/unit-profiles.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { NOTICE_25, NOTICE_2021 } from '../support/notice-sample.ts';
import { type Office, office } from '../support/notices.ts';
import { type Caller, mintTenant } from '../support/world.ts';

let o: Office;
beforeAll(async () => {
  o = await office();
});
const read = async (text: string, by: Caller = o.planner) => {
  const { id } = await by.call(desk.readNotice, { text });
  return by.call(desk.noticeOne, { id });
};
type View = Awaited<ReturnType<typeof read>>;
const settled = ({ draft }: View, unitId: string): desk.NoticeDraft => ({
  ...draft,
  items: draft.items.map((item) => ({
    ...item,
    units: item.units.map((u) => (u.unitIds.length === 0 ? { ...u, unitIds: [unitId] } : u)),
  })),
});
const save = (view: View, draft: desk.NoticeDraft, version = view.version) =>
  o.planner.call(desk.saveNotice, { id: view.id, version, draft });
const refusedBy = async (view: { id: string; version: number }) => {
  const response = await o.planner.send(desk.confirmNotice, { id: view.id, version: view.version });
  return (await response.json()) as { code: string; fields?: { path: string; message: string }[] };
};

test('a notice of 25 items becomes a plan of 25 drafts with their units and deadlines, once', async () => {
  const view = await read(NOTICE_25);
  const { version } = await save(view, settled(view, o.emergency));
  const key = crypto.randomUUID();
  const done = await o.planner.call(desk.confirmNotice, { id: view.id, version }, key);
  expect(await o.planner.call(desk.confirmNotice, { id: view.id, version }, key)).toEqual(done);
  expect(done).toMatchObject({ tasks: 25, version: 3 });
  const made = await o.planner.call(plan, { id: done.planId });
  expect(made).toMatchObject({
    ...{ kind: 'notice', state: 'drafted', title: view.draft.title, docNo: view.draft.docNo, year: 2026 },
    ...{ noticeId: view.id, tasks: { drafted: 25 } },
  });
  const rows = await o.planner.call(tasks, { planId: done.planId, sort: 'plan', limit: 100 });
  expect(rows.items.map((t) => t.itemNo)).toEqual(view.draft.items.map((item) => item.no));
  expect(rows.items.map((t) => [t.kind, t.dueDay])).toEqual(view.draft.items.map((item) => [item.kind, item.dueDay]));
  const units = settled(view, o.emergency).items.map((item) => new Set(item.units.flatMap((u) => u.unitIds)).size);
  expect(rows.items.map((t) => t.parts)).toEqual(units);
  const first = await o.planner.call(task, { id: rows.items[0]!.id });
  expect(first.assignments.map((a) => [a.unitId, a.role, a.state])).toEqual([
    [o.fire, 'lead', 'drafted'],
    ...o.streets.map((id) => [id, 'support', 'drafted']),
  ]);
  expect(await o.planner.call(desk.noticeOne, { id: view.id })).toMatchObject({
    state: 'confirmed',
    planId: done.planId,
  });
  expect((await refusedBy({ id: view.id, version: 3 })).code).toBe('wrong_state');
  expect(await auditEvents(await o.ctx(), {})).toMatchObject({ broken: null });
});

test('what is not settled stands in the way by name of its field, and nothing is made', async () => {
  const view = await read(NOTICE_25);
  const open = await refusedBy(view);
  expect(open.code).toBe('bad_request');
  expect(open.fields?.map((f) => f.path)).toEqual(['i3', 'i4', 'i15', 'i16'].map((key) => `items.${key}.units`));
  const draft = settled(view, o.emergency);
  const [first, second, third, ...rest] = draft.items;
  const bad = [
    { ...first!, title: '' },
    { ...second!, kind: 'recurring' as const, recurrence: null },
    { ...third!, milestones: [{ title: '', dueDay: '2026-12-01' }] },
    ...rest,
  ];
  const one = await save(view, { ...draft, items: bad });
  expect((await refusedBy(one)).fields?.map((f) => f.path)).toEqual([
    'items.i1.title',
    'items.i2.recurrence',
    'items.i3.milestones',
  ]);
  const none = await save(
    view,
    { ...draft, title: '', items: bad.map((item) => ({ ...item, include: false })) },
    one.version,
  );
  expect((await refusedBy(none)).fields?.map((f) => f.path)).toEqual(['title', 'items']);
  expect((await o.planner.call(desk.noticeOne, { id: view.id })).state).toBe('reviewing');
});

test('left out is left out; open names of tasks left out stand in nobody’s way; a unit named twice has its weightier part', async () => {
  const view = await read(NOTICE_25);
  const [first, ...rest] = view.draft.items;
  const twice = [
    { name: '应急局', role: 'support' as const, unitIds: [o.emergency] },
    { name: '区应急管理局', role: 'lead' as const, unitIds: [o.emergency, o.fire] },
  ];
  const items = [{ ...first!, units: twice }, ...rest.map((item) => ({ ...item, include: false }))];
  const { version } = await save(view, { ...view.draft, items });
  const { planId, tasks: made } = await o.planner.call(desk.confirmNotice, { id: view.id, version });
  expect(made).toBe(1);
  const [row] = (await o.planner.call(tasks, { planId })).items;
  expect(row?.units.map((u) => [u.unitId, u.role])).toEqual([
    [o.emergency, 'lead'],
    [o.fire, 'lead'],
  ]);
});

test('two people on one notice: the second save is a conflict; a put-aside notice takes no more', async () => {
  const view = await read(NOTICE_2021);
  const other = await o.person(['commission_office'], '安委办乙');
  const draft = { ...view.draft, title: '改过的标题' };
  await other.call(desk.saveNotice, { id: view.id, version: 1, draft });
  await expect(save(view, view.draft)).rejects.toThrow('409 conflict');
  const now = await o.planner.call(desk.noticeOne, { id: view.id });
  expect(now).toMatchObject({ version: 2, title: '改过的标题', savedBy: '安委办乙', createdBy: '安委办甲' });
  await o.planner.call(desk.discardNotice, { id: view.id, version: 2 });
  await expect(save(view, view.draft, 3)).rejects.toThrow('409 wrong_state');
  const listed = await o.planner.call(desk.notices, { state: 'discarded' });
  expect(listed.items.map((n) => n.id)).toEqual([view.id]);
});

test('whoever plans for a unit sees what they brought in, the office sees all; a plan of theirs is their unit’s', async () => {
  const lead = await o.person([{ role: 'committee_lead', unitId: o.fire }], '专委会甲');
  const mine = await read(NOTICE_2021, lead);
  const theirs = await read(NOTICE_2021);
  await expect(lead.call(desk.noticeOne, { id: theirs.id })).rejects.toThrow('404 not_found');
  expect((await lead.call(desk.notices, {})).items.map((n) => n.id)).toEqual([mine.id]);
  expect((await o.planner.call(desk.noticeOne, { id: mine.id })).createdBy).toBe('专委会甲');
  const { planId } = await lead.call(desk.confirmNotice, { id: mine.id, version: 1 });
  expect((await lead.call(plan, { id: planId })).ownerUnitId).toBe(o.fire);
});

test('another tenant’s notice is not found, and its units are none of ours', async () => {
  const view = await read(NOTICE_2021);
  const other = await mintTenant();
  const stranger = await other.person(['commission_office']);
  const seen = { id: view.id, version: 1 };
  for (const asked of [
    stranger.call(desk.noticeOne, { id: view.id }),
    stranger.call(desk.saveNotice, { ...seen, draft: view.draft }),
    stranger.call(desk.confirmNotice, seen),
    stranger.call(desk.discardNotice, seen),
  ]) {
    await expect(asked).rejects.toThrow('404 not_found');
  }
  const foreign = await other.unit('别处的局');
  await expect(
    save(
      view,
      settled(
        {
          ...view,
          draft: {
            ...view.draft,
            items: view.draft.items.map((i) => ({ ...i, units: [{ name: '局', role: 'lead', unitIds: [] }] })),
          },
        },
        foreign,
      ),
    ),
  ).rejects.toThrow('400 bad_request');
  const named = view.draft.names.concat({ name: '局', candidates: [], unitIds: [foreign], ignored: false });
  await expect(save(view, { ...view.draft, names: named })).rejects.toThrow('400 bad_request');
});

test('names settled by hand are known to the next reading, unless the person says no; a wrong one is forgotten', async () => {
  const world = await office();
  const admin = await world.person(['tenant_admin']);
  const text = '关于开展检查的通知\n一、检查燃气。（区河湖中心、有关部门负责，2026年12月底前完成）';
  const next = async () => {
    const { id } = await world.planner.call(desk.readNotice, { text });
    return world.planner.call(desk.noticeOne, { id });
  };
  const confirmed = async (remember?: boolean) => {
    const view = await next();
    const draft = {
      ...view.draft,
      names: view.draft.names.map((n) => ({ ...n, unitIds: [world.fire] })),
      items: view.draft.items.map((item) => ({
        ...item,
        units: item.units.map((u) => ({ ...u, unitIds: [world.fire] })),
      })),
    };
    const { version } = await world.planner.call(desk.saveNotice, { id: view.id, version: view.version, draft });
    await world.planner.call(desk.confirmNotice, { id: view.id, version, ...(remember === false ? { remember } : {}) });
  };
  const open = async () => (await next()).draft.names.map((n) => n.name);
  expect(await open()).toEqual(['区河湖中心', '有关部门']);
  await confirmed(false);
  expect(await open()).toEqual(['区河湖中心', '有关部门']);
  await confirmed();
  expect(await open()).toEqual(['有关部门']);
  expect((await next()).draft.items[0]!.units[0]).toMatchObject({ name: '区河湖中心', unitIds: [world.fire] });
  const { aliases } = await admin.call(unitProfile, { id: world.fire });
  expect(aliases.map((one) => one.alias)).toEqual(['区河湖中心']);
  await admin.call(forgetAlias, { id: aliases[0]!.id });
  expect(await open()).toEqual(['区河湖中心', '有关部门']);
  expect(await auditEvents(await world.ctx(), {})).toMatchObject({ broken: null });
});
