import { desc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { split as route } from '../../contract/assignments.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { unitsBelow } from '../units/scope.ts';
import { Tally } from './counters.ts';
import { dispatchWrites } from './dispatch-writes.ts';
import { draftTasks } from './draft.ts';
import { scopes } from './guards.ts';
import { checkRoom } from './room.ts';
import { loadPart, type Part } from './rows.ts';
import { moveTask, taskCommit } from './stage.ts';
import { prepare } from './transition.ts';

type Input = InputOf<typeof route>;
const ROUNDS = 4;

/**
 * A unit gives its part on to units below it: a task under the same plan, out at once, which that unit accepts. Two units
 * that split the same task at once get a number each.
 */
export async function split(ctx: Ctx, input: Input): Promise<OutputOf<typeof route>> {
  const row = await loadPart(ctx, input.id);
  await checkBelow(ctx, row.part.unitId, input.units);
  await checkRoom(ctx, row.task.planId);
  for (let round = 1; ; round++) {
    const tally = new Tally();
    const sub = await subtask(ctx, row, input);
    const data = { taskId: sub.id, units: input.units.map((u) => u.unitId) };
    const step = await prepare(ctx, row, 'split', input, () => ({ data }), scopes(ctx), tally);
    const writes = [...step.writes, ...sub.writes, ...moveTask(ctx, row.task, step.moves), ...tally.writes(ctx)];
    try {
      return await taskCommit(ctx, writes, { id: sub.id, number: sub.number });
    } catch (error) {
      const taken = error instanceof ConflictError && error.table === 'task';
      if (!taken || round === ROUNDS) throw taken ? new DomainError('conflict') : error;
    }
  }
}

async function checkBelow(ctx: Ctx, unitId: string, units: Input['units']): Promise<void> {
  const below = await unitsBelow(ctx, unitId);
  if (units.some((u) => u.unitId === unitId || !below.has(u.unitId))) {
    refuse('bad_request', { fields: [{ path: 'units', message: '只能分解给下级单位' }] });
  }
}

async function subtask(ctx: Ctx, { part, task }: Part, { title, content, dueDay, units }: Input) {
  const day = dueDay ?? part.dueDay;
  const fields = {
    ...{ itemNo: task.itemNo, title, content, deadlineText: task.deadlineText, sector: task.sector, tag: task.tag },
    ...{
      kind: day === null ? ('standing' as const) : ('once' as const),
      recurrence: null,
      startDay: null,
      dueDay: day,
    },
    milestones: [],
    units: units.map((u) => ({ ...u, dueDay: null })),
  };
  const plan = { id: task.planId, number: task.number, ownerUnitId: part.unitId };
  const number = `${task.number}.${(await lastSplit(ctx, task)) + 1}`;
  const place = { sort: task.sort, number, parentId: task.id, parentAssignmentId: part.id, source: task.source };
  const drafted = await draftTasks(ctx, plan, [{ fields, place }]);
  const given = await dispatchWrites(ctx, drafted.drafts);
  return { writes: [...drafted.writes, ...given], id: drafted.tasks[0]?.id ?? '', number };
}

/** The last number behind the point that was given to a part of this task; rounds of a recurring one are numbered otherwise. */
async function lastSplit({ db }: Ctx, task: Part['task']): Promise<number> {
  const t = db.rows.task;
  const rows = await db
    .select({ number: t.number })
    .from(t)
    .where(eq(t.parentId, task.id))
    .orderBy(desc(t.sort), desc(t.id));
  return rows
    .map((row) => Number(row.number.slice(task.number.length + 1)))
    .filter((n) => Number.isInteger(n))
    .reduce((most, n) => Math.max(most, n), 0);
}
