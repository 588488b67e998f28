import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import { TASK_STAGES, type TaskStage } from '../../contract/task-words.ts';
import { type SheetOut, writeWorkbook } from '../../ports/excel.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { COLUMNS, kindText, ROLE_COLUMNS, unitsText } from './columns.ts';
import { unitsInOrder } from './matrix.ts';
import { loadPlan, type PlanRow } from './rows.ts';
import { type Kept, keptTasks } from './sheet.ts';
import { sightOf } from './sight.ts';

/** The plan as a table that can be changed by hand and brought back, and a sheet that says how. */
export async function exportPlan(ctx: Ctx, { id }: { id: string }): Promise<Uint8Array> {
  const sight = await sightOf(ctx);
  const plan = await loadPlan(ctx, id, sight);
  const read = await keptTasks(ctx, sight, id);
  const kept = read.slice(0, PLAN_MAX_TASKS);
  const units = await unitsInOrder(
    ctx,
    kept.flatMap((row) => row.parts.map((part) => part.unitId)),
  );
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const list = { name: '任务分解表', header: [...COLUMNS], rows: kept.map((row) => line(row, names)) };
  return writeWorkbook([list, about(ctx, plan, kept.length, read.length > kept.length)]);
}

function line({ task, parts, said }: Kept, names: ReadonlyMap<string, string>): (string | number | null)[] {
  const inRole = (role: string) =>
    unitsText(said.units.filter((unit) => unit.role === role).map((unit) => names.get(unit.unitId) ?? ''));
  const mean = parts.reduce((sum, part) => sum + (part.state === 'accepted' ? 100 : part.progress), 0) / parts.length;
  const accepted = parts.filter((part) => part.state === 'accepted').length;
  return [
    task.number,
    said.itemNo,
    said.title,
    said.content,
    ...ROLE_COLUMNS.map(([role]) => inRole(role)),
    said.deadlineText,
    said.dueDay ?? '',
    kindText(said.kind, said.recurrence),
    TASK_STAGES[task.stage as TaskStage],
    parts.length === 0 ? '' : `${Math.round(mean)}%（${accepted}/${parts.length} 个单位已认可）`,
  ];
}

function about(ctx: Ctx, plan: PlanRow, count: number, more: boolean): SheetOut {
  return {
    name: '说明',
    header: ['项目', '内容'],
    rows: [
      ['地区', ctx.tenant.name],
      ['计划', `${plan.number} ${plan.title}`],
      ['导出日期', localDay(ctx.now)],
      ['条数', count],
      ...(more ? [['注意', `任务超过 ${PLAN_MAX_TASKS} 项，本表只含前 ${PLAN_MAX_TASKS} 项。`]] : []),
      ['改草稿', '直接改单元格，再到计划页导入；编号不要改。'],
      ['加任务', '在表末添行，编号留空。'],
      ['单位', '写全称或本地区唯一的简称，几个单位用顿号隔开；同一单位一行只写一次。'],
      ['截止日期', '写成 2026-06-30。'],
      ['已交办的任务', '不能用导入修改，请在任务页调整期限或增加单位。'],
      ['删任务', '删掉行不会删任务，请在任务页撤回。'],
    ],
  };
}
