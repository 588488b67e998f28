import { and, desc, eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/draws.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { poolsOf } from '../experts/sight.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { picksOfDraw, placesOpen } from './calls.ts';
import { type ListSummary, summaryOf } from './commit.ts';
import { buildLists } from './lists.ts';
import { actionsOf, type DrawRow, loadDraw, sourceOf, specOf, witnessesOf } from './rows.ts';
import { repeatedBy } from './write.ts';

/** What a row of the list is made of. */
export function rowColumns({ db }: Ctx) {
  const d = db.rows.draw;
  return {
    ...{ id: d.id, number: d.number, title: d.title, kind: d.kind, state: d.state, enterprise: d.enterprise },
    ...{ seedSource: d.seedSource, redrawOf: d.redrawOf, createdAt: d.createdAt, committedAt: d.committedAt },
    version: d.version,
  };
}
export type ListRow = Pick<DrawRow, keyof ReturnType<typeof rowColumns>>;

export async function listDraws(
  ctx: Ctx,
  { state, poolId, cursor, limit }: InputOf<typeof contract.draws>,
): Promise<OutputOf<typeof contract.draws>> {
  const d = ctx.db.rows.draw;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select(rowColumns(ctx))
    .from(d)
    .where(
      and(
        state && eq(d.state, state),
        poolId ? eq(d.poolId, poolId) : undefined,
        after && sql`${d.id} < ${after[0]}`,
        await poolsOf(ctx, 'expert.read', d.poolId),
      ),
    )
    .orderBy(desc(d.id))
    .limit(limit + 1);
  const page = cut(rows as ListRow[], limit, (row) => [row.id]);
  const numbers = await numbersOf(ctx, page.items);
  return { items: page.items.map((row) => rowView(row, numbers)), next: page.next };
}

/** Numbers of the draws that these repeat. */
export async function numbersOf({ db }: Ctx, rows: readonly Pick<DrawRow, 'redrawOf'>[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => row.redrawOf ?? []);
  if (ids.length === 0) return new Map();
  const d = db.rows.draw;
  const found = await db.select({ id: d.id, number: d.number }).from(d).where(among(d.id, ids));
  return new Map(found.map((row) => [row.id, row.number]));
}

function rowView(row: ListRow, numbers: ReadonlyMap<string, string>) {
  const { seedSource: _, committedAt: __, ...shown } = row;
  return {
    ...shown,
    notBefore: sourceOf(row)?.notBefore ?? null,
    redrawOf: numbers.get(row.redrawOf ?? '') ?? '',
    createdAt: iso(row.createdAt),
  };
}

export async function oneDraw(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.draw>> {
  const row = await loadDraw(ctx, id, 'expert.read');
  const [numbers, again, picks, summary] = await Promise.all([
    numbersOf(ctx, [row]),
    repeatedBy(ctx, id),
    picksOfDraw(ctx, id),
    row.state === 'drafted' ? preview(ctx, row) : (JSON.parse(row.summary) as ListSummary[]),
  ]);
  const names = await namesOf(ctx, [row.createdBy, row.seedBy, row.committedBy]);
  return {
    ...rowView(row, numbers),
    ...{ creditCode: row.creditCode, spec: specOf(row), seedSource: sourceOf(row), listHash: row.listHash },
    lists: summary,
    witnesses: shownWitnesses(row),
    ...{ publicSeed: row.publicSeed, seedBy: row.seedBy, seed: row.seed, resultHash: row.resultHash },
    ...{ reason: row.reason, repeatedBy: again, placesOpen: placesOpen(picks), names },
    committedAt: isoOrNull(row.committedAt),
    drawnAt: isoOrNull(row.drawnAt),
    actions: actionsOf(ctx, row, again),
  };
}

const preview = async (ctx: Ctx, row: DrawRow) => (await buildLists(ctx, row)).lists.map(summaryOf);

export const shownWitnesses = (row: Pick<DrawRow, 'witnesses'>) =>
  witnessesOf(row).map(({ name, commitment, opened }) => ({ name, commitment, opened: opened !== null }));
