import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as hazards from '../../workers/contract/hazards.ts';
import * as session from '../../workers/contract/session.ts';
import { hashPassword } from '../../workers/domain/sessions/password.ts';
import { GRACE_MS, sha256 as sha, standingOf } from '../../workers/domain/sessions/refresh-token.ts';
import { newToken, readToken } from '../../workers/domain/tips/receipt-token.ts';
import type { Buckets } from '../../workers/http/limiter.ts';
import { runCron } from '../../workers/jobs.ts';
import { memo } from '../../workers/ports/memo.ts';
import { addPolicy, DAYS_2026, loadYear } from '../support/clocks.ts';
import { clock, mintTenant, opener, T0 } from '../support/world.ts';

const HOUR = 3_600_000;
beforeEach(async () => {
  clock.now = T0;
  await loadYear(DAYS_2026);
});
afterEach(() => {
  vi.useRealTimers();
});

test('a hazard goes on through an hour that comes twice: its chain holds, its limit runs, each notice comes once', async () => {
  const world = await mintTenant();
  const unitId = await world.unit('城管局');
  const before = await world.person(['commission_office', 'grid_worker']);
  const ctx = await world.ctx();
  await addPolicy(ctx, { amount: 2, unit: 'hour', warnBefore: 1 });
  const { id } = await before.call(hazards.report, { title: '消防通道被堵', source: 'grid' });
  clock.now = T0 + 4 * 60_000;
  await before.call(hazards.confirm, { id, version: 1, level: 'general' });
  clock.now = T0 - HOUR;
  const office = await world.person(['commission_office', 'grid_worker']);
  const handler = await world.person([{ role: 'unit_handler', unitId }]);
  const second = await office.call(hazards.report, { title: '井盖缺失', source: 'grid' });
  await office.call(hazards.assign, { id, version: 2, unitId });
  await handler.call(hazards.start, { id, version: 3 });
  expect(second.number).not.toBe((await office.call(hazards.one, { id })).number);
  const listed = await office.call(hazards.queue, {});
  expect(listed.items.map((row) => row.id).toSorted()).toEqual([id, second.id].toSorted());
  const { items } = await office.call(hazards.events, { id });
  expect(items).toHaveLength(4);
  for (const at of [-1, 0, 1, 2, 3, 4]) {
    clock.now = T0 + at * HOUR;
    await runCron(opener, '* * * * *');
  }
  const { clock: c, escalationFired: f } = ctx.db.rows;
  const due = await ctx.db.select({ dueAt: c.dueAt, anchorAt: c.anchorAt }).from(c).where(eq(c.entityId, id));
  for (const { dueAt, anchorAt } of due) expect(dueAt).toBeGreaterThan(anchorAt);
  const fired = await ctx.db.select({ id: f.clockId, epoch: f.epoch, step: f.step }).from(f);
  expect(new Set(fired.map((row) => JSON.stringify(row))).size).toBe(fired.length);
  expect(await ctx.db.select().from(ctx.db.rows.outbox)).toEqual([]);
});

test('an access token and a receipt’s token live no hour longer because the clock was set back by one', async () => {
  const world = await mintTenant();
  const person = await world.person(['inspector']);
  expect((await person.send(session.whoami, {})).status).toBe(200);
  const token = await newToken(await world.ctx(), undefined);
  await readToken(await world.ctx(), token);
  clock.now = T0 - 30_000;
  expect((await person.send(session.whoami, {})).status).toBe(200);
  await readToken(await world.ctx(), token);
  clock.now = T0 - HOUR;
  expect((await person.send(session.whoami, {})).status).toBe(401);
  await expect(readToken(await world.ctx(), token)).rejects.toThrow('receipt_expired');
});

test('a spent refresh token stays spent, the current one goes on', () => {
  const row = { previousHash: 'x', lastUsedAt: T0, expiresAt: T0 + HOUR, endedAt: null };
  const [current, spent] = ['current-token', 'spent-token'];
  const held = { ...row, refreshHash: sha(current), previousHash: sha(spent) };
  expect(standingOf(held, current, T0 - HOUR)).toBe('current');
  expect(standingOf(held, spent, T0 - GRACE_MS / 2)).toBe('spent');
  expect(standingOf(held, spent, T0 - HOUR)).toBe('replayed');
});

test('a one-time code works once in an hour that comes twice; a new one after it works', async () => {
  const world = await mintTenant();
  const person = await world.person(['inspector']);
  const { db } = await world.ctx();
  const set = { username: 'zhangsan', passwordHash: await hashPassword('correct-horse-1') };
  await db.commit([db.update('person', set, (p) => eq(p.id, person.personId))], null);
  const { secret } = await person.call(session.startTotp, {});
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = () => totp.generate({ timestamp: clock.now });
  await person.call(session.confirmTotp, { secret, code: code() });
  const enter = async () =>
    (await world.public.send(session.signIn, { login: 'zhangsan', password: 'correct-horse-1', code: code() })).status;
  clock.now = T0 + 60_000;
  expect(await enter()).toBe(200);
  clock.now = T0 - HOUR;
  expect(await enter()).toBe(401);
  clock.now = T0 + 120_000;
  expect(await enter()).toBe(200);
});

test('nobody is shut out by the rate limit, and a few tips are no flood, when the clock was set back', async () => {
  const buckets = (env as unknown as { BUCKETS: DurableObjectNamespace }).BUCKETS;
  const stub = buckets.get(buckets.idFromName('clock-back')) as DurableObjectStub<Buckets>;
  const { runInDurableObject } = await import('cloudflare:test');
  await runInDurableObject(stub, async (object: Buckets) => {
    vi.useFakeTimers({ toFake: ['Date'], now: T0 });
    for (let n = 0; n < 3; n++) expect((await object.take('sign_in', 'a')).wait).toBe(0);
    await object.take('tip', 'a');
    vi.setSystemTime(T0 - HOUR);
    expect((await object.take('sign_in', 'a')).wait).toBe(0);
    expect((await object.take('tip', 'a')).arrivals).toBeLessThan(3);
    vi.useRealTimers();
  });
});

test('what is kept for seconds is not kept for an hour', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: T0 });
  let asked = 0;
  const ask = () => memo(987_654, 'clock-back', async () => ++asked);
  await ask();
  await ask();
  expect(asked).toBe(1);
  vi.setSystemTime(T0 - HOUR);
  await ask();
  expect(asked).toBe(2);
});
