import { and, desc, eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { checkPoint } from './put.ts';
import { activeRoleKeys, headOf, keyholders } from './role-keys.ts';

/** A new epoch of the role: new tips are sealed to it; the former one is retired, and its members still open the old ones. */
export async function createRoleKey(
  ctx: Ctx,
  input: InputOf<typeof contract.createRoleKey>,
): Promise<{ id: string; epoch: number }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  const { id, role, sealPublic, shares } = input;
  await checkPoint('sealPublic', sealPublic);
  await checkMembers(
    ctx,
    role,
    shares.map((s) => s.personId),
  );
  if (!shares.some((s) => s.personId === me)) refuseShares('其中须有您自己的一份');

  const k = db.rows.roleKey;
  const [last] = await db.select({ epoch: k.epoch }).from(k).where(eq(k.role, role)).orderBy(desc(k.epoch)).limit(1);
  const epoch = (last?.epoch ?? 0) + 1;
  const former = await activeRoleKeys(ctx, [role]);
  const retired = await Promise.all(
    former.map(async (key) => {
      const body = { action: 'retire', from: 'active', to: 'retired', data: { by: id } };
      return nextEvent(ctx, await headOf(ctx, 'role_key', key.id), { entity: 'role_key', entityId: key.id, ...body })
        .write;
    }),
  );
  const { write: event } = nextEvent(ctx, NO_EVENTS, {
    entity: 'role_key',
    entityId: id,
    action: 'create',
    from: null,
    to: 'active',
    data: { role, epoch, sealPublic, members: shares.map((s) => s.personId) },
  });
  const writes = [
    event,
    ...retired,
    db.update('roleKey', { state: 'retired' }, (r) => and(eq(r.role, role), eq(r.state, 'active'))),
    db.insert('roleKey', { id, role, epoch, sealPublic, state: 'active', createdBy: me, createdAt: now }),
    ...shares.map((s) => db.insert('roleKeyShare', { roleKeyId: id, ...s, sealedBy: me, createdAt: now })),
  ];
  return db.commit(writes, { id, epoch });
}

/** A member seals the role's private key to another tip officer. */
export async function addShare(ctx: Ctx, input: InputOf<typeof contract.addShare>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  const { roleKey: k, roleKeyShare: s } = db.rows;
  const [key] = await db.select({ state: k.state, role: k.role }).from(k).where(eq(k.id, input.id));
  found(key);
  const [mine] = await db
    .select({ personId: s.personId })
    .from(s)
    .where(and(eq(s.roleKeyId, input.id), eq(s.personId, me)));
  if (!mine) throw new DomainError('forbidden');
  await checkMembers(ctx, found(key).role, [input.personId]);
  const { write: event } = nextEvent(ctx, await headOf(ctx, 'role_key', input.id), {
    entity: 'role_key',
    entityId: input.id,
    action: 'share',
    from: found(key).state,
    to: found(key).state,
    data: { personId: input.personId },
  });
  const { personId: newcomer, envelope } = input;
  const share = { roleKeyId: input.id, personId: newcomer, envelope, sealedBy: me, createdAt: now };
  return db.commit([event, db.insert('roleKeyShare', share)], { ok: true });
}

function refuseShares(message: string): never {
  throw new DomainError('bad_request', { fields: [{ path: 'shares', message }] });
}

/** Each once; each a tip officer in service with keys of their own. */
async function checkMembers(ctx: Ctx, role: string, ids: readonly string[]): Promise<void> {
  const known = new Set((await keyholders(ctx, role)).map((person) => person.personId));
  if (new Set(ids).size !== ids.length || !ids.every((id) => known.has(id))) {
    refuseShares('只能分给已生成密钥的在岗受理员，每人一份');
  }
}
