import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type * as contract from '../../contract/accident-reviews.ts';
import type { AccidentGrade, AccidentState, Conclusion, MeasureVerdict } from '../../contract/register-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { clockOf } from '../registers/events.ts';
import { actionsOf } from '../registers/step.ts';
import { among } from '../units/scope.ts';
import { ACCIDENT_MACHINE } from './machine.ts';
import { type AccidentRow, accidentSight, loadAccident, measuresOf } from './rows.ts';

type Page = OutputOf<typeof contract.accidentReviews>;
interface Tally {
  readonly measures: number;
  readonly evaluated: number;
}
const NONE: Tally = { measures: 0, evaluated: 0 };

export async function listAccidents(
  ctx: Ctx,
  { state, cursor, limit }: InputOf<typeof contract.accidentReviews>,
): Promise<Page> {
  const { accidentReview: r, accidentMeasure: m } = ctx.db.rows;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(r)
    .where(and(await accidentSight(ctx), state && eq(r.state, state), after && lt(r.id, after[0])))
    .orderBy(desc(r.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  const ids = items.map((row) => row.id);
  const counts = await ctx.db
    .select({
      reviewId: m.reviewId,
      measures: sql<number>`COUNT(*)`.as('measures'),
      evaluated: sql<number>`COUNT(${m.verdict})`.as('evaluated'),
    })
    .from(m)
    .where(among(m.reviewId, ids))
    .groupBy(m.reviewId);
  const tallies = new Map(counts.map((row) => [row.reviewId, row]));
  return { items: items.map((row) => rowView(ctx, row, tallies.get(row.id) ?? NONE)), next };
}

/** Late while the conclusion is not drawn. */
function rowView(ctx: Ctx, row: AccidentRow, { measures, evaluated }: Tally): Page['items'][number] {
  const { id, title, accidentDay, approvedOn, docNo, dueDay, publishedOn, version } = row;
  const open = row.state === 'drafted' || row.state === 'rectifying';
  return {
    ...{ id, title, accidentDay, approvedOn, docNo, dueDay, publishedOn, version, measures, evaluated },
    grade: row.grade as AccidentGrade,
    state: row.state as AccidentState,
    conclusion: row.conclusion as Conclusion | null,
    late: open && dueDay < localDay(ctx.now),
  };
}

export async function oneAccident(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.accidentReview>> {
  const row = await loadAccident(ctx, id);
  const { task: t, blob: b } = ctx.db.rows;
  const measures = await measuresOf(ctx, id);
  const ids = (values: (string | null)[]) => values.filter((value) => value !== null);
  const [names, tasks, files, clock, actions] = await Promise.all([
    namesOf(
      ctx,
      [],
      measures.map((m) => m.unitId),
    ),
    ctx.db
      .select({ id: t.id, stage: t.stage })
      .from(t)
      .where(among(t.id, ids(measures.map((m) => m.taskId)))),
    ctx.db
      .select({ id: b.id, mediaType: b.mediaType })
      .from(b)
      .where(among(b.id, ids(measures.map((m) => m.blobId)))),
    clockOf(ctx, 'accidentReview', id),
    actionsOf(ctx, ACCIDENT_MACHINE, row),
  ]);
  const stages = new Map(tasks.map((task) => [task.id, task.stage]));
  const types = new Map(files.map((file) => [file.id, file.mediaType]));
  const evaluated = measures.filter((m) => m.verdict !== null).length;
  return {
    ...rowView(ctx, row, { measures: measures.length, evaluated }),
    ...{ planId: row.planId, words: row.words, clock, actions },
    items: measures.map((m) => ({
      ...{ id: m.id, words: m.words, unitId: m.unitId, unit: names[m.unitId ?? ''] ?? '', dueDay: m.dueDay },
      ...{ taskId: m.taskId, stage: stages.get(m.taskId ?? '') ?? null, evaluation: m.evaluation, blobId: m.blobId },
      verdict: m.verdict as MeasureVerdict | null,
      mediaType: types.get(m.blobId ?? '') ?? null,
      evaluatedAt: isoOrNull(m.evaluatedAt),
    })),
  };
}
