import { uuidv7 } from 'uuidv7';
import { approve as approveRoute } from '../../workers/contract/platform.ts';
import type { PlatformCtx } from '../../workers/domain/context.ts';
import { apply } from '../../workers/domain/tenants/apply.ts';
import { type Caller, caller, opener, platform } from './world.ts';

/** An operator: calls platform routes, and can be handed to verbs. */
export async function operator(): Promise<Caller & { ctx(): PlatformCtx }> {
  const operatorId = uuidv7();
  const ctx = (): PlatformCtx => opener.openPlatform({ kind: 'operator', operatorId });
  const token = await ctx().ports.accessToken('platform', { subject: operatorId, sessionId: uuidv7(), grants: [] });
  return { ...caller('', { kind: 'operator', operatorId }, token, operatorId), ctx };
}

export const anyone = caller('', { kind: 'public' }, '', '');

export const newSlug = (): string => `d${uuidv7().replaceAll('-', '').slice(8, 24)}`;

export function application(slug: string) {
  return {
    unitName: '某县应急管理局',
    tenantName: `某县${slug}`,
    level: 'county' as const,
    divisionCode: '420101',
    slug,
    contactName: '申请人',
    contactPhone: '027-8000000',
    reason: '申请开通安全生产平台',
  };
}

export const approval = { pack: 'national', adminName: '管理员', adminUsername: 'admin', reason: '材料齐全' };

/** An application that waits; through the verb, for the route lets one client apply a limited number of times. */
export const applied = (slug: string) => apply(opener.openPlatform({ kind: 'public' }), application(slug));

/** A tenant that came in through the front door. */
export async function onboarded(op: Caller): Promise<{ no: number; slug: string; invitePath: string; cell: string }> {
  const slug = newSlug();
  const { id } = await applied(slug);
  const { tenant, invitePath } = await op.call(approveRoute, { id, ...approval });
  return { no: tenant.no, slug, invitePath, cell: tenant.cell };
}

/** Number of rows of a tenant in every tenant table of a cell. */
export async function rowsIn(cell: string, no: number): Promise<Record<string, number>> {
  const ctx = await opener.openPlatform({ kind: 'system', reason: 'test' }).openTenant(no, 'test', cell);
  const dump = ctx.db.dump();
  const counts: Record<string, number> = {};
  for (const shape of await dump.shapes()) counts[shape.name] = await dump.count(shape);
  return counts;
}

export const cellNames = [...platform.cells.keys()].sort();
