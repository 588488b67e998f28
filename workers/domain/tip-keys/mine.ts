import { and, desc, eq, inArray } from 'drizzle-orm';
import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { type Ctx, personId } from '../context.ts';
import { keyholders, mayHold } from './role-keys.ts';

type Mine = OutputOf<typeof contract.myKeys>;

/** My keys, the keys of the roles I may hold with my shares, and who waits for a share. */
export async function myKeys(ctx: Ctx): Promise<Mine> {
  const me = personId(ctx);
  const { officerKey: o, roleKey: k, roleKeyShare: s, person: p } = ctx.db.rows;
  const { db } = ctx;
  const [own] = await db
    .select({ sealPublic: o.sealPublic, signPublic: o.signPublic, wrapped: o.wrapped })
    .from(o)
    .where(eq(o.personId, me));
  const keys = (await db.select().from(k).orderBy(k.role, desc(k.epoch))).filter((key) => mayHold(ctx, key.role));
  const ids = keys.map((key) => key.id);
  const shares = await db
    .select({ roleKeyId: s.roleKeyId, personId: s.personId, envelope: s.envelope, name: p.name })
    .from(s)
    .innerJoin(p, eq(p.id, s.personId))
    .where(and(inArray(s.roleKeyId, ids)));
  const of = (id: string) => shares.filter((share) => share.roleKeyId === id);
  const roles = ['intake', 'root', 'discipline', 'identity'].filter((role) => mayHold(ctx, role));
  const holders: Mine['holders'] = [];
  const waiting: Mine['waiting'] = [];
  for (const role of roles) {
    const active = keys.find((key) => key.role === role && key.state === 'active');
    const members = new Set(active ? of(active.id).map((share) => share.personId) : []);
    for (const { personId: who, name, sealPublic, signPublic } of await keyholders(ctx, role)) {
      holders.push({ role, personId: who, name, sealPublic, signPublic });
      if (active && !members.has(who)) waiting.push({ role, personId: who, name, sealPublic });
    }
  }
  return {
    officer: own ?? null,
    roles,
    roleKeys: keys.map(({ id, role, epoch, sealPublic, state, createdAt, recoveryEnvelope }) => ({
      ...{ id, role, epoch, sealPublic },
      state: state as Mine['roleKeys'][number]['state'],
      createdAt: new Date(createdAt).toISOString(),
      share: of(id).find((share) => share.personId === me)?.envelope ?? null,
      rotateOn: null,
      destroyOn: null,
      recoverable: recoveryEnvelope !== null,
      signed: false,
      members: of(id).map((share) => ({ personId: share.personId, name: share.name })),
      gone: [],
    })),
    waiting,
    holders,
    recovery: null,
    rotateDays: 90,
  };
}
