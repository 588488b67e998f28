import { eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type { TipState } from '../../contract/tips.ts';
import type { Ctx } from '../context.ts';
import { type Head, nextEvent } from '../events.ts';
import { FOLDED, foldCounter, tipCounters } from './counters.ts';
import type { TipRow } from './rows.ts';

interface TipStep {
  readonly action: string;
  /** The state it comes to, where it changes. */
  readonly to?: TipState;
  readonly set?: Partial<TipRow>;
  /** Facts for the event: ids, desks, kinds; no reason and no word of the tip. */
  readonly data?: Record<string, unknown>;
}

/** Event, state row and counters of one step of a tip. Whatever is done to it takes it out of its fold. */
export function tipStep(ctx: Ctx, tip: TipRow, step: TipStep): { writes: Write[]; head: Head } {
  const { db } = ctx;
  const to = step.to ?? tip.state;
  const { write, head } = nextEvent(ctx, tip, {
    entity: 'tip',
    entityId: tip.id,
    action: step.action,
    from: tip.state,
    to: to === tip.state ? null : to,
    data: step.data ?? {},
  });
  const folded = tip.priority === FOLDED;
  const set = { ...(folded ? { priority: 0 } : {}), ...step.set, state: to, ...head };
  return {
    writes: [
      write,
      db.update('tip', set, (t) => eq(t.id, tip.id)),
      ...tipCounters(ctx, tip.state, to),
      ...(folded ? [foldCounter(ctx, tip, -1)] : []),
    ],
    head,
  };
}

/** What everybody may do at once (looks) goes again when a colleague's came between: both count, one after the other. */
export async function again<A>(attempt: () => Promise<A>): Promise<A> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConflictError) || n === 5) throw error;
    }
  }
}
