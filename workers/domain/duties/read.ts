import { and, desc, eq, lt } from 'drizzle-orm';
import type * as contract from '../../contract/duties.ts';
import type { DutyState } from '../../contract/duties.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, can } from '../context.ts';
import { refuse } from '../errors.ts';
import { namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { type DutyListRow, loadDutyList, mayTick, seesDrafts, tallies } from './rows.ts';

export async function listDuties(
  ctx: Ctx,
  { kind, unitId, state, cursor, limit }: InputOf<typeof contract.dutyLists>,
): Promise<OutputOf<typeof contract.dutyLists>> {
  if (state === 'draft' && !seesDrafts(ctx)) return { items: [], next: null };
  const d = ctx.db.rows.dutyList;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(d)
    .where(
      and(
        eq(d.state, state),
        kind && eq(d.kind, kind),
        unitId ? eq(d.unitId, unitId) : undefined,
        after && lt(d.id, after[0]),
      ),
    )
    .orderBy(desc(d.id))
    .limit(limit + 1);
  const page = cut(rows as DutyListRow[], limit, (row) => [row.id]);
  const counts = await tallies(
    ctx,
    page.items.map((row) => row.id),
  );
  return { items: page.items.map((row) => rowOf(row, counts.get(row.id))), next: page.next };
}

const rowOf = (row: DutyListRow, tally = { lines: 0, done: 0 }) => {
  const { id, kind, title, edition, unitId, personId, holder, year, state, publishedOn, version } = row;
  return { id, kind, title, edition, unitId, personId, holder, year, state, publishedOn, version, ...tally };
};

export async function oneDutyList(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.dutyList>> {
  const { dutyLine: l, dutyList: d, blob: b } = ctx.db.rows;
  const row = await loadDutyList(ctx, id);
  if (row.state === 'draft' && !seesDrafts(ctx)) refuse('not_found');
  const [lines, editions, tick] = await Promise.all([
    ctx.db
      .select({
        ...{ id: l.id, words: l.words, basis: l.basis, sector: l.sector, dueDay: l.dueDay, doneOn: l.doneOn },
        ...{ evidence: l.evidence, blobId: l.blobId, mediaType: b.mediaType },
      })
      .from(l)
      .leftJoin(b, eq(b.id, l.blobId))
      .where(eq(l.listId, id))
      .orderBy(l.sort, l.id),
    ctx.db
      .select({ id: d.id, edition: d.edition, state: d.state, publishedOn: d.publishedOn })
      .from(d)
      .where(eq(d.series, row.series))
      .orderBy(desc(d.edition)),
    mayTick(ctx, row),
  ]);
  const today = localDay(ctx.now);
  const shown = editions.filter((one) => one.state !== 'draft' || seesDrafts(ctx));
  return {
    ...rowOf(row, { lines: lines.length, done: lines.filter((line) => line.doneOn !== null).length }),
    items: lines.map((line) => ({
      ...line,
      late: line.doneOn === null && line.dueDay !== null && line.dueDay < today,
    })),
    editions: shown.map((one) => ({ ...one, state: one.state as DutyState })),
    mayEdit: can(ctx, 'committee.manage'),
    mayTick: tick,
    names: await namesOf(ctx, [row.personId], [row.unitId]),
  };
}
