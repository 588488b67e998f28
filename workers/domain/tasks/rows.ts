import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { among } from '../units/scope.ts';
import { type Sight, sightOf, visibleTask } from './sight.ts';

const everyTask = ({ db }: Ctx) => db.select().from(db.rows.task);
const everyPart = ({ db }: Ctx) => db.select().from(db.rows.assignment);
const everyStep = ({ db }: Ctx) => db.select().from(db.rows.taskStep);
export type TaskRow = Awaited<ReturnType<typeof everyTask>>[number];
export type PartRow = Awaited<ReturnType<typeof everyPart>>[number];
export type StepRow = Awaited<ReturnType<typeof everyStep>>[number];
/** A unit's part and the task it is of. */
export interface Part {
  readonly part: PartRow;
  readonly task: TaskRow;
}

/** @throws `not_found` also for a task the actor may not see */
export async function loadTask(ctx: Ctx, id: string, sight?: Sight): Promise<TaskRow> {
  const seen = visibleTask(ctx, sight ?? (await sightOf(ctx)));
  const [row] = await everyTask(ctx).where(and(eq(ctx.db.rows.task.id, id), seen));
  return found(row);
}

/** @throws `not_found` also for a part of a task the actor may not see */
export async function loadPart(ctx: Ctx, id: string): Promise<Part> {
  return found((await loadParts(ctx, [id])).get(id));
}

/** Several at once, for bulk steps; what is missing or invisible is missing from the map. */
export async function loadParts(ctx: Ctx, ids: readonly string[], sight?: Sight): Promise<Map<string, Part>> {
  const { assignment: a, task: t } = ctx.db.rows;
  const parts = await everyPart(ctx).where(among(a.id, ids));
  const seen = visibleTask(ctx, sight ?? (await sightOf(ctx)));
  const tasks = new Map(
    (
      await everyTask(ctx).where(
        and(
          among(
            t.id,
            parts.map((p) => p.taskId),
          ),
          seen,
        ),
      )
    ).map((row) => [row.id, row]),
  );
  return new Map(
    parts.flatMap((part) => {
      const task = tasks.get(part.taskId);
      return task ? [[part.id, { part, task }] as const] : [];
    }),
  );
}

/** The parts of these tasks, in the order the units were named. */
export function partsOf(ctx: Ctx, taskIds: readonly string[]): Promise<PartRow[]> {
  const a = ctx.db.rows.assignment;
  return everyPart(ctx).where(among(a.taskId, taskIds)).orderBy(asc(a.taskId), asc(a.sort), asc(a.id));
}

/** Milestones and the units' own steps, by day. */
export function stepsOf(ctx: Ctx, taskIds: readonly string[]): Promise<StepRow[]> {
  const s = ctx.db.rows.taskStep;
  return everyStep(ctx).where(among(s.taskId, taskIds)).orderBy(asc(s.taskId), asc(s.dueDay), asc(s.sort));
}

/** Drafts with their parts and milestones, ready for `dispatchWrites`; the actor's right to them is the caller's matter. */
export async function draftsOf(ctx: Ctx, by: { planId: string } | { ids: readonly string[] }) {
  const t = ctx.db.rows.task;
  const which = 'planId' in by ? eq(t.planId, by.planId) : among(t.id, by.ids);
  const tasks = await everyTask(ctx)
    .where(and(which, inArray(t.state, ['drafted'])))
    .orderBy(asc(t.sort), asc(t.id));
  const ids = tasks.map((task) => task.id);
  const [parts, steps] = await Promise.all([partsOf(ctx, ids), stepsOf(ctx, ids)]);
  return tasks.map((task) => ({
    task,
    parts: parts.filter((p) => p.taskId === task.id),
    milestones: steps.filter((s) => s.taskId === task.id && s.assignmentId === null),
  }));
}
