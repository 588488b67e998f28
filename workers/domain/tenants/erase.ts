import { eq, sql } from 'drizzle-orm';
import type { erase as contract } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { actOn } from './acts.ts';
import { tenantRow } from './view.ts';

/**
 * Everything of a closing tenant goes: rows, search entries, stored objects, host names. Its line in the directory
 * stays, closed, with its name freed. What stopped halfway is finished by calling again.
 */
export async function erase(
  ctx: PlatformCtx,
  { no, reason, confirmSlug }: InputOf<typeof contract>,
): Promise<{ rows: number; objects: number }> {
  const row = await tenantRow(ctx, no);
  if (row.status !== 'closing') return refuse('not_closing');
  // Its rows lie in two cells; a few minutes later in one.
  if (row.step.startsWith('moved:')) return refuse('wrong_state');
  if (confirmSlug !== row.slug) {
    throw new DomainError('bad_request', { fields: [{ path: 'confirmSlug', message: '与该地区的网址名不一致' }] });
  }
  const { directory } = ctx;
  const { tenant, cell, tenantHost, application } = directory.tables;
  await directory.step([directory.orm.update(tenant).set({ step: 'erasing' }).where(eq(tenant.id, no))]);
  const opened = await ctx.openTenant(no, 'erase');
  const counts = { rows: await opened.db.dump().erase(), objects: await eraseObjects(ctx, no) };
  await opened.ports.search.clear();
  const act = { action: 'tenant.erase', reason, data: counts };
  await directory.commit(
    [
      ...actOn(ctx, row, act, { status: 'closed', step: 'erased', slug: `${row.slug}~${no}`, notice: '' }),
      directory.orm.delete(tenantHost).where(eq(tenantHost.tenantId, no)),
      directory.orm
        .update(cell)
        .set({ tenants: sql`max(0, ${cell.tenants} - 1)` })
        .where(eq(cell.name, row.cell)),
      // Who applied was a person too.
      directory.orm
        .update(application)
        .set({ contactName: '', contactPhone: '', reason: '' })
        .where(eq(application.tenantId, no)),
    ],
    counts,
  );
  ctx.forget();
  return counts;
}

async function eraseObjects({ ports }: PlatformCtx, no: number): Promise<number> {
  let objects = 0;
  for (;;) {
    const { keys } = await ports.blobs.list(`t${no}/`);
    if (keys.length === 0) return objects;
    await ports.blobs.remove(keys);
    objects += keys.length;
  }
}
