import type { addHost as contract } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { actOn } from './acts.ts';
import { type TenantView, tenantRow, viewOf } from './view.ts';

/** Binds a host name to the tenant: `/tip` there means `/{slug}/tip` here. @throws `name_taken` */
export async function addHost(ctx: PlatformCtx, { no, host }: InputOf<typeof contract>): Promise<TenantView> {
  const row = await tenantRow(ctx, no);
  if (row.status === 'closed') return refuse('wrong_state');
  const before = await viewOf(ctx, no);
  const view = { ...before, hosts: [...before.hosts, host].sort() };
  await ctx.directory.commit(
    [
      ctx.directory.orm.insert(ctx.directory.tables.tenantHost).values({ host, tenantId: no }),
      ...actOn(ctx, row, { action: 'tenant.host', reason: '', data: { host } }, {}),
    ],
    view,
  );
  ctx.forget();
  return view;
}
