import { and, eq, inArray, sql } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { lastEvent } from '../audit/head.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { checkWrap } from '../tips/check.ts';
import { among } from '../units/scope.ts';
import { activeRoleKeys, mayHold } from './role-keys.ts';

type Item = InputOf<typeof contract.rewrapParts>['items'][number];
interface Move {
  readonly item: Item;
  readonly from: string;
}

/**
 * The new wrap takes the place of the old one in one statement, and only while the old one is there and the new key in use:
 * whoever opened the old epoch alone opens this part no more. What a colleague did meanwhile is left alone.
 */
export async function rewrapParts(
  ctx: Ctx,
  { items }: InputOf<typeof contract.rewrapParts>,
): Promise<{ done: number }> {
  const { db } = ctx;
  const k = db.rows.roleKey;
  const targets = new Map<string, string>();
  for (const id of new Set(items.map((item) => item.wrap.roleKeyId))) targets.set(id, await roleInUse(ctx, id));
  const moves = await movesOf(ctx, items, targets);
  const updates = await Promise.all(
    moves.map(async ({ item, from }) => {
      const { part, roleKeyId, enc, ct } = await checkWrap(item.part, item.wrap);
      const inUse = db
        .select({ id: k.id })
        .from(k)
        .where(and(eq(k.id, roleKeyId), eq(k.state, 'active')));
      return db.update('tipWrap', { roleKeyId, enc, ct }, (w) =>
        and(eq(w.tipId, item.tipId), eq(w.part, part), eq(w.roleKeyId, from), sql`EXISTS ${inUse}`),
      );
    }),
  );
  const events = await Promise.all(
    [...targets].map(async ([id, role]) => {
      const mine = moves.filter(({ item }) => item.wrap.roleKeyId === id);
      const parts = mine.map(({ item, from }) => [item.tipId, item.part, from]);
      const step = { action: 'rewrap', from: 'active', to: 'active', data: { role, parts } };
      return nextEvent(ctx, await lastEvent(ctx, 'role_key', id), { entity: 'role_key', entityId: id, ...step }).write;
    }),
  );
  return db.commit(moves.length > 0 ? [...events, ...updates] : [], { done: moves.length });
}

/** The role that uses this key now. @throws `not_found`, `forbidden`, `wrong_state` */
async function roleInUse(ctx: Ctx, id: string): Promise<string> {
  const k = ctx.db.rows.roleKey;
  const [key] = await ctx.db.select({ role: k.role }).from(k).where(eq(k.id, id));
  if (!key) throw new DomainError('not_found');
  if (!mayHold(ctx, key.role)) throw new DomainError('forbidden');
  const inUse = await activeRoleKeys(ctx, [key.role]);
  if (!inUse.some((one) => one.id === id)) throw new DomainError('wrong_state');
  return key.role;
}

/** Which old wrap each item replaces: to a retired key of the same role, of which I hold a share. Others are left out. */
async function movesOf(ctx: Ctx, items: readonly Item[], targets: ReadonlyMap<string, string>): Promise<Move[]> {
  const { tipWrap: w, roleKey: k, roleKeyShare: s } = ctx.db.rows;
  const rows = await ctx.db
    .select({ tipId: w.tipId, part: w.part, role: k.role, id: k.id })
    .from(w)
    .innerJoin(k, eq(k.id, w.roleKeyId))
    .innerJoin(s, and(eq(s.roleKeyId, k.id), eq(s.personId, personId(ctx))))
    .where(
      and(
        among(
          w.tipId,
          items.map((item) => item.tipId),
        ),
        eq(k.state, 'retired'),
        inArray(k.role, [...new Set(targets.values())]),
      ),
    );
  const once = new Map(items.map((item) => [`${item.tipId} ${item.part}`, item]));
  return [...once.values()].flatMap((item) => {
    const role = targets.get(item.wrap.roleKeyId);
    const old = rows.find((row) => row.tipId === item.tipId && row.part === item.part && row.role === role);
    return old ? [{ item, from: old.id }] : [];
  });
}
