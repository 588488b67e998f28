import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConflictError } from '../../db/errors.ts';
import { HAZARD_STATE_NAMES, type HazardState } from '../../workers/contract/hazards.ts';
import type { Actor, Ctx } from '../../workers/domain/context.ts';
import { DomainError } from '../../workers/domain/errors.ts';
import { eventHash } from '../../workers/domain/events.ts';
import { assign } from '../../workers/domain/hazards/assign.ts';
import { close } from '../../workers/domain/hazards/close.ts';
import { confirm } from '../../workers/domain/hazards/confirm.ts';
import { recount } from '../../workers/domain/hazards/counters.ts';
import { dismiss } from '../../workers/domain/hazards/dismiss.ts';
import { HAZARD_MACHINE } from '../../workers/domain/hazards/machine.ts';
import { merge } from '../../workers/domain/hazards/merge.ts';
import { notMine } from '../../workers/domain/hazards/not-mine.ts';
import { one } from '../../workers/domain/hazards/one.ts';
import { reopen } from '../../workers/domain/hazards/reopen.ts';
import { report } from '../../workers/domain/hazards/report.ts';
import { sendBack } from '../../workers/domain/hazards/send-back.ts';
import { start } from '../../workers/domain/hazards/start.ts';
import { onSpot, submit } from '../../workers/domain/hazards/submit.ts';
import type { Done } from '../../workers/domain/hazards/transition.ts';
import { verify } from '../../workers/domain/hazards/verify.ts';
import { clock, mintTenant, T0, type World } from '../support/world.ts';

interface Given {
  readonly id: string;
  readonly version: number;
  readonly unitId: string;
  readonly intoId: string;
  readonly evidence: string[];
}
const said = { reason: '理由说明', opinion: '合格', rectification: '已整改', note: '' };
const VERBS: Record<string, (ctx: Ctx, given: Given) => Promise<Done>> = {
  confirm: (ctx, g) => confirm(ctx, { ...g, ...said, level: 'general', sector: null }),
  dismiss: (ctx, g) => dismiss(ctx, { ...g, ...said }),
  merge: (ctx, g) => merge(ctx, { ...g, ...said }),
  assign: (ctx, g) => assign(ctx, { ...g, ...said, assigneeId: null, watcher: '', interimMeasures: '' }),
  start: (ctx, g) => start(ctx, g),
  notMine: (ctx, g) => notMine(ctx, { ...g, ...said }),
  submit: (ctx, g) => submit(ctx, { ...g, ...said }),
  onSpot: (ctx, g) => onSpot(ctx, { ...g, ...said }),
  verify: (ctx, g) => verify(ctx, { ...g, ...said }),
  sendBack: (ctx, g) => sendBack(ctx, { ...g, ...said }),
  close: (ctx, g) => close(ctx, { ...g, ...said }),
  reopen: (ctx, g) => reopen(ctx, { ...g, ...said }),
};

async function blob(world: World, personId: string): Promise<string> {
  const { db, newId } = await world.ctx();
  const id = newId();
  const file = { objectKey: id, purpose: 'evidence', mediaType: 'image/jpeg', size: 1, sha256: '' };
  await db.commit([db.insert('blob', { id, ...file, createdBy: personId, createdAt: T0 })], null);
  return id;
}

async function reported(ctx: Ctx, evidence: string[] = []): Promise<string> {
  const where = { placeUnitId: null, address: '', longitude: null, latitude: null, enterprise: '' };
  const what = { title: '隐患', description: '', level: 'general' as const, sector: null, category: null };
  const flags = { danger: false, casualty: false, source: 'grid' as const };
  return (await report(ctx, { ...where, ...what, ...flags, evidence })).id;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      if (error instanceof ConflictError) return 'conflict';
      throw error;
    },
  );

test.each(HAZARD_STATE_NAMES)(
  '%s: the machine’s steps go through, all other actions are wrong_state',
  async (state) => {
    const world = await mintTenant();
    const unitId = await world.unit('住建局');
    const me = await world.person(['commission_office', 'unit_handler']);
    const other = await world.person(['unit_handler']);
    const ctx = await world.ctx(me.actor);
    const intoId = await reported(ctx);
    const steps: Record<string, { to: HazardState }> = HAZARD_MACHINE[state];
    for (const action of Object.keys(VERBS)) {
      const id = await reported(ctx, [await blob(world, me.personId)]);
      const forced = { state, ownerUnitId: unitId, rectifiedBy: other.personId, verifierId: me.personId };
      const after = { id: ctx.newId(), hazardId: id, stage: 'after', addedBy: me.personId, addedAt: T0 };
      const photo = ctx.db.insert('hazardEvidence', { ...after, blobId: await blob(world, me.personId) });
      await ctx.db.commit([ctx.db.update('hazard', forced, (h) => eq(h.id, id)), photo], null);
      const button = (await one(ctx, id)).actions.find((a) => a.action === action);
      expect([action, button?.allowed ?? false]).toEqual([action, steps[action] !== undefined]);
      const code = await codeOf(VERBS[action]!(ctx, { id, version: 1, unitId, intoId, evidence: [] }));
      expect([action, code]).toEqual([action, steps[action] ? 'done' : 'wrong_state']);
      expect((await one(ctx, id)).state).toBe(steps[action]?.to ?? state);
    }
  },
);

