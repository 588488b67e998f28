import { and, eq } from 'drizzle-orm';
import type { Statement } from '../../../db/directory-db.ts';
import { actorKey, type PlatformCtx } from '../context.ts';
import type { TenantRow } from './view.ts';

export interface Act {
  readonly action: string;
  readonly reason: string;
  readonly data?: Record<string, unknown>;
}

/** A line of the operators' log under a key of its own: whoever takes the same key second fails whole. */
export function logged(ctx: PlatformCtx, id: string, tenantNo: number | null, act: Act): Statement {
  return ctx.directory.orm.insert(ctx.directory.tables.operatorEvent).values({
    id,
    at: ctx.now,
    actor: actorKey(ctx.actor),
    action: act.action,
    tenantId: tenantNo,
    reason: act.reason,
    data: JSON.stringify(act.data ?? {}),
  });
}

/**
 * An operator's act on a tenant: the change, and its line in the log keyed by the tenant's next version. Of two
 * operators that saw the same version the second gets `conflict`.
 */
export function actOn(ctx: PlatformCtx, row: TenantRow, act: Act, set: Partial<TenantRow>): Statement[] {
  const { tenant } = ctx.directory.tables;
  const version = row.version + 1;
  return [
    ctx.directory.orm
      .update(tenant)
      .set({ ...set, version })
      .where(and(eq(tenant.id, row.id), eq(tenant.version, row.version))),
    logged(ctx, `tenant:${row.id}:${version}`, row.id, act),
  ];
}
