import { and, eq, exists, or, type SQL, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { TASK_STAGE_NAMES } from '../../contract/task-words.ts';
import type { tasks as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { cursorOf, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { type Sight, sightOf, visibleTask } from './sight.ts';
import { type Key, type Source, sources } from './sources.ts';
import { type ListRow, listColumns, shown, urgent } from './view.ts';

export type Filter = Omit<InputOf<typeof route>, 'cursor' | 'limit'>;
/** Keys looked at in one go, and how often, before a page is given up; its cursor goes on from there. */
const WINDOW = 500;
const ROUNDS = 4;

/** A page of the ledger as the actor sees it. However little fits the filter, no page looks at more than some windows. */
export async function list(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { cursor, limit, ...filter } = input;
  const sight = await sightOf(ctx);
  const stages = stagesOf(filter.stage);
  const order = sources(ctx, sight, filter, stages);
  const { rows, next } = await walk(ctx, order, matching(ctx, sight, filter, stages), limit, cursor);
  return { items: await shown(ctx, rows), next };
}

async function walk(
  ctx: Ctx,
  read: Source,
  where: SQL | undefined,
  limit: number,
  cursor: string | undefined,
): Promise<{ rows: ListRow[]; next: string | null }> {
  let after: Key | undefined = readCursor(cursor, ['number', 'string']);
  const rows: { row: ListRow; key: Key }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const window = round === 0 ? limit * 2 : WINDOW;
    const keys = await read(after, window);
    const fit = new Map((keys.length > 0 ? await chosen(ctx, keys, where) : []).map((row) => [row.id, row]));
    for (const key of keys) {
      const row = fit.get(key[1]);
      if (row) rows.push({ row, key });
    }
    const last = rows[limit - 1];
    if (rows.length > limit && last) {
      return { rows: rows.slice(0, limit).map((r) => r.row), next: cursorOf(...last.key) };
    }
    after = keys.at(-1);
    if (after === undefined || keys.length < window) return { rows: rows.map((r) => r.row), next: null };
  }
  return { rows: rows.map((r) => r.row), next: after ? cursorOf(...after) : null };
}

/** Of these keys the rows that fit, in no order. */
export function chosen(ctx: Ctx, keys: readonly Key[], where: SQL | undefined) {
  const t = ctx.db.rows.task;
  const ids = keys.map(([, id]) => id);
  return ctx.db
    .select(listColumns(ctx))
    .from(t)
    .where(and(among(t.id, ids), where));
}

function stagesOf(stage: string | undefined): string[] {
  const names = stage ? stage.split(',') : [];
  if (names.some((name) => !(TASK_STAGE_NAMES as readonly string[]).includes(name))) {
    refuse('bad_request', { fields: [{ path: 'stage', message: '没有这个状态' }] });
  }
  return names;
}

/** The filter over single rows, sight included. */
export function matching(ctx: Ctx, sight: Sight, filter: Filter, stages: readonly string[]): SQL | undefined {
  const { task: t, assignment: a } = ctx.db.rows;
  const { q, planId, kind, unitId, tag, urgency } = filter;
  const words = q?.trim();
  const part = unitId
    ? ctx.db
        .select({ one: sql`1` })
        .from(a)
        .where(and(eq(a.taskId, t.id), eq(a.unitId, unitId)))
    : undefined;
  return and(
    visibleTask(ctx, sight),
    planId ? eq(t.planId, planId) : undefined,
    stages.length > 0 ? among(t.stage, stages) : undefined,
    kind ? eq(t.kind, kind) : undefined,
    part && exists(part),
    tag ? eq(t.tag, tag) : undefined,
    urgent(ctx, urgency),
    words ? or(sql`instr(${t.title}, ${words}) > 0`, sql`instr(${t.number}, ${words}) > 0`) : undefined,
  );
}
