import { expect, test } from 'vitest';
import { noteTime, SLOW_MS, slowStatements } from '../../db/slow.ts';
import { createApp } from '../../workers/app.ts';
import { health } from '../../workers/contract/health.ts';
import { outboxWrite } from '../../workers/domain/outbox/write.ts';
import { Opener } from '../../workers/http/opener.ts';
import type { Platform } from '../../workers/platform.ts';
import { operator } from '../support/operator.ts';
import { clock, mintTenant, platform, T0 } from '../support/world.ts';

const MINUTE = 60_000;
const gone = (d1: D1Database): D1Database =>
  new Proxy(d1, {
    get: () => () => {
      throw new Error('D1_ERROR: Network connection lost.');
    },
  });
const served = (change: Partial<Platform>) => createApp(new Opener({ ...platform, ...change }));
const get = (app: ReturnType<typeof createApp>, path: string, headers: Record<string, string> = {}) =>
  app.fetch(new Request(`http://anshao.test${path}`, { headers }));

test('work that lies for minutes is said to be behind, in its own cell alone', async () => {
  clock.now = T0;
  const world = await mintTenant('01');
  const { db } = await world.ctx();
  const ctx = await world.ctx();
  await db.commit([outboxWrite(ctx, 'mail', { subject: 'x' })], null);
  const op = await operator();
  clock.now = T0 + 4 * MINUTE;
  const before = await op.call(health, {});
  expect(before.cells.map((c) => [c.name, c.state])).toEqual([
    ['00', 'ok'],
    ['01', 'ok'],
  ]);
  clock.now = T0 + 6 * MINUTE;
  // Operators' tokens end after five minutes.
  const after = await (await operator()).call(health, {});
  expect(after.state).toBe('behind');
  expect(after.cells.find((c) => c.name === '01')).toMatchObject({
    state: 'behind',
    outbox: { count: 1, since: new Date(T0).toISOString() },
    clocks: { count: 0, since: null },
  });
  expect(after.cells.find((c) => c.name === '00')).toMatchObject({ state: 'ok', outbox: { count: 0 } });
  clock.now = T0;
});

test('a cell that is away is named, the others are not; a district’s staff learn nothing', async () => {
  const cells = new Map([...platform.cells].map(([name, c]) => [name, name === '01' ? { ...c, db: gone(c.db) } : c]));
  const answer = await get(served({ cells }), '/healthz/cells');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: 'away', directory: 'ok', cells: { '00': 'ok', '01': 'away' } });
  const office = await (await mintTenant()).person(['commission_office']);
  const response = await get(served({}), '/platform/api/health', { authorization: `Bearer ${office.token}` });
  expect(response.status).toBe(401);
});

test('figures for a collector: with the token alone, and none where no token is set', async () => {
  const open = served({ metricsToken: 'a-token-of-some-length' });
  const good = await get(open, '/metrics', { authorization: 'Bearer a-token-of-some-length' });
  expect(good.status).toBe(200);
  const text = await good.text();
  expect(text).toMatch(/^anshao_cell_state\{cell="00"\} [012]$/m);
  expect(text).toMatch(/^anshao_outbox_lag_seconds\{cell="01"\} \d+(\.\d+)?$/m);
  for (const app of [open, served({ metricsToken: '' })]) {
    for (const sent of ['Bearer ', 'Bearer a-token-of-some-lengtH', 'Bearer undefined']) {
      expect((await get(app, '/metrics', { authorization: sent })).status).not.toBe(200);
    }
  }
});

test('a slow statement is kept by its text, with its worst time; a quick one is not', () => {
  noteTime('SELECT /* test */ quick', SLOW_MS - 1);
  noteTime('SELECT /* test */ slow', SLOW_MS);
  noteTime('SELECT /* test */ slow', SLOW_MS + 30);
  noteTime('SELECT /* test */ slow', SLOW_MS + 10);
  const found = slowStatements().filter((s) => s.sql.includes('/* test */'));
  expect(found).toMatchObject([{ sql: 'SELECT /* test */ slow', times: 3, worstMs: SLOW_MS + 30 }]);
});
