import type * as z from 'zod';
import type { statusView } from '../../contract/receipts.ts';
import { fromBase64, toBase64 } from '../../protocol/bytes.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { padTo } from './padded.ts';
import { receiptMac } from './receipt-mac.ts';
import { newToken, sameText } from './receipt-token.ts';
import { rewardOf } from './reward-of.ts';
import { keptOf } from './settlement.ts';
import { factsOf, nearestByLocator, type StatusTip } from './status-facts.ts';
import { stepsOf } from './steps.ts';

/** Bytes of the whole answer, whatever it says: two reasons of 500 characters, each escaped twice, and all the rest. */
export const STATUS_BYTES = 16_384;

type View = z.output<typeof statusView>;

/**
 * Right, wrong and unknown receipts take the same way: the tip with this locator, or else its neighbour in the index, is read
 * with its hazard, events and clocks; only at the end is it decided whether any of that is told.
 */
export async function tipStatus(ctx: Ctx, input: { locator: string; auth: string }): Promise<{ padded: string }> {
  const locator = spelled(input.locator);
  const mac = await receiptMac(ctx, locator, spelled(input.auth));
  const tip = await nearestByLocator(ctx, locator);
  const facts = await factsOf(ctx, tip);
  const kept = await keptOf(ctx, tip, facts);
  const reward = await rewardOf(ctx, tip?.id ?? '');
  const [token, decoy] = [await newToken(ctx, tip), await newToken(ctx, undefined)];
  // Both answers are made before one is chosen.
  const answers = {
    told: tip && padTo(STATUS_BYTES, { ...told(tip), ...kept, token, reward, steps: stepsOf(tip, facts) }),
    nothing: padTo(STATUS_BYTES, nothing(ctx, decoy)),
  };
  const right = tip !== undefined && sameText(tip.locator, locator) && sameText(tip.authMac, mac);
  return (right ? answers.told : undefined) ?? answers.nothing;
}

/** One spelling; what is no base64 is looked for as it stands, and not found. */
function spelled(text: string): string {
  try {
    return toBase64(fromBase64(text));
  } catch {
    return text;
  }
}

type Told = Omit<View, 'token' | 'reward' | 'steps' | 'closing' | 'keptDays' | 'shredOn'>;

function told(tip: StatusTip): Told {
  const { day, state, channel, mustChange, proof, digest, formHash, messages } = tip;
  const { reporterWrapped, reporterPublic, id: tipId, shreddedDay: shreddedOn } = tip;
  const keys = { reporterWrapped, reporterPublic };
  return {
    found: true,
    tipId,
    formHash,
    day,
    state,
    channel,
    mustChange,
    proof,
    digest,
    ...keys,
    messages,
    shreddedOn,
  };
}

function nothing({ now }: Ctx, token: string): View {
  const empty = { tipId: '', formHash: '', state: '', channel: '', proof: '', closing: '', digest: '' };
  const none = { messages: 0, keptDays: 0, shredOn: null, shreddedOn: null, reward: null, steps: [] };
  const keys = { reporterWrapped: '', reporterPublic: '' };
  return { found: false, token, day: localDay(now), mustChange: false, ...empty, ...keys, ...none };
}
