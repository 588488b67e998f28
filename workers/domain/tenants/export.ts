import type { exportTenant as contract } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx, PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { logged } from './acts.ts';
import { archive } from './archive.ts';
import { tenantRow } from './view.ts';

/** The tenant's own administrator takes everything along. That it was done stands in the ledger. */
export async function exportOwn(ctx: Ctx): Promise<Response> {
  const body = { entity: 'export', entityId: ctx.newId(), action: 'export', from: null, to: 'done', data: {} };
  await ctx.db.commit([nextEvent(ctx, NO_EVENTS, body).write], null);
  return download(ctx);
}

/** An operator takes a tenant's data: with a reason, in the operators' log. */
export async function exportTenant(ctx: PlatformCtx, { no, reason }: InputOf<typeof contract>): Promise<Response> {
  const row = await tenantRow(ctx, no);
  if (row.status === 'closed') return refuse('wrong_state');
  await ctx.directory.commit([logged(ctx, ctx.newId(), no, { action: 'tenant.export', reason })], null);
  return download(await ctx.openTenant(no, 'export'));
}

function download(ctx: Ctx): Response {
  const name = `${ctx.tenant.slug}-${new Date(ctx.now + 8 * 3_600_000).toISOString().slice(0, 10)}.zip`;
  return new Response(archive(ctx), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
