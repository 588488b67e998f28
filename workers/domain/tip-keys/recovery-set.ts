import { and, eq, ne } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { lastEvent } from '../audit/head.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { checkPoint } from './put.ts';
import { activeRecovery, namedRecovery, recoveryMac, told } from './recovery-row.ts';

type Covered = InputOf<typeof contract.setRecovery>['keys'];

/**
 * A new recovery takes the place of the former, whose codes open nothing from now on. Where there is a root, one of its
 * holders has to set it: whoever knows the codes could take every key.
 */
export async function setRecovery(ctx: Ctx, input: InputOf<typeof contract.setRecovery>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const { id, sealPublic, wrapped, holders, keys } = input;
  await checkPoint('sealPublic', sealPublic);
  if (!/^[\w-]{43}$/.test(input.auth)) {
    throw new DomainError('bad_request', { fields: [{ path: 'auth', message: '长度不对' }] });
  }
  const held = await heldKeys(ctx);
  const k = db.rows.roleKey;
  const [root] = await db
    .select({ id: k.id })
    .from(k)
    .where(and(eq(k.role, 'root'), eq(k.state, 'active')));
  if (root && !held.has(root.id)) throw new DomainError('forbidden');
  const writes = await told(ctx, {
    ...{ id, action: 'set', data: { sealPublic, keys: keys.map((key) => key.roleKeyId) } },
    title: '密钥恢复已重新设置',
    body: '此前的恢复码作废，请由三位保管人各自收好新的一份。',
  });
  const row = { id, state: 'active', sealPublic, wrapped, authMac: await recoveryMac(ctx, id, input.auth) };
  const answer = await db.commit(
    [
      ...writes,
      ...(await replaceWrites(ctx, id)),
      db.update('recovery', { state: 'replaced' }, (r) => and(eq(r.state, 'active'), ne(r.id, id))),
      db.insert('recovery', { ...row, holders: JSON.stringify(holders), createdBy: personId(ctx), createdAt: now }),
      ...coverWrites(ctx, id, keys, held),
    ],
    { ok: true } as const,
  );
  ctx.ports.wakeOutbox();
  return answer;
}

async function replaceWrites(ctx: Ctx, by: string): Promise<Write[]> {
  const former = await activeRecovery(ctx);
  if (!former) return [];
  const step = { action: 'replace', from: 'active', to: 'replaced', data: { by } };
  const head = await lastEvent(ctx, 'recovery', former.id);
  return [nextEvent(ctx, head, { entity: 'recovery', entityId: former.id, ...step }).write];
}

/** Keys made before the recovery, or held by others than who set it. */
export async function coverKeys(ctx: Ctx, input: InputOf<typeof contract.coverKeys>): Promise<{ ok: true }> {
  const { id } = await namedRecovery(ctx, input.recoveryId);
  const covered = coverWrites(ctx, id, input.keys, await heldKeys(ctx));
  const writes = await told(ctx, {
    ...{ id, action: 'cover', data: { keys: input.keys.map((key) => key.roleKeyId) } },
    title: '有岗位密钥纳入了密钥恢复',
    body: `共 ${input.keys.length} 把。`,
  });
  return ctx.db.commit([...writes, ...covered], { ok: true });
}

/** Ids of the keys I hold a share of: those I can seal to the recovery key. */
async function heldKeys(ctx: Ctx): Promise<Set<string>> {
  const { roleKey: k, roleKeyShare: s } = ctx.db.rows;
  const rows = await ctx.db
    .select({ id: k.id })
    .from(s)
    .innerJoin(k, and(eq(k.id, s.roleKeyId), ne(k.state, 'destroyed')))
    .where(eq(s.personId, personId(ctx)));
  return new Set(rows.map((row) => row.id));
}

function coverWrites({ db }: Ctx, recoveryId: string, keys: Covered, held: ReadonlySet<string>): Write[] {
  if (!keys.every((key) => held.has(key.roleKeyId))) {
    throw new DomainError('bad_request', { fields: [{ path: 'keys', message: '只能纳入您持有的岗位密钥' }] });
  }
  return keys.map(({ roleKeyId, envelope }) =>
    db.update('roleKey', { recoveryId, recoveryEnvelope: envelope }, (k) =>
      and(eq(k.id, roleKeyId), ne(k.state, 'destroyed')),
    ),
  );
}
