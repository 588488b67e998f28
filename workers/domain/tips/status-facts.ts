import { and, asc, desc, eq, gte, isNull, lt, or } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Facts } from './steps.ts';

export type StatusTip = NonNullable<Awaited<ReturnType<typeof nearestByLocator>>>;

/** The tip with this locator, or else its neighbour in the index; one row read in each direction. */
export async function nearestByLocator({ db }: Ctx, locator: string) {
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
        told: t.told,
        settledDay: t.settledDay,
        shreddedDay: t.shreddedDay,
      })
      .from(t);
  const [above] = await select().where(gte(t.locator, locator)).orderBy(asc(t.locator)).limit(1);
  const [below] = await select().where(lt(t.locator, locator)).orderBy(desc(t.locator)).limit(1);
  return above ?? below;
}

/** Always the same reads: the hazard, where it was merged to (twice), the events of both, the running clocks with their rules. */
export async function factsOf({ db }: Ctx, tip: StatusTip | undefined): Promise<Facts> {
  const { hazard: h, event: e, clock: c, slaPolicy: p } = db.rows;
  const read = async (id: string) => {
    const [row] = await db
      .select({ id: h.id, state: h.state, reason: h.outcomeReason, mergedIntoId: h.mergedIntoId })
      .from(h)
      .where(eq(h.id, id));
    return row;
  };
  const hazardId = tip?.hazardId ?? '';
  const own = await read(hazardId);
  const target = await read(own?.mergedIntoId ?? hazardId);
  const final = await read(target?.mergedIntoId ?? target?.id ?? hazardId);
  const eventsOf = (entity: string, id: string) =>
    db
      .select({ action: e.action, to: e.toState, at: e.at, data: e.data })
      .from(e)
      .where(and(eq(e.entity, entity), eq(e.entityId, id)))
      .orderBy(asc(e.seq));
  const tipEvents = await eventsOf('tip', tip?.id ?? '');
  const hazardEvents = await eventsOf('hazard', final?.id ?? '');
  const clocks = await db
    .select({ kind: c.kind, dueAt: c.dueAt, basis: p.basis })
    .from(c)
    .leftJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
    .where(
      and(
        or(
          and(eq(c.entity, 'hazard'), eq(c.entityId, final?.id ?? '')),
          and(eq(c.entity, 'tip'), eq(c.entityId, tip?.id ?? '')),
        ),
        isNull(c.stoppedAt),
      ),
    );
  return {
    state: final?.state ?? 'reported',
    // The reason of a merger is the office's own note; a refusal's is meant for the reporter.
    reason: final?.state === 'not_established' ? final.reason : '',
    told: tip?.told ?? '',
    tipEvents,
    hazardEvents,
    clocks,
  };
}
