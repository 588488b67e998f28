import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type { bulkAcknowledge as route } from '../../contract/assignments.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { acknowledged } from './acknowledge.ts';
import { Tally } from './counters.ts';
import { scopes } from './guards.ts';
import { loadParts } from './rows.ts';
import { moveTask, type PartMove, taskCommit } from './stage.ts';
import { prepare } from './transition.ts';

type Input = InputOf<typeof route>;
type Outcome = OutputOf<typeof route>;
const ROUNDS = 4;

/** Each part is a step of its own and may be refused alone; those that stand go in one batch, so that a repeat answers the same. */
export async function bulkAcknowledge(ctx: Ctx, input: Input): Promise<Outcome> {
  for (let round = 1; ; round++) {
    const { writes, outcome } = await attempt(ctx, input);
    try {
      return await taskCommit(ctx, writes, outcome);
    } catch (error) {
      const late = error instanceof ConflictError || (error instanceof DomainError && error.code === 'conflict');
      if (!late || round === ROUNDS) throw error;
    }
  }
}

async function attempt(ctx: Ctx, input: Input): Promise<{ writes: Write[]; outcome: Outcome }> {
  const items = [...new Map(input.items.map((item) => [item.id, item])).values()];
  const rows = await loadParts(
    ctx,
    items.map((item) => item.id),
  );
  const scopeFor = scopes(ctx);
  const tally = new Tally();
  const writes: Write[] = [];
  const moved = new Map<string, PartMove[]>();
  const outcome: Outcome = { done: [], failed: [] };
  for (const seen of items) {
    try {
      const row = rows.get(seen.id);
      if (!row) throw new DomainError('not_found');
      const step = await prepare(ctx, row, 'acknowledge', seen, () => acknowledged(null), scopeFor, tally);
      writes.push(...step.writes);
      moved.set(row.task.id, [...(moved.get(row.task.id) ?? []), ...step.moves]);
      outcome.done.push(seen.id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcome.failed.push({ id: seen.id, code: error.code });
    }
  }
  const tasks = new Map([...rows.values()].map(({ task }) => [task.id, task]));
  for (const [id, moves] of moved) writes.push(...moveTask(ctx, tasks.get(id)!, moves));
  writes.push(...tally.writes(ctx));
  return { writes, outcome };
}
