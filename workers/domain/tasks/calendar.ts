import { and, asc, eq, exists, gte, inArray, isNotNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { taskCalendar as route } from '../../contract/tasks.ts';
import { dayOfText, localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { FINISHED } from './machine.ts';
import { type Sight, sightOf } from './sight.ts';

const MAX_DAYS = 100;
type Item = OutputOf<typeof route>['items'][number];
type After = readonly [string, string] | undefined;
interface Span {
  readonly from: string;
  readonly to: string;
}

/** Due days of a span, in order: parts of units, milestones, the units' own steps. */
export async function calendar(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { from, to, limit } = input;
  const days = dayOfText(to) - dayOfText(from);
  if (days < 0 || days > MAX_DAYS) refuse('bad_request', { fields: [{ path: 'to', message: '一次最多看一百天' }] });
  const after = readCursor(input.cursor, ['day', 'string']);
  const sight = await sightOf(ctx);
  const [parts, steps] = await Promise.all([
    partDays(ctx, sight, { from, to }, after, limit + 1),
    stepDays(ctx, sight, { from, to }, after, limit + 1),
  ]);
  const today = localDay(ctx.now);
  const items = [
    ...parts.map(({ state, day, ...row }): Item => {
      const done = state === 'submitted' || FINISHED.includes(state);
      return { ...row, kind: 'assignment', day: day ?? '', done, late: !done && (day ?? '') < today };
    }),
    ...steps.map(({ doneAt, assignmentId, unit, ...row }): Item => {
      const late = row.day < (doneAt === null ? today : localDay(doneAt));
      return { ...row, kind: assignmentId ? 'step' : 'milestone', unit: unit ?? '', done: doneAt !== null, late };
    }),
  ].sort((x, y) => (x.day === y.day ? (x.id < y.id ? -1 : 1) : x.day < y.day ? -1 : 1));
  return cut(items, limit, (row) => [row.day, row.id]);
}

/** Those given out, in the order of their day: of the district off one index, of units by one probe a unit. */
export function partDays(ctx: Ctx, sight: Sight, span: Span, after: After, limit: number) {
  const { assignment: a, task: t, unit: u } = ctx.db.rows;
  const which =
    sight.units === 'all' ? partIds(ctx, span, after, limit) : unitPartIds(ctx, [...sight.units], span, after, limit);
  return ctx.db
    .select({
      id: a.id,
      taskId: a.taskId,
      day: sql<string | null>`${a.dueDay}`.as('part_day'),
      title: t.title,
      unit: u.shortName,
      state: sql<string>`${a.state}`.as('part_state'),
    })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .innerJoin(u, eq(u.id, a.unitId))
    .where(and(inArray(a.id, which), ne(a.state, 'drafted'), ne(a.state, 'released')));
}

function spanOf({ db }: Ctx, { from, to }: Span, after: After): SQL | undefined {
  const a = db.rows.assignment;
  const behind = after && sql`(${a.dueDay}, ${a.id}) > (${after[0]}, ${after[1]})`;
  return and(
    isNotNull(a.dueDay),
    gte(a.dueDay, from),
    lte(a.dueDay, to),
    ne(a.state, 'drafted'),
    ne(a.state, 'released'),
    behind,
  );
}

export function partIds(ctx: Ctx, span: Span, after: After, limit: number) {
  const a = ctx.db.rows.assignment;
  return ctx.db
    .select({ id: a.id })
    .from(a)
    .where(spanOf(ctx, span, after))
    .orderBy(asc(a.dueDay), asc(a.id))
    .limit(limit);
}

export function unitPartIds(ctx: Ctx, units: readonly string[], span: Span, after: After, limit: number) {
  const a = ctx.db.rows.assignment;
  const its = ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(sql`${a.unitId} = u.value`, spanOf(ctx, span, after)))
    .orderBy(asc(a.dueDay), asc(a.id))
    .limit(limit);
  return ctx.db
    .select({ id: a.id })
    .from(sql`json_each(${JSON.stringify(units)}) AS u`)
    .crossJoin(a)
    .where(inArray(a.id, its));
}

/** Milestones and steps of tasks that are out and that the actor has a part in. */
export function stepDays(ctx: Ctx, sight: Sight, { from, to }: Span, after: After, limit: number) {
  const { taskStep: s, task: t, assignment: a, unit: u } = ctx.db.rows;
  const behind = after && sql`(${s.dueDay}, ${s.id}) > (${after[0]}, ${after[1]})`;
  return ctx.db
    .select({
      id: s.id,
      taskId: s.taskId,
      day: sql<string>`${s.dueDay}`.as('step_day'),
      title: sql<string>`${s.title}`.as('step_title'),
      unit: u.shortName,
      doneAt: s.doneAt,
      assignmentId: s.assignmentId,
    })
    .from(s)
    .innerJoin(t, eq(t.id, s.taskId))
    .leftJoin(a, eq(a.id, s.assignmentId))
    .leftJoin(u, eq(u.id, a.unitId))
    .where(
      and(
        gte(s.dueDay, from),
        lte(s.dueDay, to),
        behind,
        inArray(t.state, ['dispatched', 'closed']),
        stepSeen(ctx, sight),
      ),
    )
    .orderBy(asc(s.dueDay), asc(s.id))
    .limit(limit);
}

/** A milestone by whoever has a part in its task, a unit's step by that unit and by whom it names. */
function stepSeen({ db }: Ctx, { units, me }: Sight): SQL | undefined {
  if (units === 'all') return undefined;
  const { assignment: p, taskStep: s } = db.rows;
  const same = or(eq(p.id, s.assignmentId), sql`${s.assignmentId} IS NULL`);
  const part = db
    .select({ one: sql`1` })
    .from(p)
    .where(and(eq(p.taskId, s.taskId), among(p.unitId, units), same));
  return or(eq(s.personId, me), exists(part));
}