test('every verb has its step, and every step its verb', () => {
  const actions = Object.values<object>(HAZARD_MACHINE).flatMap((steps) => Object.keys(steps));
  expect(new Set(actions)).toEqual(new Set(Object.keys(VERBS)));
});

test('whatever people do in whatever order: counters equal a recount, chains are whole', async () => {
  const world = await mintTenant();
  const [unitId, otherId] = [await world.unit('住建局'), await world.unit('城管局')];
  const actors: Actor[] = [];
  for (const grants of [
    ['commission_office'],
    ['commission_office', 'unit_handler'],
    [{ role: 'unit_handler', unitId }],
    [{ role: 'inspector', unitId }],
  ] as const)
    actors.push((await world.person(grants)).actor);
  const step = fc.record({
    /** Any action; or, three times out of four, one that the machine has for the state. */
    any: fc.constantFrom(...Object.keys(VERBS)),
    pick: fc.nat(15),
    who: fc.constantFrom(1, 1, 1, 0, 2, 3),
    which: fc.constantFrom(0, 0, 0, 1, 2),
    unit: fc.constantFrom(unitId, unitId, otherId),
    photo: fc.constantFrom(true, true, false),
    late: fc.integer({ min: 0, max: 9 }),
  });
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
      const first = await world.ctx(actors[0]);
      const office = actors[0] as Actor & { kind: 'person' };
      const before = await blob(world, office.personId);
      const ids = [await reported(first, [before]), await reported(first), await reported(first)];
      for (const { any, pick, who, which, unit, photo, late } of steps) {
        const actor = actors[who] as Actor & { kind: 'person' };
        const ctx = await world.ctx(actor);
        const id = ids[which] as string;
        const [row] = await ctx.db.select().from(ctx.db.rows.hazard).where(eq(ctx.db.rows.hazard.id, id));
        const fitting = Object.keys(HAZARD_MACHINE[row!.state as HazardState]);
        const action = (pick < 12 && fitting[pick % fitting.length]) || any;
        const stale = late === 0 ? 1 : 0;
        const evidence = photo ? [await blob(world, actor.personId)] : [];
        const intoId = ids[(which + 1) % 3] as string;
        const version = row!.version - stale;
        const code = await codeOf(VERBS[action]!(ctx, { id, version, unitId: unit, intoId, evidence }));
        reached.add(`${action}:${code}`);
        if (stale && code !== 'not_found') expect(code).toBe('conflict');
      }
      for (const id of ids) await wholeChain(first, id);
      expect(await kept(first)).toEqual(await recount(first));
    }),
    { numRuns: 8, seed: 20261118 },
  );
  expect([...reached].filter((r) => r.endsWith(':done')).length).toBeGreaterThan(8);
  expect(clock.now).toBe(T0);
});

async function kept({ db }: Ctx): Promise<Map<string, number>> {
  const rows = await db.select().from(db.rows.counter);
  return new Map(rows.filter((r) => r.value !== 0).map((r) => [`${r.name}\n${r.bucket}`, r.value]));
}

async function wholeChain({ db }: Ctx, id: string): Promise<void> {
  const { event: e, hazard: h } = db.rows;
  const events = await db.select().from(e).where(eq(e.entityId, id)).orderBy(asc(e.seq));
  let before = '';
  let state: string | null = null;
  for (const event of events) {
    const { seq, fromState: from, toState: to, data, ...rest } = event;
    expect([event.prevHash, from]).toEqual([before, state]);
    before = eventHash(before, { ...rest, version: seq, from, to, data: JSON.parse(data) as Record<string, unknown> });
    expect(event.hash).toBe(before);
    state = to;
  }
  const [row] = await db.select().from(h).where(eq(h.id, id));
  expect([row?.version, row?.eventHash, row?.state]).toEqual([events.length, before, state]);
}
