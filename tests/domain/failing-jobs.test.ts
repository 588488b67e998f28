import { beforeEach, expect, test, vi } from 'vitest';
import { picture } from '../../scripts/lib/demo/picture.ts';
import { createApp } from '../../workers/app.ts';
import { report, upload } from '../../workers/contract/hazards.ts';
import { clockWrites } from '../../workers/domain/clocks/change.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { outboxWrite } from '../../workers/domain/outbox/write.ts';
import { sweepOrphans } from '../../workers/domain/upkeep/orphans.ts';
import { Opener } from '../../workers/http/opener.ts';
import { NIGHTLY, runCron, runOutbox } from '../../workers/jobs.ts';
import { addHazard, addPolicy, DAYS_2026, loadYear } from '../support/clocks.ts';
import { faulty, Run, type Step, under } from '../support/faulty.ts';
import { clock, mintTenant, platform, requestOf, T0, type World } from '../support/world.ts';

const HOUR = 3_600_000;
const opener = new Opener(faulty(platform));
beforeEach(async () => {
  clock.now = T0;
  await loadYear(DAYS_2026);
});

/** A district with something to do for every job of the minute, and for some of the night. */
async function busy(): Promise<World> {
  const world = await mintTenant();
  await world.person(['commission_office', 'tenant_admin', 'leader']);
  const street = await world.unit('街道');
  await world.person([{ role: 'unit_handler', unitId: street }]);
  const ctx = await world.ctx();
  const { db } = ctx;
  const escalateAfter = JSON.stringify([{ after: 1, unit: 'hour', to: 'commission_office' }]);
  await addPolicy(ctx, { amount: 2, unit: 'hour', warnBefore: 1, escalateAfter });
  for (let n = 0; n < 3; n++) {
    const id = await addHazard(ctx, { ownerUnitId: street });
    const { writes } = await clockWrites(ctx, 'hazard', id, { start: [{ kind: 'rectify', facts: {} }] });
    await db.commit([...writes, outboxWrite(ctx, 'search', { hazardId: id }), outboxWrite(ctx, 'mail', { n })], null);
  }
  const photo = { purpose: 'evidence', mediaType: 'image/png', size: 3, sha256: 'f', createdBy: 'x', createdAt: T0 };
  for (const id of [ctx.newId(), ctx.newId()]) {
    const objectKey = `t${world.no}/e/${id}`;
    await ctx.ports.blobs.put(objectKey, new Uint8Array([1, 2, 3]), 'image/png');
    await db.commit([db.insert('blob', { id, objectKey, ...photo })], null);
  }
  await db.commit([db.insert('spentProof', { signature: ctx.newId(), expiresAt: T0 })], null);
  // A counter that has drifted is mended in the night.
  await db.commit([db.count('hazard.state', 'reported', 7)], null);
  return world;
}

/** How many rows each table holds, what the counters say, which events there are: the same for the same end. */
async function endOf({ db, ports, tenant }: Ctx): Promise<unknown> {
  const dump = db.dump();
  const counts: [string, number][] = [];
  for (const shape of await dump.shapes()) counts.push([shape.name, await dump.count(shape)]);
  const { event: e, counter: c, outbox: o } = db.rows;
  const events = (await db.select({ entity: e.entity, action: e.action }).from(e)).map(
    (r) => `${r.entity} ${r.action}`,
  );
  const counters = (await db.select({ name: c.name, value: c.value }).from(c)).map((r) => `${r.name} ${r.value}`);
  const left = (await db.select({ channel: o.channel }).from(o)).map((r) => r.channel);
  const found = (await ports.search.find('消防', undefined, 10)).length;
  const objects = (await ports.blobs.list(`t${tenant.no}/`)).keys.length;
  return { counts, events: events.sort(), counters: counters.sort(), left, found, objects };
}

/** The minutes and the night, as they come; rows of the outbox that failed come back within an hour. */
async function days(work: (cron: string) => Promise<void>): Promise<void> {
  for (const at of [0, 1.1, 2, 3.1, 6, 30, 32, 34]) {
    clock.now = T0 + at * HOUR;
    await work(at === 30 ? NIGHTLY : '* * * * *');
  }
}

