import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { myTasks as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { cursorOf, cut, readCursor } from '../paging.ts';
import { among, scopeOf } from '../units/scope.ts';
import { partRows } from './part-rows.ts';
import { sightOf } from './sight.ts';

type Page = OutputOf<typeof route>;
/** Where a part stands: its time limit (or `UNTIMED`) and its id. */
type Key = readonly [number, string];
/** Behind every limit come the parts that have none. */
const UNTIMED = Number.MAX_SAFE_INTEGER;
/** What waits for the unit, not for its judge. */
const TO_DO = ['dispatched', 'acknowledged', 'in_progress', 'returned'];

/** What waits for me: parts of my units nearest limit first, or what was reported done and I have to judge, oldest first. */
export async function mine(ctx: Ctx, input: InputOf<typeof route>): Promise<Page> {
  const { waiting, limit } = input;
  const after = readCursor(input.cursor, ['number', 'string']);
  if (waiting === 'accept') return toJudge(ctx, limit, after);
  const sight = await sightOf(ctx);
  const units = sight.units === 'all' ? await ownUnits(ctx, sight.me) : [...sight.units];
  const keys = new Map<string, Key>();
  for (const timed of [true, false]) {
    if (timed && after?.[0] === UNTIMED) continue;
    const from = timed || after?.[0] === UNTIMED ? after : undefined;
    const named = namedParts(ctx, sight.me, timed, from, limit + 1).as('named');
    const found = await openParts(ctx, units, timed, from, limit + 1).unionAll(
      ctx.db.select({ id: named.id, dueAt: named.dueAt }).from(named),
    );
    for (const { id, dueAt } of found) keys.set(id, [dueAt ?? UNTIMED, id]);
    if (keys.size > limit) break;
  }
  const sorted = [...keys.values()].sort((x, y) => x[0] - y[0] || (x[1] < y[1] ? -1 : 1));
  const page = sorted.slice(0, limit);
  const rows = await partRows(
    ctx,
    page.map(([, id]) => id),
  );
  const last = page.at(-1);
  return {
    items: page.flatMap(([, id]) => rows.get(id) ?? []),
    next: sorted.length > limit && last ? cursorOf(...last) : null,
  };
}

/** Whoever sees everything works for the unit they sit in; anybody else for those of their grants with all below them. */
export async function ownUnits(ctx: Ctx, me: string): Promise<string[]> {
  const p = ctx.db.rows.person;
  const [own] = await ctx.db.select({ unitId: p.unitId }).from(p).where(eq(p.id, me));
  return own?.unitId ? [own.unitId] : [];
}

function behind({ db }: Ctx, timed: boolean, after: Key | undefined): SQL | undefined {
  const a = db.rows.assignment;
  // The plus keeps SQLite from walking the whole tenant by id instead of the unit's few standing parts.
  if (!timed) return and(isNull(a.dueAt), after && sql`+${a.id} > ${after[1]}`);
  return and(isNotNull(a.dueAt), after && sql`(${a.dueAt}, ${a.id}) > (${after[0]}, ${after[1]})`);
}

/** Open parts of each unit, one probe of the index a unit. */
export function openParts(ctx: Ctx, units: readonly string[], timed: boolean, after: Key | undefined, limit: number) {
  const a = ctx.db.rows.assignment;
  const its = ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(sql`${a.unitId} = u.value`, isNull(a.finishedAt), inArray(a.state, TO_DO), behind(ctx, timed, after)))
    .orderBy(...(timed ? [asc(a.dueAt), asc(a.id)] : [sql`+${a.id}`]))
    .limit(limit);
  return ctx.db
    .select({ id: a.id, dueAt: a.dueAt })
    .from(sql`json_each(${JSON.stringify(units)}) AS u`)
    .crossJoin(a)
    .where(inArray(a.id, its));
}

/** Parts of other units that name me. A person is named in few. */
export function namedParts(ctx: Ctx, me: string, timed: boolean, after: Key | undefined, limit: number) {
  const a = ctx.db.rows.assignment;
  const own = and(isNotNull(a.personId), eq(a.personId, me), isNull(a.finishedAt));
  return ctx.db
    .select({ id: a.id, dueAt: a.dueAt })
    .from(a)
    .where(and(own, inArray(a.state, TO_DO), behind(ctx, timed, after)))
    .orderBy(asc(a.dueAt), asc(a.id))
    .limit(limit);
}

async function toJudge(ctx: Ctx, limit: number, after: Key | undefined): Promise<Page> {
  const scope = await scopeOf(ctx, 'task.accept');
  const found = await submittedParts(ctx, scope, after, limit + 1);
  const { items, next } = cut(found, limit, (row) => [row.at ?? 0, row.id]);
  const rows = await partRows(
    ctx,
    items.map((row) => row.id),
  );
  return { items: items.flatMap(({ id }) => rows.get(id) ?? []), next };
}

/** Off the index of what was reported done: it holds only what waits. The office judges what it gave itself. */
export function submittedParts(ctx: Ctx, scope: 'all' | Set<string>, after: Key | undefined, limit: number) {
  const { assignment: a, task: t } = ctx.db.rows;
  const giver = scope === 'all' ? isNull(t.ownerUnitId) : among(t.ownerUnitId, scope);
  const later = after && sql`(${a.submittedAt}, ${a.id}) > (${after[0]}, ${after[1]})`;
  return ctx.db
    .select({ id: a.id, at: a.submittedAt })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .where(and(sql`${a.state} = 'submitted'`, later, giver, eq(t.state, 'dispatched')))
    .orderBy(asc(a.submittedAt), asc(a.id))
    .limit(limit);
}
