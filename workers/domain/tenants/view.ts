import { eq, inArray } from 'drizzle-orm';
import type * as z from 'zod';
import type { TENANT_STATES, tenantView } from '../../contract/platform.ts';
import type { PlatformCtx } from '../context.ts';
import { found } from '../errors.ts';

export type TenantState = keyof typeof TENANT_STATES;
export type TenantView = z.input<typeof tenantView>;
export type TenantRow = PlatformCtx['directory']['tables']['tenant']['$inferSelect'];

export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** @throws `not_found` */
export async function tenantRow({ directory }: PlatformCtx, no: number): Promise<TenantRow> {
  const { tenant } = directory.tables;
  const [row] = await directory.orm.select().from(tenant).where(eq(tenant.id, no));
  return found(row);
}

export async function views({ directory }: PlatformCtx, rows: readonly TenantRow[]): Promise<TenantView[]> {
  const { tenantHost } = directory.tables;
  const ids = rows.map((row) => row.id);
  const hosts = ids.length
    ? await directory.orm
        .select()
        .from(tenantHost)
        .where(inArray(tenantHost.tenantId, ids.slice(0, 100)))
    : [];
  return rows.map(({ id, parentId, status, createdAt, activeAt, ...row }) => ({
    ...row,
    no: id,
    parentNo: parentId,
    status: status as TenantState,
    hosts: hosts.filter((h) => h.tenantId === id).map((h) => h.host),
    createdAt: iso(createdAt),
    activeAt: isoOrNull(activeAt),
  }));
}

export async function viewOf(ctx: PlatformCtx, no: number): Promise<TenantView> {
  const [view] = await views(ctx, [await tenantRow(ctx, no)]);
  return view!;
}
