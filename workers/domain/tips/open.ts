import { and, asc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Category } from '../../contract/hazards.ts';
import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { among } from '../units/scope.ts';
import { tipCounters } from './counters.ts';
import { loadTip, type TipRow } from './rows.ts';

type Opened = OutputOf<typeof contract.openTip>;

/** Hands out the ciphertext, and writes down who looked, each time. The first look moves the tip to `opened`. */
export async function openTip(ctx: Ctx, input: { id: string }): Promise<Opened> {
  for (let attempt = 1; ; attempt++) {
    const tip = await loadTip(ctx, input.id);
    const { writes, state, version } = look(ctx, tip);
    try {
      await ctx.db.commit(writes, null);
      return { ...(await shown(ctx, tip)), state, version };
    } catch (error) {
      // A colleague looked in the same instant: both looks count, one after the other.
      if (!(error instanceof ConflictError) || attempt === 5) throw error;
    }
  }
}

function look(ctx: Ctx, tip: TipRow) {
  const to = tip.state === 'received' ? 'opened' : tip.state;
  const { write, head } = nextEvent(ctx, tip, {
    entity: 'tip',
    entityId: tip.id,
    action: 'look',
    from: tip.state,
    to: to === tip.state ? null : to,
    data: {},
  });
  const by = ctx.actor.kind === 'person' ? ctx.actor.personId : null;
  const set = { state: to, ...(tip.openedBy === null ? { openedBy: by } : {}), ...head };
  const writes = [write, ctx.db.update('tip', set, (t) => eq(t.id, tip.id)), ...tipCounters(ctx, tip.state, to)];
  return { writes, state: to as Opened['state'], version: head.version };
}

async function shown(ctx: Ctx, tip: TipRow): Promise<Omit<Opened, 'state' | 'version'>> {
  const { db } = ctx;
  const { hazard: h, tipAttachment: a } = db.rows;
  const [hazard] = await db
    .select({ id: h.id, number: h.number, state: h.state, version: h.version })
    .from(h)
    .where(eq(h.id, tip.hazardId));
  const attachments = await db
    .select({ id: a.id, size: a.size, parts: a.parts })
    .from(a)
    .where(eq(a.tipId, tip.id))
    .orderBy(a.id);
  const { id, day, placeUnitId, danger, casualty, formHash, reporterPublic, digest, desk, muted, priority } = tip;
  const wraps = await wrapsOf(ctx, id, 'body');
  const category = tip.category as Category;
  const track = tip.track as Opened['header']['track'];
  return {
    ...{ id, day, formHash, reporterPublic, digest, attachments, desk, muted, priority },
    kind: tip.kind as Opened['kind'],
    channel: tip.channel as Opened['channel'],
    hasIdentity: tip.track === 'sealed_name',
    mergedIntoId: tip.mergedIntoId,
    clocks: [],
    desks: [],
    extension: null,
    header: { category, placeUnitId, danger, casualty, track, day, aboutOffice: desk === 'discipline' },
    envelope: { ...(JSON.parse(tip.envelope) as Opened['envelope']), wraps },
    hazard: found(hazard),
    looks: await looks(ctx, tip.id),
  };
}

/** Who can open this part: its key, wrapped to each role key. */
export async function wrapsOf({ db }: Ctx, tipId: string, part: string): Promise<Opened['envelope']['wraps']> {
  const w = db.rows.tipWrap;
  return db
    .select({ roleKeyId: w.roleKeyId, enc: w.enc, ct: w.ct })
    .from(w)
    .where(and(eq(w.tipId, tipId), eq(w.part, part)));
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
