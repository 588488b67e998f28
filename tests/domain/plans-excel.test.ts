import { expect, test } from 'vitest';
import * as api from '../../workers/contract/plans.ts';
import { readRows, writeWorkbook } from '../../workers/ports/excel.ts';
import { type Planned, planned } from '../support/plans.ts';
import { app, type Caller, Refused, requestOf } from '../support/world.ts';

const ODD = '=SUM(A1)\n第二行 <b>&"\t制表';

async function exported(d: Planned, id: string, by: Caller = d.office): Promise<Uint8Array<ArrayBuffer>> {
  const response = await by.send(api.exportPlan, { id });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}
async function bring(d: Planned, id: string, bytes: Uint8Array<ArrayBuffer>, apply = false, by: Caller = d.office) {
  const request = requestOf(api.importPlan, { id, apply }, d.slug, by.token, crypto.randomUUID());
  const response = await app.fetch(new Request(request, { method: 'POST', body: bytes }));
  const body: unknown = await response.json();
  if (!response.ok) throw new Refused((body as { code: string }).code, response.status);
  return api.importPlan.output.parse(body);
}
const rowsOf = (bytes: Uint8Array) => readRows(bytes, 600, 20, 8000);
const bookOf = async ([header, ...rows]: string[][]) =>
  (await writeWorkbook([{ name: '表', header: header!, rows }])) as Uint8Array<ArrayBuffer>;

async function filled() {
  const d = await planned();
  const plan = await d.plan();
  const third = await d.unit('交通、运输局');
  const units = [
    { unitId: d.street, role: 'implementer' as const },
    { unitId: third, role: 'support' as const, dueDay: '2026-11-30' },
    { unitId: d.bureau, role: 'lead' as const },
  ];
  const milestones = [{ title: '摸底', dueDay: '2026-12-01' }];
  const more = { itemNo: '（一）', content: ODD, deadlineText: '2026年底前', dueDay: '2026-12-31' };
  const first = await d.task(plan.id, { title: '-1+2 任务', units, milestones, startDay: '2026-11-01', ...more });
  const second = await d.task(plan.id, { title: '每月调度', kind: 'recurring', recurrence: 'month' });
  await d.task(plan.id, { title: '常抓不懈', kind: 'standing', deadlineText: '长期坚持' });
  return { d, plan, first, second, third };
}

test('what goes out comes back the same, formulas as text, whatever stands in a cell', async () => {
  const { d, plan } = await filled();
  const bytes = await exported(d, plan.id);
  const [header, first, second] = await rowsOf(bytes);
  expect(header!.slice(0, 9)).toEqual('编号 序号 任务 内容 牵头单位 责任单位 会同单位 配合单位 具体实施'.split(' '));
  expect(first!.slice(1, 13)).toEqual([
    ...['（一）', '-1+2 任务', '=SUM(A1)\n第二行 <b>&"制表', '住建局', '', '', '交通、运输局', '城东街道'],
    ...['2026年底前', '2026-12-31', '限时完成', '草稿'],
  ]);
  expect(second![11]).toBe('定期重复（每月）');
  const seen = await bring(d, plan.id, bytes);
  expect(seen).toEqual({ rows: 3, applied: false, add: 0, change: 0, same: 3, problems: [] });
});

