import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { upWrites } from '../cascade/hooks.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { Head } from '../events.ts';
import type { TaskRow } from './rows.ts';

/** The counts a task keeps of its parts, by the state of the part. */
const COUNTS = {
  acknowledged: 'acknowledged',
  in_progress: 'inProgress',
  submitted: 'submitted',
  returned: 'returned',
  accepted: 'accepted',
} as const;
const COLUMNS = ['acknowledged', 'in_progress', 'submitted', 'returned', 'accepted', 'parts'] as const;
type Column = (typeof COLUMNS)[number];

/** A part's state before (null: there was none) and after. */
export type PartMove = readonly [before: string | null, after: string];

function deltasOf(moves: readonly PartMove[]): Record<Column, number> {
  const deltas = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Record<Column, number>;
  const add = (state: string | null, by: number) => {
    if (state === null || state === 'released') return;
    deltas.parts += by;
    if (state in COUNTS) deltas[state as keyof typeof COUNTS] += by;
  };
  for (const [before, after] of moves) {
    add(before, -1);
    add(after, 1);
  }
  return deltas;
}

/**
 * What the move of some parts makes of their task, drawn inside the batch from what stands there then: sixty units that
 * sign at once never meet. Put behind the writes of the parts. A task closed meanwhile makes the batch fail, see `taskCommit`.
 */
export function moveTask(
  ctx: Ctx,
  task: Pick<TaskRow, 'id' | 'planId' | 'parentAssignmentId' | 'upstreamTaskId'>,
  moves: readonly PartMove[],
  set: Partial<Head & Pick<TaskRow, 'dueDay'>> = {},
): Write[] {
  const { db, now } = ctx;
  const deltas = deltasOf(moves);
  const still = Object.values(deltas).every((delta) => delta === 0);
  const touched = {
    ...set,
    dueAt: earliest(ctx, task.id),
    updatedAt: sql`CASE WHEN state = 'dispatched' THEN ${now} END`,
  };
  if (still)
    return [db.update('task', touched, (t) => eq(t.id, task.id)), ...shownAbove(ctx, task), ...upWrites(ctx, task)];
  const after = (column: Column): SQL =>
    deltas[column] === 0 ? sql.identifier(column).getSQL() : sql`${sql.identifier(column)} + ${deltas[column]}`;
  const counts = Object.fromEntries(
    [...Object.entries(COUNTS), ['parts', 'parts'] as const]
      .filter(([column]) => deltas[column as Column] !== 0)
      .map(([column, key]) => [key, after(column as Column)]),
  );
  return [
    ...stageCount(ctx, task, -1),
    db.update('task', { ...touched, ...counts, stage: stageOf(after) }, (t) => eq(t.id, task.id)),
    ...stageCount(ctx, task, 1),
    ...shownAbove(ctx, task),
    ...upWrites(ctx, task),
  ];
}

/** A part that was split shows at least how far its own parts are, and what it was itself split from shows that in turn. */
function shownAbove({ db }: Ctx, { parentAssignmentId }: Pick<TaskRow, 'parentAssignmentId'>): Write[] {
  if (parentAssignmentId === null) return [];
  const { assignment: a, task: t } = db.rows;
  const mean = sql`AVG(CASE WHEN ${a.state} = 'accepted' THEN 100 ELSE ${a.progress} END)`;
  const raise = (part: SQL | string) => {
    const below = db
      .select({ mean: sql`CAST(${mean} AS INTEGER)` })
      .from(a)
      .innerJoin(t, eq(t.id, a.taskId))
      .where(and(eq(t.parentAssignmentId, part), ne(a.state, 'released')));
    const progress = sql`MAX(progress, coalesce(${below}, 0))`;
    return db.update('assignment', { progress }, (r) => and(eq(r.id, part), isNull(r.finishedAt)));
  };
  const above = db
    .select({ id: t.parentAssignmentId })
    .from(t)
    .innerJoin(a, eq(a.taskId, t.id))
    .where(eq(a.id, parentAssignmentId));
  return [raise(parentAssignmentId), raise(sql`${above}`)];
}

/** The rule of the shown stage, over the counts as they will be. */
function stageOf(n: (column: Column) => SQL): SQL {
  return sql`CASE WHEN state <> 'dispatched' THEN state WHEN ${n('returned')} > 0 THEN 'returned' WHEN ${n('accepted')} > 0 AND ${n('accepted')} = ${n('parts')} THEN 'accepted' WHEN ${n('submitted')} + ${n('accepted')} > 0 AND ${n('submitted')} + ${n('accepted')} = ${n('parts')} THEN 'submitted' WHEN ${n('in_progress')} + ${n('submitted')} + ${n('accepted')} > 0 THEN 'in_progress' WHEN ${n('acknowledged')} > 0 AND ${n('acknowledged')} = ${n('parts')} THEN 'acknowledged' ELSE 'dispatched' END`;
}

/** The same rule over a row that nobody else moves in this commit. */
export function stageFrom(row: Pick<TaskRow, 'state' | 'parts' | (typeof COUNTS)[keyof typeof COUNTS]>): string {
  const { state, parts, acknowledged, inProgress, submitted, returned, accepted } = row;
  if (state !== 'dispatched') return state;
  if (returned > 0) return 'returned';
  if (accepted > 0 && accepted === parts) return 'accepted';
  if (submitted + accepted > 0 && submitted + accepted === parts) return 'submitted';
  if (inProgress + submitted + accepted > 0) return 'in_progress';
  return acknowledged > 0 && acknowledged === parts ? 'acknowledged' : 'dispatched';
}

/** The stage's counters, up or down by one for the stage the task has at that point of the batch. */
function stageCount({ db }: Ctx, task: Pick<TaskRow, 'id' | 'planId'>, delta: number): Write[] {
  const t = db.rows.task;
  const stage = sql`${db.select({ stage: t.stage }).from(t).where(eq(t.id, task.id))}`;
  const add = (name: string, bucket: SQL) =>
    db.upsert('counter', { name, bucket: bucket as unknown as string, value: delta }, ['name', 'bucket'], {
      value: sql`value + excluded.value`,
    });
  return [add('task.stage', stage), add('task.plan', sql`${`${task.planId}|`} || ${stage}`)];
}

/** The nearest deadline that runs. */
function earliest({ db }: Ctx, taskId: string): SQL {
  const a = db.rows.assignment;
  const open = and(eq(a.taskId, taskId), isNull(a.finishedAt));
  return sql`${db
    .select({ at: sql`MIN(${a.dueAt})` })
    .from(a)
    .where(open)}`;
}

/** True in SQL while the counts are those that were read: the ground on which a task is closed, withdrawn or opened again. */
export function sameCounts(row: TaskRow): SQL {
  const { acknowledged, inProgress, submitted, returned, accepted, parts } = row;
  const seen: Record<Column, number> = { acknowledged, in_progress: inProgress, submitted, returned, accepted, parts };
  const same = COLUMNS.map((column) => sql`${sql.identifier(column)} = ${seen[column]}`);
  return sql`(${sql.join([sql`state = ${row.state}`, ...same], sql` AND `)})`;
}

/** Commits; what another step took away meanwhile (the task was closed, a part came back) is a `conflict`. */
export async function taskCommit<A>(ctx: Ctx, writes: Write[], answer: A): Promise<A> {
  try {
    await ctx.db.commit(writes, answer);
  } catch (error) {
    const taken = error instanceof Error && error.message.includes('NOT NULL constraint failed: task.updated_at');
    throw taken ? new DomainError('conflict') : error;
  }
  ctx.ports.wakeOutbox();
  return answer;
}
