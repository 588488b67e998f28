import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type { bulkAssign as route } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { assignChange, checkTarget } from './assign.ts';
import { counterWrites, type Move } from './counters.ts';
import { scopes } from './guards.ts';
import { loadHazards } from './rows.ts';
import { prepare } from './transition.ts';

type Input = InputOf<typeof route>;
type Outcome = OutputOf<typeof route>;
const ROUNDS = 4;

/**
 * Each hazard is a step of its own and may be refused alone; those that stand are committed in one batch with the
 * command, so that a repeat answers the same. If somebody was faster meanwhile, the rest is looked at again.
 */
export async function bulkAssign(ctx: Ctx, input: Input): Promise<Outcome> {
  await checkTarget(ctx, input);
  for (let round = 1; ; round++) {
    const { writes, outcome } = await attempt(ctx, input);
    try {
      await ctx.db.commit(writes, outcome);
      ctx.ports.wakeOutbox();
      return outcome;
    } catch (error) {
      if (!(error instanceof ConflictError) || round === ROUNDS) throw error;
    }
  }
}

async function attempt(ctx: Ctx, input: Input): Promise<{ writes: Write[]; outcome: Outcome }> {
  const items = [...new Map(input.items.map((item) => [item.id, item])).values()];
  const rows = await loadHazards(
    ctx,
    items.map((item) => item.id),
  );
  const scopeFor = scopes(ctx);
  const writes: Write[] = [];
  const moves: Move[] = [];
  const outcome: Outcome = { done: [], failed: [] };
  for (const seen of items) {
    try {
      const row = rows.get(seen.id);
      if (!row) throw new DomainError('not_found');
      // One notice for all of them follows below.
      const plan = async () => ({ ...(await assignChange(ctx, row, input)), notices: [] });
      const step = await prepare(ctx, row, 'assign', seen, plan, scopeFor);
      writes.push(...step.writes);
      moves.push(step.move);
      outcome.done.push(seen.id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcome.failed.push({ id: seen.id, code: error.code });
    }
  }
  writes.push(...counterWrites(ctx, moves));
  if (outcome.done.length > 0) {
    const notice = {
      to: [{ role: 'unit_handler' as const, unitId: input.unitId }],
      kind: 'hazard.assigned',
      title: `${outcome.done.length} 条隐患已交办贵单位`,
      body: input.note,
      link: '/hazards?mine=todo',
    };
    writes.push(...(await notifyWrites(ctx, notice)));
  }
  return { writes, outcome };
}
