import type { close, reactivate, suspend } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { type Act, actOn } from './acts.ts';
import { type TenantRow, type TenantState, type TenantView, tenantRow, viewOf } from './view.ts';

/** Which act leads where. A tenant in the middle of a move or of its erasure (`step`) stays as it is. */
const LEADS: Record<'suspend' | 'reactivate' | 'close', { from: TenantState[]; to: TenantState }> = {
  suspend: { from: ['active', 'suspended'], to: 'suspended' },
  reactivate: { from: ['suspended', 'closing'], to: 'active' },
  close: { from: ['active', 'suspended'], to: 'closing' },
};

async function lead(
  ctx: PlatformCtx,
  no: number,
  name: keyof typeof LEADS,
  reason: string,
  notice: string,
): Promise<TenantView> {
  const row = await tenantRow(ctx, no);
  const { from, to } = LEADS[name];
  if (!from.includes(row.status as TenantState) || isBusy(row)) return refuse('wrong_state');
  const act: Act = { action: `tenant.${name}`, reason, data: { from: row.status, to } };
  const view: TenantView = { ...(await viewOf(ctx, no)), status: to, notice };
  await ctx.directory.commit(actOn(ctx, row, act, { status: to, notice }), view);
  ctx.forget();
  return view;
}

/** Being moved, or half erased: only going on with that is possible. */
export const isBusy = (row: TenantRow): boolean => /^(moving|erasing)/.test(row.step);

/** Public pages and APIs answer `tenant_suspended` with the notice; sign-in and export go on; nothing is lost. */
export const suspendTenant = (ctx: PlatformCtx, { no, reason, notice }: InputOf<typeof suspend>) =>
  lead(ctx, no, 'suspend', reason, notice);

export const reactivateTenant = (ctx: PlatformCtx, { no, reason }: InputOf<typeof reactivate>) =>
  lead(ctx, no, 'reactivate', reason, '');

/** The first half of an end: the tenant can still sign in and export. `erase` is the second. */
export const closeTenant = (ctx: PlatformCtx, { no, reason }: InputOf<typeof close>) =>
  lead(ctx, no, 'close', reason, '本地区正在办理关闭，仅可登录并导出数据。');
