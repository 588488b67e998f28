import { beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../../workers/domain/context.ts';
import { drainOutbox, PARKED_AT } from '../../workers/domain/outbox/drain.ts';
import { outboxWrite } from '../../workers/domain/outbox/write.ts';
import { runCron, runOutbox } from '../../workers/jobs.ts';
import { addHazard } from '../support/clocks.ts';
import { clock, mintTenant, opener, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});
const rows = async ({ db }: Ctx) => db.select().from(db.rows.outbox);
const delivering = (ctx: Ctx, deliver: Ctx['ports']['deliver']): Ctx => ({ ...ctx, ports: { ...ctx.ports, deliver } });

test('a hazard is found by two characters after the drain; a restricted one is taken out again', async () => {
  const ctx = await (await mintTenant()).ctx();
  const id = await addHazard(ctx, { title: '燃气管道泄漏', address: '解放路七号' });
  await ctx.db.commit(
    [outboxWrite(ctx, 'search', { hazardId: id }), outboxWrite(ctx, 'search', { hazardId: id })],
    null,
  );
  expect(await drainOutbox(ctx)).toBe(2);
  expect(await rows(ctx)).toEqual([]);
  expect(await ctx.ports.search.find('燃气', undefined, 5)).toHaveLength(1);
  expect(await ctx.ports.search.find('解放', undefined, 5)).toHaveLength(1);
  await ctx.db.commit(
    [ctx.db.update('hazard', { restricted: 1 }, () => undefined), outboxWrite(ctx, 'search', { hazardId: id })],
    null,
  );
  await drainOutbox(ctx);
  expect(await ctx.ports.search.find('燃气', undefined, 5)).toEqual([]);
});

test('a leased row is nobody else’s, and when its worker dies the lease ends', async () => {
  const ctx = await (await mintTenant()).ctx();
  await ctx.db.commit([outboxWrite(ctx, 'mail', { a: 1 })], null);
  const taken = await Promise.all(Array.from({ length: 8 }, () => ctx.db.leaseOutbox(ctx.now, ctx.now + 60_000, 50)));
  expect(taken.flat()).toHaveLength(1);
  // One worker a tenant: a row written meanwhile waits for the one that has the lease.
  await ctx.db.commit([outboxWrite(ctx, 'mail', { a: 2 })], null);
  expect(await ctx.db.leaseOutbox(ctx.now, ctx.now + 60_000, 50)).toEqual([]);
  expect(await ctx.db.leaseOutbox(ctx.now + 60_001, ctx.now + 120_000, 50)).toHaveLength(2);
});

test('a failing delivery comes back later and later, keeps its error, and is parked after ten attempts', async () => {
  const world = await mintTenant();
  let calls = 0;
  const refusing = async () => {
    calls += 1;
    throw new Error('sink answered 503');
  };
  const ctx = delivering(await world.ctx(), refusing);
  await ctx.db.commit([outboxWrite(ctx, 'webhook', { text: 'x' })], null);
  await drainOutbox(ctx);
  await drainOutbox(ctx);
  expect(calls).toBe(1);
  expect(await rows(ctx)).toMatchObject([
    { attempts: 1, nextAt: T0 + 30_000, leaseUntil: 0, lastError: 'Error: sink answered 503' },
  ]);
  for (let attempt = 1; attempt < 12; attempt++) {
    clock.now += 24 * 3_600_000;
    await drainOutbox(delivering(await world.ctx(), refusing));
  }
  expect(calls).toBe(10);
  expect(await rows(ctx)).toMatchObject([{ attempts: 10, nextAt: PARKED_AT }]);
});

test('one failing row does not hold up the others, and what is delivered is the payload', async () => {
  const sent: string[] = [];
  const ctx = delivering(await (await mintTenant()).ctx(), async (channel, payload) => {
    if (payload.includes('bad')) throw new Error('no');
    sent.push(`${channel} ${payload}`);
  });
  const writes = ['a', 'bad', 'c'].map((text) => outboxWrite(ctx, 'webhook', { text }));
  await ctx.db.commit(writes, null);
  await drainOutbox(ctx);
  expect(sent).toEqual(['webhook {"text":"a"}', 'webhook {"text":"c"}']);
  expect(await rows(ctx)).toHaveLength(1);
});

test('the queue’s message drains the tenants it names; the cron finds what no message told of', async () => {
  const [a, b] = [await mintTenant(), await mintTenant('01')];
  const [ca, cb] = [await a.ctx(), await b.ctx()];
  for (const ctx of [ca, cb]) await ctx.db.commit([outboxWrite(ctx, 'mail', { to: 'x' })], null);
  let acked = 0;
  const messages = [{ body: { tenant: a.no } }, { body: { tenant: a.no } }, { body: { tenant: 987_654 } }];
  const batch = { messages, ackAll: () => (acked += 1) } as unknown as MessageBatch<{ tenant: number }>;
  await runOutbox(opener, batch);
  expect([acked, (await rows(ca)).length, (await rows(cb)).length]).toEqual([1, 0, 1]);
  clock.now += 60_000;
  await runCron(opener, '* * * * *');
  expect(await rows(cb)).toEqual([]);
});
