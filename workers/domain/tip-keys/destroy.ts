import { and, eq, sql } from 'drizzle-orm';
import { KEY_ROLES } from '../../contract/tip-keys.ts';
import { lastEvent } from '../audit/head.ts';
import { DAY_MS } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { keyTerms } from '../tips/settings.ts';
import { holderRecipients, splitRole } from './role-keys.ts';

interface KeyRow {
  readonly id: string;
  readonly role: string;
  readonly epoch: number;
}

const labelOf = (role: string): string => KEY_ROLES[splitRole(role).kind as keyof typeof KEY_ROLES] ?? role;

/** Every night: epochs retired longer than they are kept are destroyed; epochs in use longer than they should be are named. */
export async function tendEpochs(ctx: Ctx): Promise<void> {
  const { rotateDays, keepDays } = await keyTerms(ctx);
  const k = ctx.db.rows.roleKey;
  const columns = { id: k.id, role: k.role, epoch: k.epoch };
  const expired = await ctx.db
    .select(columns)
    .from(k)
    .where(
      and(eq(k.state, 'retired'), sql`COALESCE(${k.retiredAt}, ${k.createdAt}) <= ${ctx.now - keepDays * DAY_MS}`),
    );
  for (const key of expired) await destroy(ctx, key);
  const old = await ctx.db
    .select(columns)
    .from(k)
    .where(and(eq(k.state, 'active'), sql`${k.role} <> 'root' AND ${k.createdAt} <= ${ctx.now - rotateDays * DAY_MS}`));
  for (const key of old) await remind(ctx, key);
  if (expired.length + old.length > 0) ctx.ports.wakeOutbox();
}

/**
 * Nothing opens what this epoch alone had sealed any more: no share, no recovery, no wrap is left here. The row stays, so
 * that the chain's words about the key still have their place.
 */
async function destroy(ctx: Ctx, key: KeyRow): Promise<void> {
  const { db, now } = ctx;
  const { tipWrap: w, tip: t } = db.rows;
  const [lost] = await db
    .select({ parts: sql<number>`COUNT(*)`, tips: sql<number>`COUNT(DISTINCT ${w.tipId})` })
    .from(w)
    .innerJoin(t, eq(t.id, w.tipId))
    .where(eq(w.roleKeyId, key.id));
  const { write } = nextEvent(ctx, await lastEvent(ctx, 'role_key', key.id), {
    entity: 'role_key',
    entityId: key.id,
    action: 'destroy',
    from: 'retired',
    to: 'destroyed',
    data: { role: key.role, epoch: key.epoch, ...lost },
  });
  const notices = await notifyWrites(ctx, {
    to: [...holderRecipients(key.role), { role: 'tenant_admin' }],
    kind: 'key.destroyed',
    title: `“${labelOf(key.role)}”第 ${key.epoch} 期密钥已到期销毁`,
    body: lost!.tips > 0 ? `只封给这一期的 ${lost!.tips} 件举报再也打不开。` : '没有举报只封给这一期。',
    link: '/tip-keys',
  });
  await db.commit(
    [
      write,
      db.update('roleKey', { state: 'destroyed', destroyedAt: now, recoveryId: null, recoveryEnvelope: null }, (r) =>
        and(eq(r.id, key.id), eq(r.state, 'retired')),
      ),
      db.remove('roleKeyShare', (s) => eq(s.roleKeyId, key.id)),
      db.remove('tipWrap', (r) => eq(r.roleKeyId, key.id)),
      ...notices,
    ],
    null,
  );
}

/** Once an epoch: the event is the mark that it was said. */
async function remind(ctx: Ctx, key: KeyRow): Promise<void> {
  const e = ctx.db.rows.event;
  const [said] = await ctx.db
    .select({ seq: e.seq })
    .from(e)
    .where(and(eq(e.entity, 'role_key'), eq(e.entityId, key.id), eq(e.action, 'remind')));
  if (said) return;
  const step = { action: 'remind', from: 'active', to: 'active', data: { role: key.role, epoch: key.epoch } };
  const { write } = nextEvent(ctx, await lastEvent(ctx, 'role_key', key.id), {
    entity: 'role_key',
    entityId: key.id,
    ...step,
  });
  const notices = await notifyWrites(ctx, {
    to: holderRecipients(key.role),
    kind: 'key.rotate',
    title: `“${labelOf(key.role)}”密钥用满期限，请更换新一期`,
    body: `现用第 ${key.epoch} 期。更换后，未办结的举报转封到新一期。`,
    link: '/tip-keys',
  });
  await ctx.db.commit([write, ...notices], null);
}
