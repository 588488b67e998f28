import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type * as contract from '../../contract/draws.ts';
import type { DrawListName } from '../../contract/draws.ts';
import type { PickState } from '../../contract/expert-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { DrawFile } from '../../protocol/draw-file.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { iso, isoOrNull } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { OUT, type PickRow, picksOfDraw } from './calls.ts';
import type { ListSummary } from './commit.ts';
import { type ListRow, numbersOf, rowColumns, shownWitnesses } from './read.ts';
import { type DrawRow, sourceOf, witnessesOf } from './rows.ts';
import { repeatedBy } from './write.ts';

/** Every draw whose list was frozen, with what came of it; those that were dropped as well. */
export async function publishedDraws(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.publishedDraws>,
): Promise<OutputOf<typeof contract.publishedDraws>> {
  const d = ctx.db.rows.draw;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select(rowColumns(ctx))
    .from(d)
    .where(and(isNotNull(d.listHash), after && sql`${d.number} < ${after[0]}`))
    .orderBy(desc(d.number))
    .limit(limit + 1);
  const page = cut(rows as ListRow[], limit, (row) => [row.number]);
  const numbers = await numbersOf(ctx, page.items);
  return { items: page.items.map((row) => publicRow(row, numbers)), next: page.next };
}

const publicRow = (row: ListRow, numbers: ReadonlyMap<string, string>) => ({
  ...{ number: row.number, title: row.title, kind: row.kind, state: row.state },
  committedAt: iso(row.committedAt!),
  notBefore: sourceOf(row)!.notBefore,
  redrawOf: numbers.get(row.redrawOf ?? '') ?? '',
});

/** @throws `not_found` for a draft: it is nobody's business yet */
async function published(ctx: Ctx, number: string): Promise<DrawRow> {
  const d = ctx.db.rows.draw;
  const [row] = await ctx.db
    .select()
    .from(d)
    .where(and(eq(d.number, number), isNotNull(d.listHash)));
  return found(row) as DrawRow;
}

export async function publishedDraw(
  ctx: Ctx,
  { number }: InputOf<typeof contract.publishedDraw>,
): Promise<OutputOf<typeof contract.publishedDraw>> {
  const row = await published(ctx, number);
  const [numbers, again, picks] = await Promise.all([
    numbersOf(ctx, [row]),
    repeatedBy(ctx, row.id),
    picksOfDraw(ctx, row.id),
  ]);
  const opened = new Map((await openings(ctx, row, picks)).map((one) => [one.id, one.who]));
  const calls: Record<string, number> = {};
  for (const one of picks) calls[one.state] = (calls[one.state] ?? 0) + 1;
  return {
    ...publicRow(row, numbers),
    seedSource: sourceOf(row)!,
    listHash: row.listHash!,
    lists: JSON.parse(row.summary) as ListSummary[],
    witnesses: shownWitnesses(row),
    ...{ publicSeed: row.seed === null ? null : row.publicSeed, seed: row.seed, resultHash: row.resultHash },
    drawnAt: isoOrNull(row.drawnAt),
    ...{ reason: row.reason, repeatedBy: again, calls },
    replacements: picks
      .filter((one) => OUT.includes(one.state))
      .map((one) => ({
        list: one.list as DrawListName,
        out: one.position,
        why: one.state as PickState,
        steppedIn: picks.find((p) => p.list === one.list && p.standsFor === one.position)?.position ?? null,
      })),
    picked: picks.map((one) => ({
      ...{ list: one.list as DrawListName, stratum: one.stratum, position: one.position, code: one.code },
      role: one.role as 'selected' | 'alternate',
      who: opened.get(one.code) ?? '',
    })),
  };
}

/** Once the draw is done: those who took part. Whoever declined stays a code. */
async function openings({ db }: Ctx, row: DrawRow, picks: readonly PickRow[]): Promise<DrawFile['openings']> {
  if (row.state !== 'done') return [];
  const e = db.rows.drawEntry;
  const codes = picks.filter((one) => one.state === 'accepted').map((one) => one.code);
  return db
    .select({ list: e.list, id: sql<string>`${e.code}`.as('published'), who: e.who, salt: e.salt })
    .from(e)
    .where(and(eq(e.drawId, row.id), among(e.code, codes)))
    .orderBy(e.list, e.code);
}

/** All that anybody needs to draw again and compare. */
export async function drawFile(ctx: Ctx, { number }: InputOf<typeof contract.drawFile>): Promise<DrawFile> {
  const row = await published(ctx, number);
  const l = ctx.db.rows.drawList;
  const [[list], picks] = await Promise.all([
    ctx.db.select({ body: l.body, result: l.result }).from(l).where(eq(l.drawId, row.id)),
    picksOfDraw(ctx, row.id),
  ]);
  return {
    format: 'anshao-draw',
    v: 1,
    list: found(list).body,
    listHash: row.listHash!,
    inputs: witnessesOf(row).map((one) => one.opened),
    publicSeed: row.seed === null ? null : row.publicSeed,
    seed: row.seed,
    result: found(list).result,
    resultHash: row.resultHash,
    openings: await openings(ctx, row, picks),
    calls: picks.map((one) => ({
      ...{ list: one.list, place: one.position, id: one.code, state: one.state, standsFor: one.standsFor },
    })),
  };
}
