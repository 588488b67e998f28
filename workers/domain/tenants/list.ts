import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { directory as directoryContract, log, packs as packsContract, tenants } from '../../contract/platform.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { packs } from './provision.ts';
import { iso, views } from './view.ts';

/** Newest first. */
export async function listTenants(
  ctx: PlatformCtx,
  { status, cursor, limit }: InputOf<typeof tenants>,
): Promise<OutputOf<typeof tenants>> {
  const { tenant } = ctx.directory.tables;
  const after = readCursor(cursor, ['number']);
  const rows = await ctx.directory.orm
    .select()
    .from(tenant)
    .where(and(status && eq(tenant.status, status), after && lt(tenant.id, after[0])))
    .orderBy(desc(tenant.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  return { items: await views(ctx, page.items), next: page.next };
}

/** The open tenants, for the front page. */
export async function listDirectory(
  { directory }: PlatformCtx,
  { q, cursor, limit }: InputOf<typeof directoryContract>,
): Promise<OutputOf<typeof directoryContract>> {
  const { tenant } = directory.tables;
  const after = readCursor(cursor, ['number']);
  const rows = await directory.orm
    .select({ no: tenant.id, slug: tenant.slug, name: tenant.name, level: tenant.level })
    .from(tenant)
    .where(
      and(
        eq(tenant.status, 'active'),
        q ? sql`instr(${tenant.name}, ${q}) > 0` : undefined,
        after && gt(tenant.id, after[0]),
      ),
    )
    .orderBy(asc(tenant.id))
    .limit(limit + 1);
  return cut(rows, limit, (row) => [row.no]);
}

export async function listPacks(): Promise<OutputOf<typeof packsContract>> {
  const items = Object.values(await packs());
  return { items: items.map(({ key, title, summary, level }) => ({ key, title, summary, level })) };
}

/** Operators' acts, newest first. */
export async function listLog(
  { directory }: PlatformCtx,
  { cursor, limit }: InputOf<typeof log>,
): Promise<OutputOf<typeof log>> {
  const { operatorEvent: e, operator } = directory.tables;
  const after = readCursor(cursor, ['number', 'string']);
  const rows = await directory.orm
    .select({
      id: e.id,
      at: e.at,
      actor: e.actor,
      action: e.action,
      tenantNo: e.tenantId,
      reason: e.reason,
      name: operator.name,
    })
    .from(e)
    .leftJoin(operator, eq(e.actor, sql`'operator:' || ${operator.id}`))
    .where(after && sql`(${e.at}, ${e.id}) < (${after[0]}, ${after[1]})`)
    .orderBy(desc(e.at), desc(e.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.at, row.id]);
  const items = page.items.map(({ name, ...row }) => ({ ...row, at: iso(row.at), actor: name ?? row.actor }));
  return { items, next: page.next };
}
