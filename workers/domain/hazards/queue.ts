import { and, asc, desc, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { queue as route } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cursorOf, readCursor } from '../paging.ts';
import { counts } from './counts.ts';
import { type Filter, filterWhere } from './filter.ts';
import { type QueueRow, queueColumns, rowView } from './view.ts';

/** How many hits of the word search are looked at for one page; behind them the next page goes on. */
const HITS = 200;
const ROUNDS = 5;

export async function queue(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { cursor, limit, counts: counted, ...filter } = input;
  const [{ rows, next }, figures] = await Promise.all([
    pageOf(ctx, filter, limit, cursor),
    counted && cursor === undefined ? counts(ctx) : undefined,
  ]);
  return { items: rows.map((row) => rowView(ctx, row)), next, ...(figures ? { counts: figures } : {}) };
}

export interface QueuePage {
  readonly rows: QueueRow[];
  readonly next: string | null;
}

/** A page of the ledger as the actor sees it. A search by words is always newest first: so the index gives it. */
export async function pageOf(ctx: Ctx, filter: Filter, limit: number, cursor?: string): Promise<QueuePage> {
  const where = await filterWhere(ctx, filter);
  if (filter.q?.trim()) return searched(ctx, where, filter.q, limit, cursor);
  return filter.sort === 'due' ? byDue(ctx, where, limit, cursor) : newest(ctx, where, limit, cursor);
}

async function newest(ctx: Ctx, where: SQL | undefined, limit: number, cursor?: string): Promise<QueuePage> {
  const at = readCursor(cursor, ['number']);
  const rows = await newestRows(ctx, where, at?.[0], limit + 1);
  return cutAt(rows, limit, (row) => cursorOf(row.seq));
}

/** Chosen by the index alone, then fetched: the walk past rows that do not fit never touches the rows themselves. */
export function newestRows(ctx: Ctx, where: SQL | undefined, before: number | undefined, limit: number) {
  const h = ctx.db.rows.hazard;
  const chosen = ctx.db
    .select({ id: h.id })
    .from(h)
    .where(and(where, before === undefined ? undefined : lt(h.seq, before)))
    .orderBy(desc(h.seq))
    .limit(limit);
  // The plus keeps SQLite from walking the whole tenant in this order, asking of each row whether it was chosen.
  return ctx.db.select(queueColumns(ctx)).from(h).where(inArray(h.id, chosen)).orderBy(sql`+${h.seq} DESC`);
}

/** First what has a time limit running, nearest first; then, newest first, everything that has none. */
async function byDue(ctx: Ctx, where: SQL | undefined, limit: number, cursor?: string): Promise<QueuePage> {
  const [due, seq] = readCursor(cursor, ['number', 'number']) ?? [0, 0];
  const timed = due < 0 ? [] : await dueRows(ctx, where, { due, seq }, limit + 1);
  if (timed.length > limit) return cutAt(timed, limit, (row) => cursorOf(row.dueAt ?? 0, row.seq));
  const untimed = await newestRows(
    ctx,
    and(where, isNull(ctx.db.rows.hazard.dueAt)),
    due < 0 ? seq : undefined,
    limit + 1 - timed.length,
  );
  // Its numbers run downwards from the newest, so a page that ends with the last timed row goes on before "infinity".
  return cutAt([...timed, ...untimed], limit, (row) =>
    row.dueAt === null ? cursorOf(-1, row.seq) : cursorOf(-1, Number.MAX_SAFE_INTEGER),
  );
}

export function dueRows(ctx: Ctx, where: SQL | undefined, after: { due: number; seq: number }, limit: number) {
  const h = ctx.db.rows.hazard;
  return ctx.db
    .select(queueColumns(ctx))
    .from(h)
    .where(
      and(where, isNull(h.closedAt), isNotNull(h.dueAt), sql`(${h.dueAt}, ${h.seq}) > (${after.due}, ${after.seq})`),
    )
    .orderBy(asc(h.dueAt), asc(h.seq))
    .limit(limit);
}

async function searched(
  ctx: Ctx,
  where: SQL | undefined,
  words: string,
  limit: number,
  cursor?: string,
): Promise<QueuePage> {
  const h = ctx.db.rows.hazard;
  let before = readCursor(cursor, ['number'])?.[0];
  const rows: QueueRow[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const hits = await ctx.ports.search.find(words, before, HITS);
    const among = sql`${h.seq} IN (SELECT value FROM json_each(${JSON.stringify(hits)}))`;
    if (hits.length > 0) rows.push(...(await newestRows(ctx, and(where, among), undefined, limit + 1 - rows.length)));
    if (rows.length > limit) return cutAt(rows, limit, (row) => cursorOf(row.seq));
    before = hits.at(-1);
    if (before === undefined || hits.length < HITS) return { rows, next: null };
  }
  return { rows, next: before === undefined ? null : cursorOf(before) };
}

function cutAt(rows: QueueRow[], limit: number, cursorAt: (row: QueueRow) => string): QueuePage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? cursorAt(last) : null };
}
