import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { lastEvent } from '../audit/head.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { checkMembers } from './members.ts';
import { coveredKeys } from './recovery-look.ts';
import { checkAuth, namedRecovery, told } from './recovery-row.ts';

/**
 * Two codes were put together: the keys they open, sealed to the officer who did it, become that officer's shares. Only of
 * roles this officer may hold. Written down at the recovery and at every key, and told to all officers.
 */
export async function recover(ctx: Ctx, input: InputOf<typeof contract.recover>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  const row = await namedRecovery(ctx, input.recoveryId);
  await checkAuth(ctx, row, input.auth, 'recovery');
  const covered = new Map((await coveredKeys(ctx, row.id)).map((key) => [key.roleKeyId, key]));
  const shares = [...new Map(input.shares.map((share) => [share.roleKeyId, share])).values()];
  if (!shares.every((share) => covered.has(share.roleKeyId))) {
    throw new DomainError('bad_request', { fields: [{ path: 'shares', message: '只能恢复您的岗位可以持有的密钥' }] });
  }
  // Also: I have keys of my own, and am in service.
  for (const role of new Set([...covered.values()].map((key) => key.role))) await checkMembers(ctx, role, [me]);
  const events = await Promise.all(
    shares.map(async ({ roleKeyId }) => {
      const { state } = covered.get(roleKeyId)!;
      const step = { action: 'recover', from: state, to: state, data: { personId: me, recovery: row.id } };
      const head = await lastEvent(ctx, 'role_key', roleKeyId);
      return nextEvent(ctx, head, { entity: 'role_key', entityId: roleKeyId, ...step }).write;
    }),
  );
  const writes = await told(ctx, {
    ...{ id: row.id, action: 'recover', data: { reason: input.reason, keys: shares.map((share) => share.roleKeyId) } },
    title: '有人凭恢复码恢复了岗位密钥',
    body: `共 ${shares.length} 把。原因：${input.reason}`,
  });
  const given = { sealedBy: me, createdAt: now };
  const answer = await db.commit(
    [
      ...writes,
      ...events,
      ...shares.map(({ roleKeyId, envelope }) =>
        db.upsert('roleKeyShare', { roleKeyId, personId: me, envelope, ...given }, ['roleKeyId', 'personId'], {
          envelope,
          ...given,
        }),
      ),
    ],
    { ok: true } as const,
  );
  ctx.ports.wakeOutbox();
  return answer;
}
