import { and, eq } from 'drizzle-orm';
import { ensureCalendars } from '../calendar/load.ts';
import type { Ctx, PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { loadPackStep } from '../packs/load.ts';
import { PACK_STEPS, type Pack } from '../packs/pack.ts';
import { born } from '../people/chain.ts';
import { resetLink } from '../people/invite.ts';
import { actOn } from './acts.ts';
import { type TenantView, tenantRow, viewOf } from './view.ts';

export interface FirstAdministrator {
  readonly name: string;
  readonly username: string;
}

/** What is done between approval and opening, in this order; `tenant.step` names the last one finished. */
export const PROVISIONING = [...PACK_STEPS.map((step) => `pack:${step}` as const), 'administrator'] as const;
type ProvisioningStep = (typeof PROVISIONING)[number];

/** Packs are tens of kilobytes that few requests need. */
export async function packs(): Promise<Readonly<Record<string, Pack>>> {
  return (await import('../../../seeds/index.ts')).PACKS;
}

/**
 * Goes on behind the last finished step, whoever began. Each step may be done twice without harm; the last act opens the
 * tenant, and of two that get there at once one loses.
 */
export async function provision(
  ctx: PlatformCtx,
  no: number,
  admin: FirstAdministrator,
  reason: string,
): Promise<{ tenant: TenantView; invitePath: string }> {
  const before = await tenantRow(ctx, no);
  if (before.status !== 'provisioning') return refuse('wrong_state');
  await ensureCalendars(ctx);
  const opened = await ctx.openTenant(no, 'provisioning');
  const done = PROVISIONING.indexOf(before.step as ProvisioningStep);
  for (const step of PROVISIONING.slice(done + 1)) {
    await finish(opened, before.pack, step, admin);
    await record(ctx, no, step);
  }
  const personId = await administrator(opened, admin);
  const { invitePath } = await resetLink(opened, { id: personId });
  const row = await tenantRow(ctx, no);
  const act = { action: 'tenant.open', reason, data: { pack: row.pack, cell: row.cell } };
  const set = { status: 'active', step: 'active', activeAt: ctx.now };
  await ctx.directory.commit(actOn(ctx, row, act, set), null);
  ctx.forget();
  return { tenant: await viewOf(ctx, no), invitePath };
}

async function finish(opened: Ctx, packKey: string, step: ProvisioningStep, admin: FirstAdministrator): Promise<void> {
  if (step === 'administrator') {
    await administrator(opened, admin);
    return;
  }
  const pack = (await packs())[packKey];
  if (!pack) throw new Error(`no pack ${packKey}`);
  await loadPackStep(opened, pack, step.slice('pack:'.length) as (typeof PACK_STEPS)[number]);
}

async function record({ directory }: PlatformCtx, no: number, step: string): Promise<void> {
  const { tenant } = directory.tables;
  const still = and(eq(tenant.id, no), eq(tenant.status, 'provisioning'));
  await directory.step([directory.orm.update(tenant).set({ step }).where(still)]);
}

/** The person with this user name, made and given the administrator's role where that is still missing. */
async function administrator(ctx: Ctx, { name, username }: FirstAdministrator): Promise<string> {
  const { person } = ctx.db.rows;
  const [there] = await ctx.db.select({ id: person.id }).from(person).where(eq(person.username, username));
  const id = there?.id ?? ctx.newId();
  const grant = { personId: id, role: 'tenant_admin', unitId: '', grantedAt: ctx.now };
  const row = { id, name, username, status: 'invited', createdAt: ctx.now };
  const birth = born(ctx, 'person', row, { action: 'add', to: 'invited', data: { roles: ['tenant_admin'] } });
  await ctx.db.commit([...(there ? [] : birth), ctx.db.insertIfMissing('personRole', grant)], null);
  return id;
}
