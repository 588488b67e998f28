import { and, asc, desc, eq, gte, isNull, lt } from 'drizzle-orm';
import type * as z from 'zod';
import type { statusView } from '../../contract/receipts.ts';
import { fromBase64, toBase64 } from '../../protocol/bytes.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { receiptMac } from './receipt-mac.ts';
import { type Facts, stepsOf } from './steps.ts';

/** Bytes of the whole answer, whatever it says. */
export const STATUS_BYTES = 8192;

type View = z.output<typeof statusView>;

/**
 * Right, wrong and unknown receipts take the same way: the tip with this locator, or else its neighbour in the index, is read
 * with its hazard, events and clocks; only at the end is it decided whether any of that is told.
 */
export async function tipStatus(ctx: Ctx, input: { locator: string; auth: string }): Promise<{ padded: string }> {
  const locator = spelled(input.locator);
  const mac = await receiptMac(ctx, locator, spelled(input.auth));
  const tip = await nearest(ctx, locator);
  const facts = await hazardFacts(ctx, tip?.id ?? '', tip?.hazardId ?? '');
  // Both answers are made before one is chosen.
  const answers = { told: tip ? padded(told(tip, facts)) : undefined, nothing: padded(nothing(ctx)) };
  const right = tip !== undefined && same(tip.locator, locator) && same(tip.authMac, mac);
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

function same(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

type Tip = NonNullable<Awaited<ReturnType<typeof nearest>>>;

async function nearest({ db }: Ctx, locator: string) {
  const t = db.rows.tip;
  const select = () =>
    db
      .select({
        id: t.id,
        hazardId: t.hazardId,
        state: t.state,
        day: t.day,
        locator: t.locator,
        authMac: t.authMac,
        reporterPublic: t.reporterPublic,
        reporterWrapped: t.reporterWrapped,
        digest: t.digest,
        proof: t.proof,
        formHash: t.formHash,
        channel: t.channel,
        mustChange: t.mustChange,
        messages: t.messages,
        shreddedDay: t.shreddedDay,
      })
      .from(t);
  const [above] = await select().where(gte(t.locator, locator)).orderBy(asc(t.locator)).limit(1);
  const [below] = await select().where(lt(t.locator, locator)).orderBy(desc(t.locator)).limit(1);
  return above ?? below;
}

/** Always the same reads: the hazard, where it was merged to (twice), three short lists. */
async function hazardFacts({ db }: Ctx, tipId: string, hazardId: string): Promise<Facts> {
  const { hazard: h, event: e, clock: c } = db.rows;
  const read = async (id: string) => {
    const [row] = await db
      .select({ id: h.id, state: h.state, reason: h.outcomeReason, mergedIntoId: h.mergedIntoId })
      .from(h)
      .where(eq(h.id, id));
    return row;
  };
  const own = await read(hazardId);
  const target = await read(own?.mergedIntoId ?? hazardId);
  const final = await read(target?.mergedIntoId ?? target?.id ?? hazardId);
  const eventsOf = (entity: string, id: string) =>
    db
      .select({ to: e.toState, at: e.at })
      .from(e)
      .where(and(eq(e.entity, entity), eq(e.entityId, id)))
      .orderBy(asc(e.seq));
  const tipEvents = await eventsOf('tip', tipId);
  const hazardEvents = await eventsOf('hazard', final?.id ?? '');
  const clocks = await db
    .select({ kind: c.kind, dueAt: c.dueAt })
    .from(c)
    .where(and(eq(c.entity, 'hazard'), eq(c.entityId, final?.id ?? ''), isNull(c.stoppedAt)));
  return {
    state: final?.state ?? 'reported',
    reason: own?.reason || final?.reason || '',
    tipEvents,
    hazardEvents,
    clocks,
  };
}

function told(tip: Tip, facts: Facts): View {
  const { day, state, proof, digest, reporterWrapped, reporterPublic } = tip;
  const steps = stepsOf(tip, facts);
  const { id: tipId, channel, formHash, mustChange, messages, shreddedDay } = tip;
  const more = { token: '', tipId, formHash, channel, mustChange, closing: '', messages, keptDays: 0, shredOn: null };
  return {
    ...more,
    shreddedOn: shreddedDay,
    reward: null,
    found: true,
    day,
    state,
    proof,
    digest,
    reporterWrapped,
    reporterPublic,
    steps,
  };
}

function nothing({ now }: Ctx): View {
  const more = { token: '', tipId: '', formHash: '', channel: '', mustChange: false, closing: '', messages: 0 };
  const kept = { keptDays: 0, shredOn: null, shreddedOn: null, reward: null };
  const empty = { ...more, ...kept, state: '', proof: '', digest: '', reporterWrapped: '', reporterPublic: '' };
  return { found: false, day: localDay(now), ...empty, steps: [] };
}

/** JSON and as many spaces as make the whole answer STATUS_BYTES long. */
function padded(view: View): { padded: string } {
  const json = JSON.stringify(view);
  const size = Buffer.byteLength(JSON.stringify({ padded: json }), 'utf8');
  if (size > STATUS_BYTES) throw new RangeError('status view too long');
  return { padded: json + ' '.repeat(STATUS_BYTES - size) };
}
