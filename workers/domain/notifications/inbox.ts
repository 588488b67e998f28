import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { type Ctx, personId } from '../context.ts';
import { found } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';

/** One's own notices, newest first, with the number not yet read. */
export async function inbox(
  ctx: Ctx,
  input: { unread?: boolean | undefined; cursor?: string | undefined; limit: number },
) {
  const me = personId(ctx);
  const n = ctx.db.rows.notification;
  const after = readCursor(input.cursor, ['number', 'string']);
  const rows = await ctx.db
    .select()
    .from(n)
    .where(
      and(
        eq(n.personId, me),
        input.unread ? isNull(n.readAt) : undefined,
        after ? sql`(${n.createdAt}, ${n.id}) < (${after[0]}, ${after[1]})` : undefined,
      ),
    )
    .orderBy(desc(n.createdAt), desc(n.id))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (row) => [row.createdAt, row.id]);
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    items: items.map(({ id, kind, title, body, link, createdAt, readAt }) => ({
      id,
      kind,
      title,
      body,
      link,
      createdAt: iso(createdAt),
      readAt: readAt === null ? null : iso(readAt),
    })),
    next,
    unread: await unreadCount(ctx, me),
  };
}

async function unreadCount({ db }: Ctx, me: string): Promise<number> {
  const n = db.rows.notification;
  const [row] = await db
    .select({ count: sql<number>`COUNT(*)` })
    .from(n)
    .where(and(eq(n.personId, me), isNull(n.readAt)));
  return row?.count ?? 0;
}

/** @throws `not_found` for another person's notice, as for one that never was. */
export async function readNotice(ctx: Ctx, input: { id: string }) {
  const me = personId(ctx);
  const n = ctx.db.rows.notification;
  const own = and(eq(n.id, input.id), eq(n.personId, me));
  const [row] = await ctx.db.select({ id: n.id }).from(n).where(own);
  found(row);
  const read = ctx.db.update('notification', { readAt: ctx.now }, (r) =>
    and(eq(r.id, input.id), eq(r.personId, me), isNull(r.readAt)),
  );
  return ctx.db.commit([read], { ok: true as const });
}

export async function readAllNotices(ctx: Ctx) {
  const me = personId(ctx);
  const read = ctx.db.update('notification', { readAt: ctx.now }, (r) => and(eq(r.personId, me), isNull(r.readAt)));
  return ctx.db.commit([read], { ok: true as const });
}
