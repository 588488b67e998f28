import { and, eq, isNotNull, ne } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { activeRecovery, checkAuth, namedRecovery, told } from './recovery-row.ts';
import { mayHold } from './role-keys.ts';

const PURPOSES = { rehearsal: '演练', recovery: '恢复' } as const;

/**
 * What two codes are tried on, and the keys of the roles I may hold: two codes never bring both halves of an identity into
 * one hand. Every look is an event, and told to all officers.
 */
export async function recoveryRecord(
  ctx: Ctx,
  { purpose, reason }: InputOf<typeof contract.recoveryRecord>,
): Promise<OutputOf<typeof contract.recoveryRecord>> {
  const row = found(await activeRecovery(ctx));
  const keys = await coveredKeys(ctx, row.id);
  const writes = await told(ctx, {
    ...{ id: row.id, action: 'look', data: { purpose, reason } },
    title: `有人取出了密钥恢复记录（${PURPOSES[purpose]}）`,
    body: reason,
  });
  const { id, sealPublic, wrapped } = row;
  const answer = await ctx.db.commit(writes, {
    ...{ id, sealPublic, wrapped, keys },
    holders: JSON.parse(row.holders) as string[],
  });
  ctx.ports.wakeOutbox();
  return answer;
}

/** Keys sealed to this recovery, of the roles the acting person may hold. */
export async function coveredKeys(ctx: Ctx, recoveryId: string) {
  const k = ctx.db.rows.roleKey;
  const rows = await ctx.db
    .select({
      ...{ roleKeyId: k.id, role: k.role, epoch: k.epoch, state: k.state },
      ...{ sealPublic: k.sealPublic, envelope: k.recoveryEnvelope },
    })
    .from(k)
    .where(and(eq(k.recoveryId, recoveryId), isNotNull(k.recoveryEnvelope), ne(k.state, 'destroyed')));
  return rows.flatMap(({ envelope, ...key }) =>
    envelope !== null && mayHold(ctx, key.role) ? [{ ...key, envelope }] : [],
  );
}

/** The codes fit: written down, nothing opened. */
export async function rehearsed(ctx: Ctx, input: InputOf<typeof contract.rehearsed>): Promise<{ ok: true }> {
  const row = await namedRecovery(ctx, input.recoveryId);
  await checkAuth(ctx, row, input.auth, 'rehearsal');
  const writes = await told(ctx, {
    ...{ id: row.id, action: 'rehearse', data: {} },
    title: '密钥恢复演练成功',
    body: '两份恢复码相符，未打开任何密钥。',
  });
  const update = ctx.db.update('recovery', { rehearsedAt: ctx.now }, (r) => eq(r.id, row.id));
  const answer = await ctx.db.commit([...writes, update], { ok: true } as const);
  ctx.ports.wakeOutbox();
  return answer;
}