test('every step of every job fails once: what is left in the end is what would have been left anyway', async () => {
  const untouched = await busy();
  await days((cron) => runCron(opener, cron));
  const expected = await endOf(await untouched.ctx());

  clock.now = T0;
  const world = await busy();
  const met = new Set<string>();
  const once = (step: Step) => {
    if (met.has(step.key)) return undefined;
    met.add(step.key);
    return 'fails';
  };
  await days(async (cron) => {
    for (let again = 0; again < 400; again++) {
      const run = new Run(once, true);
      // A directory that cannot even name the districts ends the run: the next one begins again.
      await under(run, () => runCron(opener, cron)).catch(() => undefined);
      if (!run.hit) return;
    }
    throw new Error('a job fails for ever');
  });
  expect(met.size).toBeGreaterThan(60);
  // Rows of the outbox wait longer after each failure.
  clock.now = T0 + 72 * HOUR;
  await runCron(opener, '* * * * *');
  expect(await endOf(await world.ctx())).toEqual(expected);
});

test('a queue that refuses, and one that delivers twice or never: the outbox is worked off once', async () => {
  const world = await mintTenant();
  const sends: unknown[] = [];
  const refusing = {
    send: async (message: unknown) => {
      sends.push(message);
      throw new Error('Queue send failed');
    },
  } as unknown as Queue;
  const person = await world.person(['commission_office', 'grid_worker']);
  const app = createApp(new Opener({ ...platform, outbox: refusing, buckets: undefined }));
  const input = { title: '消防通道被堵', source: 'grid' };
  const response = await app.fetch(requestOf(report, input, world.slug, person.token, 'key-of-the-queue-test'));
  expect(response.status).toBe(200);
  await vi.waitFor(() => expect(sends).toEqual([{ tenant: world.no }]));
  const ctx = await world.ctx();
  expect(await ctx.db.select().from(ctx.db.rows.outbox)).not.toEqual([]);
  let acknowledged = 0;
  const message = { body: { tenant: world.no } };
  const batch = { messages: [message, message], ackAll: () => (acknowledged += 1) } as unknown as MessageBatch<{
    tenant: number;
  }>;
  await Promise.all([runOutbox(opener, batch), runOutbox(opener, batch)]);
  await runOutbox(opener, batch);
  await runCron(opener, '* * * * *');
  expect(acknowledged).toBe(3);
  expect(await ctx.db.select().from(ctx.db.rows.outbox)).toEqual([]);
  expect(await ctx.ports.search.find('消防', undefined, 10)).toHaveLength(1);
});

test('a photo: whatever fails on its way, its row never lacks its object, and an object without a row is swept', async () => {
  const world = await mintTenant();
  const person = await world.person(['commission_office', 'grid_worker']);
  const app = createApp(opener);
  const send = async (key: string, run: Run) => {
    const blank = requestOf(upload, { purpose: 'evidence' }, world.slug, person.token, key);
    return under(run, async () =>
      app.fetch(new Request(blank, { method: 'POST', body: picture('before', 1) as BodyInit })),
    );
  };
  const ctx = await world.ctx();
  const objects = async () => (await ctx.ports.blobs.list(`t${world.no}/`)).keys;
  const held = async () => (await ctx.db.select().from(ctx.db.rows.blob)).map((row) => row.objectKey);
  for (const fate of ['fails', 'lost'] as const) {
    for (const kind of ['put', 'write'] as const) {
      const key = `key-of-photo-${fate}-${kind}`;
      const first = await send(key, new Run((step) => (step.kind === kind ? fate : undefined)));
      expect([fate, kind, first.status]).toEqual([fate, kind, 503]);
      for (const objectKey of await held()) expect(await objects()).toContain(objectKey);
      const second = await send(key, new Run());
      expect(second.status).toBe(200);
      for (const objectKey of await held()) expect(await objects()).toContain(objectKey);
    }
  }
  expect(await held()).toHaveLength(4);
  expect((await objects()).length).toBeGreaterThan(4);
  // Ids are drawn by the real clock: a day and an hour after it.
  clock.now = Date.now() + 25 * HOUR;
  await ctx.db.commit([ctx.db.update('blob', { attachedTo: 'x' }, () => undefined)], null);
  await sweepOrphans(await world.ctx());
  expect((await objects()).toSorted()).toEqual((await held()).toSorted());
});
