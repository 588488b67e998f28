import { and, asc, eq, inArray, isNotNull, isNull, lte, notInArray, sql } from 'drizzle-orm';
import { DAY_MS, localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { outboxWrite } from '../outbox/write.ts';
import { among } from '../units/scope.ts';
import { retention } from './settings.ts';

/** Days a tip of this outcome is kept after its end. */
export const keptDays = (days: { not_established: number; closed: number }, state: string): number =>
  state === 'not_established' || state === 'moved' ? days.not_established : days.closed;

/** Destroys what is past its days. Answers how many. A tip whose reward is still to be paid waits. */
export async function shredDue(ctx: Ctx): Promise<number> {
  const days = await retention(ctx);
  const { tip: t, reward: r } = ctx.db.rows;
  const unpaid = ctx.db
    .select({ id: r.tipId })
    .from(r)
    .where(inArray(r.state, ['proposed', 'offered', 'claimed']));
  const shortest = Math.min(days.not_established, days.closed);
  const rows = await ctx.db
    .select({
      ...{ id: t.id, state: t.state, settledDay: t.settledDay, digest: t.digest },
      ...{ version: t.version, eventHash: t.eventHash },
    })
    .from(t)
    .where(
      and(
        isNull(t.shreddedDay),
        isNotNull(t.settledDay),
        lte(t.settledDay, localDay(ctx.now - shortest * DAY_MS)),
        notInArray(t.id, unpaid),
      ),
    )
    .orderBy(asc(t.settledDay));
  let done = 0;
  for (const tip of rows) {
    const kept = keptDays(days, tip.state);
    if (tip.settledDay === null || tip.settledDay > localDay(ctx.now - kept * DAY_MS)) continue;
    await shred(ctx, { ...tip, settledDay: tip.settledDay }, kept);
    done += 1;
  }
  return done;
}

interface Settled {
  readonly id: string;
  readonly state: string;
  readonly settledDay: string;
  readonly digest: string;
  readonly version: number;
  readonly eventHash: string;
}

/**
 * One commit: the wraps of every key, the ciphertext, the conversation, the capsule; the order to remove the objects; the
 * event; the certificate. What stays is the skeleton: states, days, the digest, so that a receipt still gets an answer.
 */
async function shred(ctx: Ctx, tip: Settled, kept: number): Promise<void> {
  const { db } = ctx;
  const day = localDay(ctx.now);
  const { keys, ids } = await objectsOf(ctx, tip.id);
  const { tipWrap: w, tipMessage: m } = db.rows;
  const [wraps] = await db.select({ n: sql<number>`COUNT(*)` }).from(w).where(eq(w.tipId, tip.id));
  const [messages] = await db.select({ n: sql<number>`COUNT(*)` }).from(m).where(eq(m.tipId, tip.id));
  const certificate = {
    ...{ tipId: tip.id, day, outcome: tip.state, settledDay: tip.settledDay, keptDays: kept, digest: tip.digest },
    ...{ wraps: wraps!.n, messages: messages!.n, files: ids.length },
  };
  const { write, head } = nextEvent(ctx, tip, {
    entity: 'tip',
    entityId: tip.id,
    action: 'shred',
    from: tip.state,
    to: null,
    data: certificate,
  });
  const gone = { envelope: '', reporterWrapped: '', reporterPublic: '', unread: 0 };
  await db.commit(
    [
      write,
      db.update('tip', { ...gone, shreddedDay: day, ...head }, (t) => eq(t.id, tip.id)),
      db.remove('tipWrap', (r) => eq(r.tipId, tip.id)),
      db.remove('tipMessage', (r) => eq(r.tipId, tip.id)),
      db.remove('tipIdentity', (r) => eq(r.tipId, tip.id)),
      db.update('identityRequest', { halfA: null, halfB: null }, (r) => eq(r.tipId, tip.id)),
      db.remove('tipAttachmentPart', (r) => among(r.attachmentId, ids)),
      db.remove('tipAttachment', (r) => eq(r.tipId, tip.id)),
      db.insert('shredCertificate', { id: ctx.newId(), ...certificate, eventHash: head.eventHash }),
      ...(keys.length > 0 ? [outboxWrite(ctx, 'objects', { keys })] : []),
    ],
    null,
  );
  ctx.ports.wakeOutbox();
}

/** Keys of the stored objects of a tip and its messages. */
async function objectsOf({ db }: Ctx, tipId: string): Promise<{ keys: string[]; ids: string[] }> {
  const { tipAttachment: a, tipAttachmentPart: p } = db.rows;
  const files = await db.select({ id: a.id, key: a.objectKey, parts: a.parts }).from(a).where(eq(a.tipId, tipId));
  const parts = await db
    .select({ key: sql<string>`${a.objectKey} || '/' || ${p.n}` })
    .from(p)
    .innerJoin(a, eq(a.id, p.attachmentId))
    .where(eq(a.tipId, tipId));
  const whole = files.filter((f) => f.parts === 0).map((f) => f.key);
  return { keys: [...whole, ...parts.map((part) => part.key)], ids: files.map((f) => f.id) };
}
