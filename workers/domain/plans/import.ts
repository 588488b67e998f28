import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { importPlan as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { readRows, UnreadableWorkbook } from '../../ports/excel.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { lastSort } from '../tasks/add.ts';
import { draftTasks, type TaskFields } from '../tasks/draft.ts';
import { editWrites } from '../tasks/edit.ts';
import { type StepRow, stepsOf } from '../tasks/rows.ts';
import { taskCommit } from '../tasks/stage.ts';
import { covers } from '../units/scope.ts';
import { MAX_CELL, MAX_COLUMNS, type SheetTask } from './columns.ts';
import { type Compared, compareRows } from './import-compare.ts';
import { fileRows, type Problem, readRow } from './import-rows.ts';
import { loadPlan, type PlanRow } from './rows.ts';
import { type Kept, keptTasks } from './sheet.ts';
import { sightOf } from './sight.ts';

/**
 * What was exported, changed by hand and brought back. `apply` writes all of it in one commit, or, while a row has a
 * problem, nothing: half an import brought back a second time would add its new rows twice.
 */
export async function importPlan(
  ctx: Ctx,
  input: InputOf<typeof route>,
  bytes: Uint8Array,
): Promise<OutputOf<typeof route>> {
  const sight = await sightOf(ctx);
  const plan = await loadPlan(ctx, input.id, sight);
  if (!covers(sight.drafts, plan.ownerUnitId)) throw new DomainError('forbidden');
  if (plan.state !== 'drafted' && plan.state !== 'active') throw new DomainError('wrong_state');
  const rows = fileRows(await cellsOf(bytes)) ?? refuseTable();
  const kept = await keptTasks(ctx, sight, plan.id);
  const problems: Problem[] = [];
  const idOf = await namesOf(ctx, kept);
  const read = rows.map((row) => readRow(row, idOf, problems));
  const compared = compareRows(kept, read, problems);
  const { add, change, same } = compared;
  if (kept.length + add.length > PLAN_MAX_TASKS) throw new DomainError('plan_full');
  const applied = input.apply && problems.length === 0;
  problems.sort((a, b) => a.row - b.row);
  const counts = { rows: rows.length, applied, add: add.length, change: change.length, same, problems };
  return applied ? taskCommit(ctx, await writesOf(ctx, plan, compared), counts) : counts;
}

async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  try {
    return await readRows(bytes, PLAN_MAX_TASKS * 2 + 1, MAX_COLUMNS, MAX_CELL + 1);
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return refuse(error.reason === 'too_large' ? 'too_large' : 'unsupported_file');
  }
}

const refuseTable = (): never =>
  refuse('bad_request', {
    fields: [{ path: 'file', message: '第一行要有“编号”和“任务”两列，请用“导出”得到的表填写' }],
  });

/** Units in service, and those that have a part in the plan already, by full name or a short name of one alone. */
async function namesOf(ctx: Ctx, kept: readonly Kept[]): Promise<(name: string) => string | undefined> {
  const { unit: u } = ctx.db.rows;
  const rows = await ctx.db.select({ id: u.id, name: u.name, shortName: u.shortName, active: u.active }).from(u);
  const there = new Set(kept.flatMap((k) => k.parts.map((part) => part.unitId)));
  const usable = rows.filter((row) => row.active || there.has(row.id));
  const full = new Map(usable.map((row) => [row.name, row.id]));
  const short = new Map<string, string | undefined>();
  for (const row of usable) short.set(row.shortName, short.has(row.shortName) ? undefined : row.id);
  return (name) => full.get(name) ?? short.get(name);
}

async function writesOf(ctx: Ctx, plan: PlanRow, { add, change }: Compared) {
  const changed = change.map(({ kept }) => kept.task.id);
  const [last, steps] = await Promise.all([lastSort(ctx, plan.id), stepsOf(ctx, changed)]);
  const edits = change.map(({ kept, said }) => {
    const milestones = steps.filter((step) => step.taskId === kept.task.id && step.assignmentId === null);
    return editWrites(ctx, kept.task, kept.parts, fieldsOf(said, kept, milestones));
  });
  const drafts = add.map((said, i) => ({
    fields: { ...fieldsOf(said), tag: plan.tag },
    place: { sort: last + 1 + i, source: 'excel' },
  }));
  const drafted = drafts.length > 0 ? (await draftTasks(ctx, plan, drafts)).writes : [];
  return [...edits.flatMap((edit) => edit.writes), ...drafted];
}

/** What the table does not say stays as it is: start, sector, tag, milestones, a unit's own day. */
function fieldsOf(said: SheetTask, kept?: Kept, milestones: readonly StepRow[] = []): TaskFields {
  const days = new Map(kept?.parts.map((part) => [part.unitId, part.dueDay]));
  return {
    ...said,
    units: said.units.map((unit) => ({ ...unit, dueDay: days.get(unit.unitId) ?? null })),
    startDay: kept?.task.startDay ?? null,
    sector: kept?.task.sector ?? null,
    tag: kept?.task.tag ?? '',
    milestones: milestones.map(({ title, dueDay }) => ({ title, dueDay })),
  };
}
