import { and, eq, ne } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import type { Said } from '../../protocol/chain.ts';
import type { Ctx } from '../context.ts';
import { type Retiring, retireKeys } from './retire.ts';
import { appendStatements } from './statements.ts';

/** Statements of their own: officers, people who left, a key that waited for the root's word and is used from now on. */
export async function appendChain(ctx: Ctx, input: InputOf<typeof contract.appendChain>): Promise<{ ok: true }> {
  const appended = await appendStatements(ctx, input.statements);
  const retired = await retireKeys(ctx, await outdone(ctx, appended.said));
  return ctx.db.commit([...appended.writes, ...retired], { ok: true });
}

/** The other keys of a role that was just told to use this one; the last word about a role counts. */
async function outdone(ctx: Ctx, all: readonly Said[]): Promise<Retiring[]> {
  const k = ctx.db.rows.roleKey;
  const last = new Map(all.filter((what) => what.kind === 'role').map((what) => [what.subject, what]));
  const out: Retiring[] = [];
  for (const { subject, id, epoch } of last.values()) {
    const others = await ctx.db
      .select({ id: k.id, epoch: k.epoch })
      .from(k)
      .where(and(eq(k.role, subject), eq(k.state, 'active'), ne(k.id, id)));
    out.push(...others.filter((other) => other.epoch < epoch).map((other) => ({ id: other.id, by: id })));
  }
  return out;
}
