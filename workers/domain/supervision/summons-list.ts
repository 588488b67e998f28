import { and, asc, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { summons as oneRoute, summonses as route } from '../../contract/summonses.ts';
import { type Ctx, can } from '../context.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among, scopeOf } from '../units/scope.ts';
import { filesOf } from './files.ts';
import { loadSummons, type SummonsRow, sight } from './rows.ts';
import { reportRule } from './settings.ts';
import { type SubjectView, subjectOf, subjectsOf } from './subjects.ts';
import { actionsOf, clockOf, headOf } from './view.ts';

type Row = OutputOf<typeof route>['items'][number];

/** Newest first; late reports by their day, the oldest first. */
export async function listSummonses(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { state, unitId, late, todo, cursor, limit } = input;
  const s = ctx.db.rows.summons;
  const after = readCursor(cursor, ['number', 'string']);
  const rows = await ctx.db
    .select()
    .from(s)
    .where(
      and(
        await sight(ctx, s.unitId, s.notifiedAt),
        state && eq(s.state, state),
        unitId ? eq(s.unitId, unitId) : undefined,
        late ? and(isNotNull(s.dueAt), lt(s.dueAt, ctx.now)) : undefined,
        todo ? await waiting(ctx) : undefined,
        after && (late ? sql`(${s.dueAt}, ${s.id}) > (${after[0]}, ${after[1]})` : lt(s.id, after[1])),
      ),
    )
    .orderBy(...(late ? [asc(s.dueAt), asc(s.id)] : [desc(s.id)]))
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

/** What the actor's posts can move on: a notice not signed for, a report to write, a step of the office. */
async function waiting(ctx: Ctx): Promise<SQL | undefined> {
  const s = ctx.db.rows.summons;
  const scope = can(ctx, 'supervise.answer') ? await scopeOf(ctx, 'supervise.answer') : new Set<string>();
  const own = scope === 'all' ? undefined : among(s.unitId, scope);
  return and(
    isNull(s.finishedAt),
    or(
      can(ctx, 'supervise.issue') ? among(s.state, ['drafted', 'notified', 'reported']) : sql`0`,
      and(among(s.state, ['held', 'returned']), own),
      and(eq(s.state, 'notified'), isNull(s.receivedAt), own),
    ),
  );
}

function rowView(ctx: Ctx, row: SummonsRow, subject: SubjectView | null, unitName: string): Row {
  const { id, number, title, who, unitId, talkDay, reportDueDay, version } = row;
  return {
    ...{ id, number, title, who, unitId, unitName, talkDay, reportDueDay, version, subject },
    cause: row.cause as Row['cause'],
    state: row.state as Row['state'],
    late: row.dueAt !== null && row.dueAt < ctx.now,
    notifiedAt: isoOrNull(row.notifiedAt),
    receivedAt: isoOrNull(row.receivedAt),
    createdAt: iso(row.createdAt),
    finishedAt: isoOrNull(row.finishedAt),
  };
}

export async function oneSummons(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof oneRoute>> {
  const row = await loadSummons(ctx, id);
  const [subjects, names, files, clock, actions, rule] = await Promise.all([
    subjectsOf(ctx, [row]),
    namesOf(ctx, [], [row.unitId]),
    filesOf(ctx, 'summons', id),
    clockOf(ctx, 'summons', id),
    actionsOf(ctx, 'summons', row),
    reportRule(ctx),
  ]);
  const { grounds, talkTime, talkPlace, presiding, minutes, bulletinDay, report, opinion, reason, round } = row;
  return {
    ...rowView(ctx, row, subjectOf(subjects, row), names[row.unitId] ?? ''),
    ...{ grounds, talkTime, talkPlace, presiding, minutes, bulletinDay, report, opinion, reason, round },
    ...{ rule, files, clock, actions },
    heldAt: isoOrNull(row.heldAt),
    reportedAt: isoOrNull(row.reportedAt),
    ...(await headOf(ctx)),
  };
}