test('changed drafts change, new rows become drafts; what the table does not say stays; twice is once', async () => {
  const { d, plan, first, third } = await filled();
  const cells = await rowsOf(await exported(d, plan.id));
  cells[1]![2] = '改了名的任务';
  cells[1]![4] = '住建局、城东街道';
  cells[1]![8] = '';
  cells.push(['', '（四）', '新的任务', '', '', '住建局', ...Array<string>(9).fill('')]);
  const bytes = await bookOf(cells);
  expect(await bring(d, plan.id, bytes)).toMatchObject({ applied: false, add: 1, change: 1, same: 2, problems: [] });
  expect((await d.office.call(api.plan, { id: plan.id })).tasks).toEqual({ drafted: 3 });
  expect(await bring(d, plan.id, bytes, true)).toMatchObject({ applied: true, add: 1, change: 1 });
  expect(await bring(d, plan.id, bytes, true)).toMatchObject({ applied: true, add: 0, change: 0, same: 4 });
  expect((await d.office.call(api.plan, { id: plan.id })).tasks).toEqual({ drafted: 4 });
  const { task: t, assignment: a, taskStep: s } = (await d.ctx()).db.rows;
  const { db } = await d.ctx();
  const row = (await db.select().from(t)).find((task) => task.id === first.id);
  expect(row).toMatchObject({ title: '改了名的任务', startDay: '2026-11-01', version: 2, parts: 3 });
  expect((await db.select().from(s)).map((step) => step.title)).toEqual(['摸底']);
  const parts = (await db.select().from(a)).filter((part) => part.taskId === first.id);
  expect(new Map(parts.map((part) => [part.unitId, [part.role, part.dueDay]]))).toEqual(
    new Map([
      [d.bureau, ['lead', null]],
      [d.street, ['lead', null]],
      [third, ['support', '2026-11-30']],
    ]),
  );
});

test('problems are told by row and column, and with one of them nothing is written', async () => {
  const { d, plan, second } = await filled();
  await d.task(plan.id, { title: '会交办的', units: [{ unitId: d.bureau, role: 'lead' }] });
  await d.office.call(api.dispatchPlan, { id: plan.id, version: 1 });
  const cells = await rowsOf(await exported(d, plan.id));
  const at = cells.findIndex((row) => row[0] === second.number);
  cells[at]![5] = '住建局、火星局、住建局';
  cells[at]![10] = '明年';
  cells[at]![11] = '随缘';
  const given = cells.findIndex((row) => row[2] === '会交办的');
  cells[given]![2] = '改不得';
  cells.push(['2026-999-001', '', '不在计划里', ...Array<string>(11).fill('')]);
  cells.push(['', '', '短'.slice(1), '有内容没有名称', ...Array<string>(10).fill('')]);
  const seen = await bring(d, plan.id, await bookOf(cells), true);
  expect(seen.applied).toBe(false);
  expect(seen.problems.map((p) => [p.row, p.column])).toEqual([
    [at + 1, '截止日期'],
    [at + 1, '类型'],
    [at + 1, '责任单位'],
    [at + 1, '责任单位'],
    [given + 1, '任务'],
    [6, '编号'],
    [7, '任务'],
  ]);
  expect(JSON.stringify(seen)).not.toContain('火星局');
  expect((await d.office.call(api.plan, { id: plan.id })).tasks).toEqual({ drafted: 2, dispatched: 2 });
});

test('only planners bring a table in; a file that is none, or another table, is refused in words', async () => {
  const { d, plan } = await filled();
  const bytes = await exported(d, plan.id);
  const lead = await d.person([{ role: 'committee_lead', unitId: d.bureau }]);
  await expect(bring(d, plan.id, bytes, true, lead)).rejects.toThrow('404');
  await expect(bring(d, plan.id, bytes, true, d.handler)).rejects.toThrow('403');
  await expect(bring(d, plan.id, new TextEncoder().encode('%PDF-1.7'))).rejects.toThrow('415 unsupported_file');
  await expect(bring(d, plan.id, new Uint8Array(0))).rejects.toThrow('415 unsupported_file');
  await expect(
    bring(
      d,
      plan.id,
      await bookOf([
        ['姓名', '电话'],
        ['a', 'b'],
      ]),
    ),
  ).rejects.toThrow('400 bad_request');
  const long = [['编号', '任务'], ...Array.from({ length: 501 }, (_, i) => ['', `任务 ${i}`])];
  await expect(bring(d, plan.id, await bookOf(long))).rejects.toThrow('422 plan_full');
});
