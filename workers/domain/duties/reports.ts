import { and, eq, gt, or, sql } from 'drizzle-orm';
import type * as contract from '../../contract/duties.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { iso } from '../hazards/view.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { cut, readCursor } from '../paging.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { among, covers, scopeOf } from '../units/scope.ts';

type State = 'scheduled' | 'submitted' | 'scored';

/** Who reports on duty this year, and how far they are; with the coverage of the whole year. */
export async function listReports(
  ctx: Ctx,
  { year, cursor, limit }: InputOf<typeof contract.dutyReports>,
): Promise<OutputOf<typeof contract.dutyReports>> {
  const { dutyReport: r, unit: u } = ctx.db.rows;
  const after = readCursor(cursor, ['number', 'string']);
  const [rows, totals, scope] = await Promise.all([
    ctx.db
      .select({
        id: r.id,
        year: r.year,
        unitId: r.unitId,
        unit: u.name,
        unitSort: sql<number>`${u.sort}`.as('unit_sort'),
        post: r.post,
        dueDay: r.dueDay,
        state: r.state,
        words: r.words,
        submittedAt: r.submittedAt,
        score: r.score,
        comment: r.comment,
        version: sql<number>`${r.version}`.as('report_version'),
      })
      .from(r)
      .innerJoin(u, eq(u.id, r.unitId))
      .where(
        and(eq(r.year, year), after && or(gt(u.sort, after[0]), and(eq(u.sort, after[0]), gt(r.unitId, after[1])))),
      )
      .orderBy(u.sort, r.unitId)
      .limit(limit + 1),
    ctx.db
      .select({
        total: sql<number>`COUNT(*)`,
        submitted: sql<number>`COALESCE(SUM(${r.state} <> 'scheduled'), 0)`,
        scored: sql<number>`COALESCE(SUM(${r.state} = 'scored'), 0)`,
      })
      .from(r)
      .where(eq(r.year, year)),
    scopeOf(ctx, 'duty.do'),
  ]);
  const today = localDay(ctx.now);
  const page = cut(rows, limit, (row) => [row.unitSort, row.unitId]);
  const items = page.items.map(({ submittedAt, ...row }) => ({
    ...row,
    state: row.state as State,
    submittedAt: submittedAt === null ? null : iso(submittedAt),
    late: row.state === 'scheduled' && row.dueDay !== null && row.dueDay < today,
    mine: scope !== 'all' && covers(scope, row.unitId),
  }));
  return { items, next: page.next, ...(totals[0] ?? { total: 0, submitted: 0, scored: 0 }) };
}

/** Units that stand on the list already keep what they have. */
export async function scheduleReports(
  ctx: Ctx,
  { year, unitIds, post, dueDay }: InputOf<typeof contract.scheduleReports>,
): Promise<{ added: number; there: number }> {
  const { db } = ctx;
  const wanted = [...new Set(unitIds)];
  await checkUnitsExist(
    ctx,
    wanted.map((id, i) => [`unitIds.${i}`, id] as const),
  );
  const r = db.rows.dutyReport;
  const rows = await db
    .select({ unitId: r.unitId })
    .from(r)
    .where(and(eq(r.year, year), among(r.unitId, wanted)));
  const there = new Set(rows.map((row) => row.unitId));
  const fresh = wanted.filter((id) => !there.has(id));
  const writes = fresh.flatMap((unitId) => {
    const row = { id: ctx.newId(), year, unitId, post, dueDay, state: 'scheduled', version: 0, eventHash: '' };
    return born(ctx, 'dutyReport', row, { action: 'schedule', to: 'scheduled', data: { year, unitId, dueDay } });
  });
  const notices = await notifyWrites(ctx, {
    to: fresh.map((unitId) => ({ role: 'unit_handler', unitId, exact: true })),
    kind: 'duty_report.scheduled',
    title: `${year} 年安全生产述职`,
    body: `请${post}于 ${dueDay} 前提交述职报告。`,
    link: '/duties?tab=reports',
  });
  return db.commit([...writes, ...notices], { added: fresh.length, there: there.size });
}

export async function submitReport(ctx: Ctx, input: InputOf<typeof contract.submitReport>) {
  const row = await loadReport(ctx, input);
  if (!covers(await scopeOf(ctx, 'duty.do'), row.unitId)) refuse('forbidden');
  if (row.state === 'scored') refuse('wrong_state');
  const set = { state: 'submitted', words: input.words, submittedBy: personId(ctx), submittedAt: ctx.now };
  const change = { action: 'submit', from: row.state, to: 'submitted', data: { characters: input.words.length } };
  return ctx.db.commit(changed(ctx, 'dutyReport', row, change, set), { id: row.id, version: row.version + 1 });
}

/** By another person than the one who handed it in. */
export async function scoreReport(ctx: Ctx, input: InputOf<typeof contract.scoreReport>) {
  const row = await loadReport(ctx, input);
  if (row.state === 'scheduled') refuse('wrong_state');
  if (row.submittedBy === personId(ctx)) refuse('same_person');
  const { score, comment } = input;
  const change = { action: 'score', from: row.state, to: 'scored', data: { score, before: row.score } };
  const set = { state: 'scored', score, comment, scoredBy: personId(ctx) };
  return ctx.db.commit(changed(ctx, 'dutyReport', row, change, set), { id: row.id, version: row.version + 1 });
}

async function loadReport({ db }: Ctx, seen: { id: string; version: number }) {
  const r = db.rows.dutyReport;
  const [row] = await db.select().from(r).where(eq(r.id, seen.id));
  const there = found(row);
  sameVersion(there, seen.version);
  return there;
}
