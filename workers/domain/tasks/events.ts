import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { taskEvents as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { actorName, iso, namesOf, personOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { labelOf } from './machine.ts';
import { loadTask, partsOf, stepsOf } from './rows.ts';

type Entity = 'task' | 'assignment' | 'task_step';

/** What happened to a task, its parts and its steps, newest first. */
export async function events(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const task = await loadTask(ctx, input.id);
  const [parts, steps] = await Promise.all([partsOf(ctx, [task.id]), stepsOf(ctx, [task.id])]);
  const e = ctx.db.rows.event;
  const at = readCursor(input.cursor, ['number', 'string', 'number']);
  const before = at && sql`(${e.at}, ${e.entityId}, ${e.seq}) < (${at[0]}, ${at[1]}, ${at[2]})`;
  const read = (entity: Entity, which: SQL) =>
    ctx.db
      .select()
      .from(e)
      .where(and(eq(e.entity, entity), which, before))
      .orderBy(desc(e.at), desc(e.entityId), desc(e.seq))
      .limit(input.limit + 1);
  const ids = (rows: readonly { id: string }[]) =>
    among(
      e.entityId,
      rows.map((row) => row.id),
    );
  const found = await Promise.all([
    read('task', eq(e.entityId, task.id)),
    read('assignment', ids(parts)),
    // A step has no events before it is done.
    read('task_step', ids(steps.filter((step) => step.version > 0))),
  ]);
  const rows = found
    .flat()
    .sort((x, y) => y.at - x.at || (x.entityId < y.entityId ? 1 : x.entityId > y.entityId ? -1 : y.seq - x.seq));
  const { items, next } = cut(rows, input.limit, (row) => [row.at, row.entityId, row.seq]);
  const names = await namesOf(
    ctx,
    items.map((row) => personOf(row.actor)),
  );
  const unitOf = new Map<string, string>(parts.map((part) => [part.id, part.unitId]));
  for (const step of steps) unitOf.set(step.id, unitOf.get(step.assignmentId ?? '') ?? '');
  return {
    items: items.map((row) => ({
      at: iso(row.at),
      actorName: actorName(row.actor, '', names),
      unitId: unitOf.get(row.entityId) || null,
      action: row.action,
      label: labelOf(row.entity as Entity, row.action, row.fromState),
      words: wordsOf(JSON.parse(row.data) as Record<string, unknown>),
      to: row.toState,
      hash: row.hash,
    })),
    next,
  };
}

/** What was said with the step. */
function wordsOf(data: Record<string, unknown>): string {
  const said = [data.note, data.reason, data.opinion, data.outcome].find((w) => typeof w === 'string' && w !== '');
  const moved =
    typeof data.before === 'string' && typeof data.dueDay === 'string' ? `${data.before} → ${data.dueDay}` : '';
  return [moved, said].filter((w) => w).join('：');
}
