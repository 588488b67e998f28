import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type * as contract from '../../contract/expert-intake.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { changed, sameVersion } from '../people/chain.ts';
import { among } from '../units/scope.ts';
import { joinWrites } from './admit.ts';
import { loadApplication, openHeld, poolsOfApplication } from './application.ts';
import { ownerKey } from './evidence.ts';
import { openSecret } from './identity.ts';
import { poolsOf } from './sight.ts';

/** Applications to a pool one keeps. Undefined: all. */
async function mine(ctx: Ctx): Promise<SQL | undefined> {
  const a = ctx.db.rows.expertApplication;
  const pools = await poolsOf(ctx, 'expert.manage', sql`j.value`);
  return pools && sql`EXISTS (SELECT 1 FROM json_each(${a.pools}) AS j WHERE ${pools})`;
}

/** Second applications under a known identity number, the oldest first, each beside the record it would join. */
export async function listHeld(
  ctx: Ctx,
  input: InputOf<typeof contract.heldList>,
): Promise<OutputOf<typeof contract.heldList>> {
  const { expertApplication: a, expertPool: p } = ctx.db.rows;
  const after = readCursor(input.cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(a)
    .where(and(eq(a.state, 'held'), after && gt(a.id, after[0]), await mine(ctx)))
    .orderBy(asc(a.id))
    .limit(input.limit + 1);
  const page = cut(rows, input.limit, (row) => [row.id]);
  const experts = await recordsOf(
    ctx,
    page.items.map((row) => row.expertId ?? ''),
  );
  const wanted = new Set(page.items.flatMap(poolsOfApplication));
  const pools = await ctx.db.select({ id: p.id, title: p.title }).from(p).where(among(p.id, wanted));
  const items = await Promise.all(
    page.items.map(async (row) => {
      const [held, expert] = [await openHeld(ctx, row), found(experts.get(row.expertId ?? ''))];
      const files = [...held.periods, ...held.credentials].filter((one) => one.blobId).length;
      const phone = await openSecret(ctx, 'phone', expert.id, expert.phoneSealed);
      return {
        ...{ id: row.id, number: row.number, expertId: expert.id, expertName: expert.name, name: held.name },
        phoneSame: phone === held.phone.replaceAll('-', ''),
        pools: pools.filter((pool) => poolsOfApplication(row).includes(pool.id)),
        ...{ periods: held.periods.length, credentials: held.credentials.length, files },
        ...{ createdAt: new Date(row.createdAt).toISOString(), version: row.version },
      };
    }),
  );
  return { items, next: page.next };
}

async function recordsOf(ctx: Ctx, ids: readonly string[]) {
  const e = ctx.db.rows.expert;
  const rows = await ctx.db
    .select({ id: e.id, name: e.name, phoneSealed: e.phoneSealed })
    .from(e)
    .where(among(e.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** By whoever keeps one of its pools: joined to the record, or refused in words the applicant reads. */
export async function settleHeld(ctx: Ctx, input: InputOf<typeof contract.settleHeld>): Promise<{ ok: true }> {
  const row = await loadApplication(ctx, input.id);
  const a = ctx.db.rows.expertApplication;
  const [own] = await ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.id, row.id), await mine(ctx)));
  found(own);
  sameVersion(row, input.version);
  if (row.state !== 'held') return refuse('wrong_state');
  const { accept, words } = input;
  const to = accept ? 'open' : 'refused';
  const change = { action: accept ? 'join' : 'refuse', from: 'held', to, data: { words } };
  const set = { state: to, words: accept ? '' : words, sealed: '', updatedAt: ctx.now };
  const writes = changed(ctx, 'expertApplication', row, change, set);
  const expertId = found(row.expertId);
  // What is refused belongs to nobody any more: the night's sweep takes the files away.
  const owner = accept ? ownerKey(expertId) : null;
  writes.push(ctx.db.update('blob', { attachedTo: owner }, (b) => eq(b.attachedTo, `application:${row.id}`)));
  if (accept) {
    const e = ctx.db.rows.expert;
    const [expert] = await ctx.db.select().from(e).where(eq(e.id, expertId));
    const joined = await joinWrites(ctx, found(expert), await openHeld(ctx, row), poolsOfApplication(row));
    writes.push(...joined.writes);
  }
  return ctx.db.commit(writes, { ok: true as const });
}
