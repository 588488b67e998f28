import { and, asc, eq, isNotNull, lte, ne } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type { Recurrence } from '../../contract/task-words.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { dispatchWrites } from './dispatch-writes.ts';
import { draftTasks, type TaskFields } from './draft.ts';
import { dayBehind, periodOf } from './periods.ts';
import { type PartRow, partsOf, type TaskRow } from './rows.ts';
import { taskCommit } from './stage.ts';

const PAGE = 50;

/**
 * The round of this period for each recurring task that is out: a task of its own under it, given to the same units at once,
 * due with the last day of the period. Its number names the period, so that a second run finds it taken. Periods that passed
 * while nothing ran are left out: nobody can be late with what was never asked. Answers how many were made.
 */
export async function spawnRounds(ctx: Ctx): Promise<number> {
  const today = localDay(ctx.now);
  let made = 0;
  for (;;) {
    const due = await dueTasks(ctx, today);
    for (const task of due) made += await spawn(ctx, task, today);
    if (due.length < PAGE) return made;
  }
}

/** Each leaves this list with its own commit: it is asked for again on the first day of its next period. */
function dueTasks({ db }: Ctx, today: string): Promise<TaskRow[]> {
  const t = db.rows.task;
  return db
    .select()
    .from(t)
    .where(and(isNotNull(t.nextOn), lte(t.nextOn, today)))
    .orderBy(asc(t.nextOn), asc(t.id))
    .limit(PAGE);
}

async function spawn(ctx: Ctx, task: TaskRow, today: string): Promise<number> {
  const { db } = ctx;
  const period = periodOf(task.recurrence as Recurrence, today);
  const behind = dayBehind(period);
  const over = task.dueDay !== null && task.dueDay < today;
  const last = over || (task.dueDay !== null && task.dueDay < behind);
  // Only the row as it was read moves on: two runs at once, or a task closed meanwhile, change nothing twice.
  const next = db.update('task', { nextOn: last ? null : behind }, (t) =>
    and(eq(t.id, task.id), eq(t.nextOn, task.nextOn ?? '')),
  );
  const units = over ? [] : await unitsOf(ctx, task);
  try {
    await taskCommit(ctx, [...(units.length > 0 ? await roundWrites(ctx, task, units, period) : []), next], null);
    return units.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ConflictError) || error.table !== 'task') throw error;
    // This period's round stands already.
    await db.commit([next], null);
    return 0;
  }
}

/** Units in service that have a part in it. */
async function unitsOf(ctx: Ctx, task: TaskRow): Promise<PartRow[]> {
  const u = ctx.db.rows.unit;
  const parts = (await partsOf(ctx, [task.id])).filter((part) => part.state !== 'released');
  const active = await ctx.db
    .select({ id: u.id })
    .from(u)
    .where(
      and(
        among(
          u.id,
          parts.map((part) => part.unitId),
        ),
        ne(u.active, false),
      ),
    );
  const known = new Set(active.map((row) => row.id));
  return parts.filter((part) => known.has(part.unitId));
}

async function roundWrites(
  ctx: Ctx,
  task: TaskRow,
  parts: readonly PartRow[],
  period: ReturnType<typeof periodOf>,
): Promise<Write[]> {
  const { itemNo, content, deadlineText, sector, tag } = task;
  const fields: TaskFields = {
    ...{ itemNo, content, deadlineText, sector, tag, kind: 'once', recurrence: null, milestones: [] },
    title: `${task.title}（${period.label}）`,
    startDay: period.first,
    dueDay: period.last,
    units: parts.map(({ unitId, role }) => ({
      unitId,
      role: role as TaskFields['units'][number]['role'],
      dueDay: null,
    })),
  };
  const plan = { id: task.planId, number: task.number, ownerUnitId: task.ownerUnitId };
  const place = { sort: task.sort, number: `${task.number}-${period.key}`, parentId: task.id, source: task.source };
  const drafted = await draftTasks(ctx, plan, [{ fields, place }]);
  return [...drafted.writes, ...(await dispatchWrites(ctx, drafted.drafts))];
}
