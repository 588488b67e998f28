import { and, desc, eq, sql } from 'drizzle-orm';
import type { Category } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { type Ctx, can, personId } from '../context.ts';
import { iso, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';

type Page = OutputOf<typeof contract.identityRequests>;

/** Newest first. One's own; a custodian sees all of them, for they are answered for together. */
export async function identityRequests(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.identityRequests>,
): Promise<Page> {
  const { identityRequest: r, tip: t, officerKey: k } = ctx.db.rows;
  const after = readCursor(cursor, ['number', 'string']);
  const rows = await ctx.db
    .select({
      id: sql<string>`${r.id}`.as('request_id'),
      tipId: r.tipId,
      tipDay: t.day,
      category: sql<Category>`${t.category}`,
      state: sql<Page['items'][number]['state']>`${r.state}`.as('request_state'),
      reason: r.reason,
      refusal: r.refusal,
      requestedBy: r.requestedBy,
      sealPublic: k.sealPublic,
      halfABy: r.halfABy,
      halfBBy: r.halfBBy,
      createdAt: sql<number>`${r.createdAt}`.as('request_at'),
      expiresAt: r.expiresAt,
      version: sql<number>`${r.version}`.as('request_version'),
    })
    .from(r)
    .innerJoin(t, eq(t.id, r.tipId))
    .leftJoin(k, eq(k.personId, r.requestedBy))
    .where(
      and(
        can(ctx, 'tip.identity') ? undefined : eq(r.requestedBy, personId(ctx)),
        after && sql`(${r.createdAt}, ${r.id}) < (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(desc(r.createdAt), desc(r.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.createdAt, row.id]);
  const names = await namesOf(
    ctx,
    page.items.flatMap((row) => [row.requestedBy, row.halfABy, row.halfBBy]),
  );
  const nameOf = (id: string | null): string | null => (id === null ? null : (names[id] ?? '已离岗人员'));
  const items = page.items.map(({ requestedBy, sealPublic, halfABy, halfBBy, createdAt, expiresAt, ...row }) => ({
    ...row,
    requestedBy: { personId: requestedBy, name: nameOf(requestedBy) ?? '', sealPublic: sealPublic ?? '' },
    grantedA: nameOf(halfABy),
    grantedB: nameOf(halfBBy),
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
  }));
  return { items, next: page.next };
}
