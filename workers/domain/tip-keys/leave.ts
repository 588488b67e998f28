import { and, eq, inArray } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Grant } from '../../contract/access.ts';
import { KEY_ROLES } from '../../contract/tip-keys.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';
import { holds, splitRole } from './role-keys.ts';
import { LEAVE, sharesOf } from './shares.ts';

/**
 * What goes into the commit by which a person loses roles or is disabled: their shares of every key they may not hold any
 * more, with an event each; and word to the other members that these keys should give way to a new epoch.
 */
export async function leaveWrites(
  ctx: Ctx,
  person: { readonly id: string; readonly grants: readonly Grant[]; readonly active: boolean },
): Promise<Write[]> {
  const { db } = ctx;
  const { roleKey: k, roleKeyShare: s } = db.rows;
  const held = await db
    .select({ id: k.id, role: k.role, state: k.state })
    .from(s)
    .innerJoin(k, eq(k.id, s.roleKeyId))
    .where(and(eq(s.personId, person.id), inArray(k.state, ['active', 'retired'])));
  const lost = held.filter(({ role }) => !(person.active && holds(person.grants, role)));
  if (lost.length === 0) return [];
  const ids = lost.map((key) => key.id);
  const events = await Promise.all(
    lost.map(async ({ id, state }) => {
      const step = { action: LEAVE, from: state, to: state, data: { personId: person.id } };
      return nextEvent(ctx, await lastEvent(ctx, 'role_key', id), { entity: 'role_key', entityId: id, ...step }).write;
    }),
  );
  const removed = db.remove('roleKeyShare', (r) => and(eq(r.personId, person.id), among(r.roleKeyId, ids)));
  return [...events, removed, ...(await notices(ctx, person.id, lost))];
}

interface LostKey {
  readonly id: string;
  readonly role: string;
  readonly state: string;
}

/** To the members who stay, and to the administrators: with nobody left there is only the recovery. */
async function notices(ctx: Ctx, leaver: string, lost: readonly LostKey[]): Promise<Write[]> {
  const active = lost.filter((key) => key.state === 'active');
  const shares = await sharesOf(
    ctx,
    active.map((key) => key.id),
  );
  const all = await Promise.all(
    active.map(({ id, role }) => {
      const staying = shares.filter((share) => share.roleKeyId === id && share.personId !== leaver);
      const label = KEY_ROLES[splitRole(role).kind as keyof typeof KEY_ROLES];
      return notifyWrites(ctx, {
        to: [...staying.map(({ personId }) => ({ personId })), { role: 'tenant_admin' }],
        kind: 'key.left',
        title: `有人离开了“${label}”岗位，请更换新一期密钥`,
        body: staying.length > 0 ? '未办结的举报随后转封到新一期。' : '已无人持有这把密钥，须凭恢复码恢复。',
        link: '/tip-keys',
      });
    }),
  );
  return all.flat();
}
