import { and, eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { lastEvent } from '../audit/head.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { checkMembers } from './members.ts';
import { appendStatements } from './statements.ts';

/** A member seals the role's private key to another officer; the root's word for the newcomer comes with it. */
export async function addShare(ctx: Ctx, input: InputOf<typeof contract.addShare>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  const { id, personId: newcomer, envelope } = input;
  const { roleKey: k, roleKeyShare: s } = db.rows;
  const [row] = await db.select({ state: k.state, role: k.role }).from(k).where(eq(k.id, id));
  const { state, role } = found(row);
  const [mine] = await db
    .select({ personId: s.personId })
    .from(s)
    .where(and(eq(s.roleKeyId, id), eq(s.personId, me)));
  if (!mine) throw new DomainError('forbidden');
  await checkMembers(ctx, role, [newcomer]);
  const appended = await appendStatements(ctx, input.statements);
  const { write: event } = nextEvent(ctx, await lastEvent(ctx, 'role_key', id), {
    entity: 'role_key',
    entityId: id,
    action: 'share',
    from: state,
    to: state,
    data: { personId: newcomer },
  });
  const share = { roleKeyId: id, personId: newcomer, envelope, sealedBy: me, createdAt: now };
  return db.commit([event, db.insert('roleKeyShare', share), ...appended.writes], { ok: true });
}
