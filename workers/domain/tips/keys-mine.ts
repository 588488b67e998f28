import { desc, eq } from 'drizzle-orm';
import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tips.ts';
import { type Ctx, personId } from '../context.ts';
import { keyholders } from './role-keys.ts';

/** My keys, every role key with my share and its members, and who waits for a share of the active one. */
export async function myKeys(ctx: Ctx): Promise<OutputOf<typeof contract.myKeys>> {
  const me = personId(ctx);
  const { officerKey: o, roleKey: k, roleKeyShare: s, person: p } = ctx.db.rows;
  const { db } = ctx;
  const [own] = await db
    .select({ sealPublic: o.sealPublic, signPublic: o.signPublic, wrapped: o.wrapped })
    .from(o)
    .where(eq(o.personId, me));
  const keys = await db
    .select({
      id: k.id,
      role: k.role,
      epoch: k.epoch,
      sealPublic: k.sealPublic,
      state: k.state,
      createdAt: k.createdAt,
    })
    .from(k)
    .orderBy(k.role, desc(k.epoch));
  const shares = await db
    .select({ roleKeyId: s.roleKeyId, personId: s.personId, envelope: s.envelope, name: p.name })
    .from(s)
    .innerJoin(p, eq(p.id, s.personId));
  const of = (id: string) => shares.filter((share) => share.roleKeyId === id);
  const active = keys.find((key) => key.state === 'active');
  const holders = new Set(active ? of(active.id).map((share) => share.personId) : []);
  return {
    officer: own ?? null,
    roleKeys: keys.map((key) => ({
      ...key,
      createdAt: new Date(key.createdAt).toISOString(),
      share: of(key.id).find((share) => share.personId === me)?.envelope ?? null,
      members: of(key.id).map((share) => ({ personId: share.personId, name: share.name })),
    })),
    waiting: active ? (await keyholders(ctx)).filter((person) => !holders.has(person.personId)) : [],
  };
}
