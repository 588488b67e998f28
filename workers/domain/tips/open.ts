import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Category } from '../../contract/hazards.ts';
import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { among } from '../units/scope.ts';
import { deskTargets } from './desk-targets.ts';
import { loadTip, type TipRow } from './rows.ts';
import { extensionTerms } from './settings.ts';
import { again, tipStep } from './step.ts';
import { wrapsOf } from './wraps.ts';

type Opened = OutputOf<typeof contract.openTip>;
type Sealed = OutputOf<typeof contract.openMany>['items'][number];

/** Hands out the ciphertext, and writes down who looked, each time. The first look moves the tip to `opened`. */
export function openTip(ctx: Ctx, input: { id: string }): Promise<Opened> {
  return again(async () => {
    const tip = await loadTip(ctx, input.id);
    if (tip.shreddedDay !== null) throw new DomainError('shredded');
    const { writes, now } = look(ctx, tip);
    await ctx.db.commit(writes, null);
    return shown(ctx, { ...tip, ...now });
  });
}

/** The writes of a look, and what the row is after it. */
export function look(ctx: Ctx, tip: TipRow): { writes: Write[]; now: Pick<TipRow, 'state' | 'version'> } {
  const first = tip.state === 'received' ? { to: 'opened' as const } : {};
  const by = ctx.actor.kind === 'person' ? ctx.actor.personId : null;
  const set = tip.openedBy === null ? { openedBy: by } : {};
  const { writes, head } = tipStep(ctx, tip, { action: 'look', ...first, set });
  return { writes, now: { state: first.to ?? tip.state, version: head.version } };
}

/** What goes out of a tip whether it is opened alone or with others. */
export function sealedView(tip: TipRow, wraps: Sealed['envelope']['wraps']): Sealed {
  const { id, day, placeUnitId, danger, casualty, formHash, reporterPublic, digest, desk, version, aboutOffice } = tip;
  const category = tip.category as Category;
  const track = tip.track as Sealed['header']['track'];
  return {
    ...{ id, day, formHash, reporterPublic, digest, desk, version },
    state: tip.state as Sealed['state'],
    kind: tip.kind as Sealed['kind'],
    channel: tip.channel as Sealed['channel'],
    header: { category, placeUnitId, danger, casualty, track, day, aboutOffice },
    envelope: { ...(JSON.parse(tip.envelope) as Sealed['envelope']), wraps },
  };
}

async function shown(ctx: Ctx, tip: TipRow): Promise<Opened> {
  const { hazard: h, tipAttachment: a, tipIdentity: i } = ctx.db.rows;
  const [[hazard], attachments, identity, wraps, clocks, desks, seen, terms] = await Promise.all([
    ctx.db
      .select({ id: h.id, number: h.number, state: h.state, version: h.version })
      .from(h)
      .where(eq(h.id, tip.hazardId)),
    ctx.db
      .select({ id: a.id, size: a.size, parts: a.parts })
      .from(a)
      .where(and(eq(a.tipId, tip.id), isNull(a.messageId)))
      .orderBy(a.id),
    ctx.db.select({ tipId: i.tipId }).from(i).where(eq(i.tipId, tip.id)),
    wrapsOf(ctx, tip.id, 'body'),
    clocksOf(ctx, tip),
    deskTargets(ctx, tip),
    looks(ctx, tip.id),
    extensionTerms(ctx),
  ]);
  // Its epoch was destroyed before its days were over: the ciphertext has no key any more.
  if (wraps.length === 0) throw new DomainError('shredded');
  const { muted, priority, mergedIntoId, extensionBy, extensionReason } = tip;
  const mine = ctx.actor.kind === 'person' && ctx.actor.personId === extensionBy;
  const mayExtend = extensionBy === null && tip.extensions < terms.times;
  return {
    ...sealedView(tip, wraps),
    ...{ muted, priority, mergedIntoId, mayExtend, attachments, clocks, desks, looks: seen },
    hasIdentity: identity.length > 0,
    extension: extensionBy === null ? null : { reason: extensionReason, mine },
    hazard: found(hazard),
  };
}

/** Its own limits and its hazard's, oldest first, each with the rule it comes from. */
async function clocksOf({ db }: Ctx, tip: TipRow): Promise<Opened['clocks']> {
  const { clock: c, slaPolicy: p } = db.rows;
  const own = and(eq(c.entity, 'tip'), eq(c.entityId, tip.id));
  const rows = await db
    .select({
      kind: sql<string>`${c.kind}`.as('clock_kind'),
      dueAt: c.dueAt,
      dueDay: c.dueDay,
      stoppedAt: c.stoppedAt,
      basis: p.basis,
      checked: p.basisChecked,
    })
    .from(c)
    .innerJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
    .where(or(own, and(eq(c.entity, 'hazard'), eq(c.entityId, tip.hazardId))))
    .orderBy(asc(c.id));
  return rows.map(({ kind, dueAt, dueDay, stoppedAt, basis, checked }) => ({
    kind,
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    stopped: stoppedAt !== null,
    basis: checked ? basis : `${basis}（待核实）`,
    extended: kind === 'verify' && dueDay !== null,
  }));
}

async function looks({ db }: Ctx, tipId: string): Promise<Opened['looks']> {
  const { event: e, person: p } = db.rows;
  const events = await db
    .select({ at: e.at, actor: e.actor })
    .from(e)
    .where(and(eq(e.entity, 'tip'), eq(e.entityId, tipId), eq(e.action, 'look')))
    .orderBy(asc(e.seq));
  const ids = new Set(events.map((row) => row.actor.replace(/^person:/, '')));
  const people = await db.select({ id: p.id, name: p.name }).from(p).where(among(p.id, ids));
  const names = new Map(people.map((row) => [`person:${row.id}`, row.name]));
  return events.map((row) => ({ at: new Date(row.at).toISOString(), name: names.get(row.actor) ?? row.actor }));
}
