import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { notices as listRoute, NoticeState, noticeOne as oneRoute } from '../../contract/notice-desk.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { loadNotice, mine, storedOf } from './rows.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** Newest first. */
export async function listNotices(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const { notice: n } = ctx.db.rows;
  const after = readCursor(input.cursor, ['string']);
  const rows = await ctx.db
    .select({
      id: n.id,
      title: n.title,
      fileName: n.fileName,
      state: n.state,
      planId: n.planId,
      tasks: sql<number>`(SELECT COUNT(*) FROM json_each(${n.draft}, '$.draft.items') WHERE value ->> '$.include')`,
      checked: sql<number>`(SELECT COUNT(*) FROM json_each(${n.draft}, '$.draft.items') WHERE value ->> '$.include' AND value ->> '$.checked')`,
      createdBy: n.createdBy,
      createdAt: n.createdAt,
      updatedAt: n.updatedAt,
      version: n.version,
    })
    .from(n)
    .where(and(await mine(ctx), input.state && eq(n.state, input.state), after && lt(n.id, after[0])))
    .orderBy(desc(n.id))
    .limit(input.limit + 1);
  const page = cut(rows, input.limit, (row) => [row.id]);
  const names = await namesOf(
    ctx,
    page.items.map((row) => row.createdBy),
  );
  const items = page.items.map((row) => ({
    ...row,
    state: row.state as NoticeState,
    createdBy: names.get(row.createdBy) ?? '',
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }));
  return { items, next: page.next };
}

export async function oneNotice(ctx: Ctx, id: string): Promise<OutputOf<typeof oneRoute>> {
  const { event: e } = ctx.db.rows;
  const row = await loadNotice(ctx, id);
  const [last] = await ctx.db
    .select({ actor: e.actor })
    .from(e)
    .where(and(eq(e.entity, 'notice'), eq(e.entityId, id), eq(e.seq, row.version)));
  const saver = last?.actor.replace(/^person:/, '') ?? '';
  const names = await namesOf(ctx, [row.createdBy, saver]);
  const { draft, marks, doubts, rules } = storedOf(row);
  const included = draft.items.filter((item) => item.include);
  return {
    id,
    title: row.title,
    fileName: row.fileName,
    state: row.state as NoticeState,
    planId: row.planId,
    tasks: included.length,
    checked: included.filter((item) => item.checked).length,
    createdBy: names.get(row.createdBy) ?? '',
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    version: row.version,
    text: row.body,
    draft,
    marks: [...marks],
    doubts: [...doubts],
    rules: [...rules],
    savedBy: names.get(saver) ?? '',
    thisYear: Number(localDay(ctx.now).slice(0, 4)),
  };
}

async function namesOf({ db }: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const { person: p } = db.rows;
  const rows = await db.select({ id: p.id, name: p.name }).from(p).where(among(p.id, ids));
  return new Map(rows.map((row) => [row.id, row.name]));
}
