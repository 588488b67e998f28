import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { activeRoleKeys, mayHold } from './role-keys.ts';

const OPEN = ['received', 'opened', 'confirmed'];

/**
 * Parts of open tips whose key is still wrapped to an epoch that was retired and that I can open, each with the commitment
 * its key is held to, for the key the role uses now.
 */
export async function pendingWraps(
  ctx: Ctx,
  { role, limit }: InputOf<typeof contract.pendingWraps>,
): Promise<OutputOf<typeof contract.pendingWraps>> {
  if (!mayHold(ctx, role)) throw new DomainError('forbidden');
  const [target] = await activeRoleKeys(ctx, [role]);
  if (!target) return { left: 0, items: [] };
  const { tip: t, tipIdentity: i, tipMessage: m } = ctx.db.rows;
  const stale = staleWraps(ctx, role, target.id);
  const commit = sql<string>`CASE ${stale.part} WHEN 'body' THEN ${t.envelope} ->> '$.commit'
    WHEN 'identity-a' THEN ${i.commitA} WHEN 'identity-b' THEN ${i.commitB} ELSE ${m.commitment} END`;
  const [rows, [count]] = await Promise.all([
    ctx.db
      .select({
        ...{ tipId: stale.tipId, part: stale.part, roleKeyId: stale.roleKeyId, enc: stale.enc, ct: stale.ct },
        formHash: t.formHash,
        commit: commit.as('commitment_of_part'),
      })
      .from(stale)
      .innerJoin(t, eq(t.id, stale.tipId))
      .leftJoin(i, eq(i.tipId, stale.tipId))
      .leftJoin(m, and(eq(m.tipId, stale.tipId), eq(m.id, stale.part)))
      .orderBy(asc(stale.tipId), asc(stale.part))
      .limit(limit),
    ctx.db.select({ left: sql<number>`COUNT(*)` }).from(stale),
  ]);
  const items = rows.map(({ tipId, formHash, part, commit: to, ...wrap }) => ({
    ...{ tipId, formHash, part, commit: to, wrap, toRoleKeyId: target.id },
  }));
  return { left: count!.left, items };
}

/** Wraps of open tips to keys of the role that are used no more and of which I hold a share. */
function staleWraps(ctx: Ctx, role: string, target: string) {
  const { tip: t, tipWrap: w, roleKey: k, roleKeyShare: s } = ctx.db.rows;
  const me = personId(ctx);
  return ctx.db
    .select({ tipId: w.tipId, part: w.part, roleKeyId: w.roleKeyId, enc: w.enc, ct: w.ct })
    .from(k)
    .innerJoin(s, and(eq(s.roleKeyId, k.id), eq(s.personId, me)))
    .innerJoin(w, eq(w.roleKeyId, k.id))
    .innerJoin(t, and(eq(t.id, w.tipId), isNull(t.settledDay), isNull(t.shreddedDay), inArray(t.state, OPEN)))
    .where(and(eq(k.role, role), eq(k.state, 'retired'), ne(k.id, target)))
    .as('stale');
}
