import { and, asc, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { order as oneRoute, orders as route } from '../../contract/supervision.ts';
import { type Ctx, can } from '../context.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among, scopeOf } from '../units/scope.ts';
import { filesOf } from './files.ts';
import { loadOrder, type OrderRow, sight } from './rows.ts';
import { type SubjectView, subjectOf, subjectsOf } from './subjects.ts';
import { actionsOf, clockOf, headOf } from './view.ts';

type Row = OutputOf<typeof route>['items'][number];

/** Newest first; late ones by their day, the oldest first. */
export async function listOrders(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { state, unitId, late, todo, cursor, limit } = input;
  const o = ctx.db.rows.supervisionOrder;
  const after = readCursor(cursor, ['number', 'string']);
  const rows = await ctx.db
    .select()
    .from(o)
    .where(
      and(
        await sight(ctx, o.unitId, o.servedAt),
        state && eq(o.state, state),
        unitId ? eq(o.unitId, unitId) : undefined,
        late ? and(isNotNull(o.dueAt), lt(o.dueAt, ctx.now)) : undefined,
        todo ? await waiting(ctx) : undefined,
        after && (late ? sql`(${o.dueAt}, ${o.id}) > (${after[0]}, ${after[1]})` : lt(o.id, after[1])),
      ),
    )
    .orderBy(...(late ? [asc(o.dueAt), asc(o.id)] : [desc(o.id)]))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.dueAt ?? 0, row.id]);
  const [subjects, names] = await Promise.all([
    subjectsOf(ctx, items),
    namesOf(
      ctx,
      [],
      items.map((r) => r.unitId),
    ),
  ]);
  return { items: items.map((row) => rowView(ctx, row, subjectOf(subjects, row), names[row.unitId] ?? '')), next };
}

/** What the actor's posts can move on. */
async function waiting(ctx: Ctx): Promise<SQL | undefined> {
  const o = ctx.db.rows.supervisionOrder;
  const scope = can(ctx, 'supervise.answer') ? await scopeOf(ctx, 'supervise.answer') : new Set<string>();
  const own = scope === 'all' ? undefined : among(o.unitId, scope);
  return and(
    isNull(o.finishedAt),
    or(
      can(ctx, 'supervise.issue') ? among(o.state, ['drafted', 'answered']) : sql`0`,
      and(among(o.state, ['served', 'returned']), own),
    ),
  );
}

/** How many of them there are, given up at `most`. */
export async function ordersToDo(ctx: Ctx, most: number): Promise<number> {
  const o = ctx.db.rows.supervisionOrder;
  const rows = await ctx.db
    .select({ id: o.id })
    .from(o)
    .where(and(await sight(ctx, o.unitId, o.servedAt), await waiting(ctx)))
    .limit(most);
  return rows.length;
}

function rowView(ctx: Ctx, row: OrderRow, subject: SubjectView | null, unitName: string): Row {
  const { id, number, title, unitId, dueDay, version } = row;
  return {
    ...{ id, number, title, unitId, unitName, dueDay, version, subject },
    origin: row.origin as Row['origin'],
    state: row.state as Row['state'],
    late: row.dueAt !== null && row.dueAt < ctx.now,
    servedAt: isoOrNull(row.servedAt),
    receivedAt: isoOrNull(row.receivedAt),
    createdAt: iso(row.createdAt),
    finishedAt: isoOrNull(row.finishedAt),
  };
}

export async function oneOrder(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof oneRoute>> {
  const row = await loadOrder(ctx, id);
  const [subjects, names, files, clock, actions] = await Promise.all([
    subjectsOf(ctx, [row]),
    namesOf(ctx, [], [row.unitId]),
    filesOf(ctx, 'order', id),
    clockOf(ctx, 'order', id),
    actionsOf(ctx, 'order', row),
  ]);
  const { demand, answer, opinion, reason, round } = row;
  return {
    ...rowView(ctx, row, subjectOf(subjects, row), names[row.unitId] ?? ''),
    ...{ demand, answer, opinion, reason, round, files, clock, actions },
    answeredAt: isoOrNull(row.answeredAt),
    ...(await headOf(ctx)),
  };
}
