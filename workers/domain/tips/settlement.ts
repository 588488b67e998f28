import { dayOfText, dayText, localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { retention } from './settings.ts';
import { keptDays } from './shred.ts';
import type { StatusTip } from './status-facts.ts';
import { type Facts, lastDay } from './steps.ts';

export interface Settlement {
  readonly outcome: 'not_established' | 'closed' | 'moved';
  readonly day: string;
}

/** How and when it came to its end: refused, moved away, or its hazard closed. A tip that was reopened has not. */
export function settlementOf(tip: Pick<StatusTip, 'state' | 'day'>, facts: Facts): Settlement | undefined {
  const { tipEvents, hazardEvents } = facts;
  if (tip.state === 'moved') return { outcome: 'moved', day: lastDay(tipEvents, 'moved') ?? tip.day };
  if (tip.state === 'received' || tip.state === 'opened') return undefined;
  if (tip.state === 'not_established' || facts.state === 'not_established') {
    const day = lastDay(tipEvents, 'not_established') ?? lastDay(hazardEvents, 'not_established');
    return { outcome: 'not_established', day: day ?? tip.day };
  }
  return facts.state === 'closed' ? { outcome: 'closed', day: lastDay(hazardEvents, 'closed') ?? tip.day } : undefined;
}

export interface Kept {
  readonly closing: string;
  readonly keptDays: number;
  readonly shredOn: string | null;
}

/**
 * The signed end, and how long the sealed content is kept. Signed in any case, over another tip's facts or none, so that an
 * unknown receipt costs as much.
 */
export async function keptOf(ctx: Ctx, tip: StatusTip | undefined, facts: Facts): Promise<Kept> {
  const settled = tip && settlementOf(tip, facts);
  const { outcome, day } = settled ?? { outcome: 'closed', day: localDay(ctx.now) };
  const digest = tip?.digest ?? '0'.repeat(64);
  const closing = await ctx.ports.signProof({ tenant: ctx.tenant.slug, digest, day, outcome });
  const days = await retention(ctx);
  const kept = keptDays(days, tip?.state ?? 'confirmed');
  if (!settled) return { closing: '', keptDays: kept, shredOn: null };
  const from = tip.settledDay ?? day;
  return { closing, keptDays: kept, shredOn: dayText(dayOfText(from) + kept) };
}
