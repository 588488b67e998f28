import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import type { Ctx } from '../context.ts';
import { outdone, retireKeys } from './retire.ts';
import { appendStatements } from './statements.ts';

/** Statements of their own: officers, people who left, a key that waited for the root's word and is used from now on. */
export async function appendChain(ctx: Ctx, input: InputOf<typeof contract.appendChain>): Promise<{ ok: true }> {
  const appended = await appendStatements(ctx, input.statements);
  const retired = await retireKeys(ctx, await outdone(ctx, appended.said));
  return ctx.db.commit([...appended.writes, ...retired], { ok: true });
}
