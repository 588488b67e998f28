import { and, desc, eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { rootStatements } from './chain.ts';
import { checkMembers, refuseShares } from './members.ts';
import { checkPoint } from './put.ts';
import { activeRecovery } from './recovery-row.ts';
import { outdone, retireKeys } from './retire.ts';
import { activeRoleKeys, mayHold } from './role-keys.ts';
import { type Appended, appendStatements, type NewKey } from './statements.ts';

/**
 * A new epoch of a role. Signed, or while there is no root, it is used at once and the former epoch retired. Unsigned it
 * waits: the former stays in use until the root signs (append.ts), so that the intake is never without a key.
 */
export async function createRoleKey(
  ctx: Ctx,
  input: InputOf<typeof contract.createRoleKey>,
): Promise<{ id: string; epoch: number }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  const { id, role, sealPublic, shares } = input;
  if (!mayHold(ctx, role)) throw new DomainError('forbidden');
  await checkPoint('sealPublic', sealPublic);
  const members = shares.map((s) => s.personId);
  await checkMembers(ctx, role, members);
  if (!members.includes(me)) refuseShares('其中须有您自己的一份');

  const k = db.rows.roleKey;
  const [last] = await db.select({ epoch: k.epoch }).from(k).where(eq(k.role, role)).orderBy(desc(k.epoch)).limit(1);
  const key: NewKey = { id, role, epoch: (last?.epoch ?? 0) + 1, sealPublic };
  const rooted = (await rootStatements(ctx)).length > 0;
  const appended = await appendStatements(ctx, input.statements, key);
  await checkSaid(ctx, key, rooted, appended);
  const { write: event } = nextEvent(ctx, NO_EVENTS, {
    entity: 'role_key',
    entityId: id,
    action: 'create',
    from: null,
    to: 'active',
    data: { role, epoch: key.epoch, sealPublic, members },
  });
  const others = appended.said.filter((what) => what.subject !== role);
  const recovery = input.recoveryEnvelope === null ? undefined : await activeRecovery(ctx);
  const covered = recovery ? { recoveryId: recovery.id, recoveryEnvelope: input.recoveryEnvelope } : {};
  const writes = [
    event,
    ...(await retireKeys(ctx, [...(await replaced(ctx, key, rooted, appended)), ...(await outdone(ctx, others))])),
    db.insert('roleKey', { ...key, state: 'active', createdBy: me, createdAt: now, ...covered }),
    ...shares.map((s) => db.insert('roleKeyShare', { roleKeyId: id, ...s, sealedBy: me, createdAt: now })),
    ...appended.writes,
  ];
  return db.commit(writes, { id, epoch: key.epoch });
}

const says = ({ said }: Appended, id: string): boolean => said.some((what) => what.id === id);

/**
 * Where there is no root there is nothing to say. A root says itself first, and anew every key a reporter could be offered:
 * what the root before it said counts no more, and the intake would be closed. @throws `chain_invalid`
 */
async function checkSaid(ctx: Ctx, key: NewKey, rooted: boolean, appended: Appended): Promise<void> {
  if (key.role !== 'root') {
    if (!rooted && appended.said.length > 0) throw new DomainError('chain_invalid');
    return;
  }
  const inUse = await activeRoleKeys(ctx, ['intake', 'discipline', 'identity']);
  const whole = appended.said[0]?.kind === 'root' && inUse.every(({ id }) => says(appended, id));
  if (!whole) throw new DomainError('chain_invalid');
}

/** Former epochs that are used no more: all of them, or those that were never signed when this one is not signed either. */
async function replaced(ctx: Ctx, key: NewKey, rooted: boolean, appended: Appended) {
  const k = ctx.db.rows.roleKey;
  const active = await ctx.db
    .select({ id: k.id })
    .from(k)
    .where(and(eq(k.role, key.role), eq(k.state, 'active')));
  const waits = rooted && !says(appended, key.id);
  const kept = waits ? new Set((await activeRoleKeys(ctx, [key.role])).map(({ id }) => id)) : new Set<string>();
  return active.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ id, by: key.id }));
}
