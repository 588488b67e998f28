import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import { zaozhuang } from '../../seeds/zaozhuang.ts';
import * as api from '../../workers/contract/plans.ts';
import { templates } from '../../workers/contract/settings.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { movedDay, whenOf } from '../../workers/domain/templates/when.ts';
import { planned } from '../support/plans.ts';

const words = { deadline: '', taskKind: undefined, recurrence: null, standing: false, milestones: [], year: null };

test('days and words move to the year of the plan', () => {
  expect([movedDay('2024-02-29', 2), movedDay('2021-06-30', 5), movedDay('2022-12-31', -1)]).toEqual([
    '2026-02-28',
    '2026-06-30',
    '2021-12-31',
  ]);
  const half = { ...words, deadline: '2021年上半年', milestones: [{ text: '完成', due: '2021-06-30' }] };
  expect(whenOf(half, 2026)).toMatchObject({ kind: 'once', deadlineText: '2026年上半年', dueDay: '2026-06-30' });
  expect(whenOf({ ...words, deadline: '2022年年底前', year: 2021 }, 2026)).toMatchObject({
    deadlineText: '2027年年底前',
    dueDay: '2027-12-31',
  });
  expect(whenOf({ ...words, deadline: '2022年' }, 2026)).toMatchObject({ dueDay: '2026-12-31' });
  expect(whenOf({ ...words, deadline: '每季度', standing: true }, 2026)).toMatchObject({
    ...{ kind: 'recurring', recurrence: 'quarter', dueDay: null },
  });
  expect(whenOf({ ...words, deadline: '长期坚持', standing: true }, 2026)).toMatchObject({ kind: 'standing' });
  expect(whenOf({ ...words, deadline: '春节前' }, 2026)).toMatchObject({ kind: 'once', dueDay: null });
});

async function withPack() {
  const d = await planned();
  for (const step of ['units', 'committees', 'sectors', 'templates'] as const) {
    await loadPack(await d.ctx(), zaozhuang, { step });
  }
  const list = async (kind: string) => {
    const { items } = await d.office.call(templates, { kind, limit: 100 } as never);
    return items;
  };
  const { db } = await d.ctx();
  const { task: t, assignment: a, taskStep: s } = db.rows;
  return {
    ...d,
    list,
    tasks: () => db.select().from(t).orderBy(t.sort),
    parts: async (taskId: string) => (await db.select().from(a)).filter((part) => part.taskId === taskId),
    steps: async (taskId: string) => (await db.select().from(s)).filter((step) => step.taskId === taskId),
  };
}
const base = { kind: 'work_points' as const, title: '2026 年重点任务', year: 2026 };

test('the 25 tasks of a pack become drafts with their units and their days of this year', async () => {
  const d = await withPack();
  const all = await d.list('task');
  const made = await d.office.call(api.planFromTemplates, { ...base, templateIds: all.map((t) => t.id) });
  expect(made).toMatchObject({ tasks: 25, skipped: [] });
  const tasks = await d.tasks();
  const fifth = tasks.find((t) => t.itemNo === '5')!;
  expect(fifth).toMatchObject({ kind: 'standing', dueDay: null, deadlineText: '2026年上半年见成效，长期坚持' });
  expect((await d.steps(fifth.id)).map((step) => step.dueDay)).toEqual(['2026-04-30', '2026-06-30']);
  const parts = await d.parts(fifth.id);
  expect(parts.length).toBeGreaterThan(10);
  expect(new Set(parts.map((part) => part.role))).toEqual(new Set(['responsible']));
  expect(new Set(parts.map((part) => part.unitId)).size).toBe(parts.length);
  expect(tasks.find((t) => t.itemNo === '7')).toMatchObject({ kind: 'once', dueDay: '2026-04-30' });
  expect(tasks[0]).toMatchObject({ source: `template:${all[0]!.id}`, number: `${made.number}-001` });
});

test('a campaign has a task for each of its points; what cannot be used is told', async () => {
  const d = await withPack();
  await loadPack(await d.ctx(), national, { step: 'templates' });
  const [gas] = (await d.list('campaign')).filter((t) => t.id === 'campaign-gas');
  const [sheet] = await d.list('checklist');
  const odd = await d.office.call(api.addTemplate, {
    title: '自拟任务',
    body: {
      text: '照办',
      units: [
        { unitId: d.bureau, role: 'lead' },
        { unitId: '@groups', role: 'support' },
      ],
      deadlineText: '2025年6月底前',
    },
  });
  const { db } = await d.ctx();
  await db.commit([db.update('unit', { active: false }, (u) => eq(u.id, d.bureau))], null);
  const made = await d.office.call(api.planFromTemplates, {
    ...{ ...base, kind: 'campaign', toDay: '2026-12-20', templateIds: [gas!.id, sheet!.id, odd.id] },
  });
  expect(made.skipped).toContain(`${sheet!.title}：这类模板不能生成任务`);
  expect(made.skipped).toContain('自拟任务：“住建局”已停用');
  const tasks = await d.tasks();
  expect(tasks.slice(0, 2).map((t) => [t.title, t.dueDay, t.sector])).toEqual([
    ['燃气经营', '2026-12-20', 'gas'],
    ['餐饮用气', '2026-12-20', 'gas'],
  ]);
  expect(tasks.at(-1)).toMatchObject({ title: '自拟任务', dueDay: '2026-06-30', deadlineText: '2026年6月底前' });
  const unknown = { ...base, templateIds: ['none'] };
  await expect(d.office.call(api.planFromTemplates, unknown)).rejects.toThrow('400 bad_request');
});

test('templates are added, changed and removed, a pack’s too; a task is kept as one for next year', async () => {
  const d = await withPack();
  const plan = await d.plan();
  const task = await d.task(plan.id, {
    ...{ title: '汛前检查', content: '查堤防', deadlineText: '2026年5月底前', dueDay: '2026-05-31' },
    units: [{ unitId: d.bureau, role: 'lead' }],
    milestones: [{ title: '自查', dueDay: '2026-04-15' }],
  });
  const { id } = await d.office.call(api.templateFromTask, { id: task.id });
  await d.office.call(api.planFromTemplates, { ...base, year: 2027, templateIds: [id] });
  const next = (await d.tasks()).find((t) => t.planId !== plan.id)!;
  expect(next).toMatchObject({ content: '查堤防', dueDay: '2027-05-31', deadlineText: '2027年5月底前' });
  expect((await d.steps(next.id)).map((s) => s.dueDay)).toEqual(['2027-04-15', '2027-05-31']);
  const own = { text: '改写', units: [{ unitId: '@streets', role: 'implementer' as const }] };
  await d.office.call(api.editTemplate, { id: 'task-2021-05', title: '改过的第五项', body: own });
  const edited = (await d.list('task')).find((t) => t.id === 'task-2021-05');
  expect(edited).toMatchObject({ title: '改过的第五项', body: { text: '改写' } });
  await d.office.call(api.removeTemplate, { id: 'task-2021-05' });
  expect((await d.list('task')).map((t) => t.id)).not.toContain('task-2021-05');
  await expect(d.office.call(api.removeTemplate, { id: 'task-2021-05' })).rejects.toThrow('404');
  const bad = { ...own, units: [{ unitId: 'none', role: 'lead' as const }] };
  await expect(d.office.call(api.addTemplate, { title: '没有这个单位', body: bad })).rejects.toThrow('400');
  await expect(d.handler.call(api.addTemplate, { title: '无权新增', body: own })).rejects.toThrow('403');
});
