import { and, count, eq, like, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, expect, test } from 'vitest';
import { createApp } from '../../workers/app.ts';
import { feed, makeFeed } from '../../workers/contract/assignments.ts';
import { blob } from '../../workers/contract/hazard-steps.ts';
import * as api from '../../workers/contract/hazards.ts';
import * as contract from '../../workers/contract/platform.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { Opener } from '../../workers/http/opener.ts';
import { runCron } from '../../workers/jobs.ts';
import { type District, district } from '../support/hazards.ts';
import { operator, rowsIn } from '../support/operator.ts';
import { app, clock, opener, platform, requestOf, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const reason = '均衡各单元的数据量';
/** Another isolate, which goes by what it knows of the directory until it is told better. */
const elsewhere = createApp(new Opener(platform));
const apps = [app, elsewhere] as const;

interface Sent {
  readonly title: string;
  readonly key: string;
  id: string;
  refused: boolean;
}

async function post(to: typeof app, d: District, sent: Sent): Promise<void> {
  const input = { title: sent.title, source: 'grid', placeUnitId: d.street };
  const answer = await to.fetch(requestOf(api.report, input, d.slug, d.grid.token, sent.key));
  const body = (await answer.json()) as { id?: string; code?: string };
  if (answer.ok) sent.id = body.id as string;
  else {
    expect([answer.status, body.code, answer.headers.get('retry-after')]).toEqual([503, 'tenant_moving', '5']);
    sent.refused = true;
  }
}

async function wholeChains(ctx: Ctx): Promise<number> {
  let checked = 0;
  for (let cursor: string | undefined; ; ) {
    const found = await auditEvents(ctx, { cursor });
    expect(found.broken).toBeNull();
    checked += found.checked;
    if (found.next === null) return checked;
    cursor = found.next;
  }
}

test('moved under load: each acknowledged write once in the new cell, refused ones succeed with the same key, reads go on', async () => {
  const op = await operator();
  // Loads what operators need: under load the test's own loader would wait for the load to end.
  await op.call(contract.cells, {});
  const d = await district();
  const photo = await d.photo(d.grid);
  const before = await d.report({ title: '搬迁前的隐患', evidence: [photo] });
  const address = (await d.handler.call(makeFeed, {})).path.split('/').at(-1) as string;
  await drainOutbox(await d.ctx());

  const all: Sent[] = [];
  const reads: number[] = [];
  let going = true;
  const writer = async (to: typeof app, n: number, atLeast: number): Promise<void> => {
    for (let i = 0; going && i < atLeast; i++) {
      const sent: Sent = { title: `搬迁中w${n}x${i}`, key: uuidv7(), id: '', refused: false };
      all.push(sent);
      await post(to, d, sent);
    }
  };
  const reader = async (to: typeof app): Promise<void> => {
    while (going) {
      for (const [route, input] of [
        [api.queue, { limit: 20 }],
        [api.one, { id: before.id }],
      ] as const) {
        const answer = await to.fetch(requestOf(route, input, d.slug, d.office.token, uuidv7()));
        reads.push(answer.status);
        await answer.text();
      }
    }
  };
  await Promise.all(apps.map((to, n) => writer(to, n, 3)));
  const known = all.length;
  const load = [...apps.map((to, n) => writer(to, n + 10, 40)), reader(elsewhere)];
  const moved = await op.call(contract.move, { no: d.no, cell: '01', reason }).finally(() => {
    going = false;
  });
  const behind = await rowsIn('00', d.no);
  await Promise.all(load);
  expect(moved).toMatchObject({ cell: '01', status: 'active' });
  expect(all.slice(0, known).every((sent) => sent.id !== '')).toBe(true);
  expect(all.some((sent) => sent.refused)).toBe(true);
  expect(new Set(reads)).toEqual(new Set([200]));
  expect(reads.length).toBeGreaterThan(4);

  // Once more with the same keys, through either isolate: what was refused is taken, what was taken is not taken again.
  for (const [i, sent] of all.entries()) {
    const first = sent.id;
    await post(apps[i % apps.length] as typeof app, d, sent);
    if (first !== '') expect(sent.id).toBe(first);
  }
  expect(await rowsIn('00', d.no)).toEqual(behind);

  const ctx = await d.ctx();
  const { hazard: h, clock: c } = ctx.db.rows;
  const rows = await ctx.db
    .select({ id: h.id, title: h.title, number: h.number })
    .from(h)
    .where(like(h.title, '搬迁中%'));
  const inOrder = (pairs: (readonly [string, string])[]) => pairs.map((p) => p.join()).sort();
  expect(inOrder(rows.map((r) => [r.title, r.id]))).toEqual(inOrder(all.map((s) => [s.title, s.id])));
  expect(new Set(rows.map((r) => r.number)).size).toBe(all.length);
  const running = await ctx.db.select({ n: count() }).from(c).where(eq(c.kind, 'accept'));
  expect(running).toEqual([{ n: all.length + 1 }]);
  expect(await wholeChains(ctx)).toBeGreaterThan(all.length);
  expect(await reconcileCounters(ctx)).toEqual([]);

  // The outbox came along, and what it feeds is the index beside the new cell.
  await drainOutbox(await d.ctx());
  for (const { title } of [...all.slice(0, 2), ...all.slice(-2)]) {
    expect(await ctx.ports.search.find(title, undefined, 9)).toHaveLength(1);
  }
  const left = await ctx.db.select({ n: count() }).from(ctx.db.rows.outbox);
  expect(left).toEqual([{ n: 0 }]);
  expect((await d.public.send(feed, { token: address })).status).toBe(200);
  expect((await d.office.send(blob, { id: before.id, blobId: photo })).status).toBe(200);

  // Clocks go off in the new cell, once, and nothing is left in the old one.
  clock.now += 40 * 86_400_000;
  await runCron(opener, '* * * * *');
  await runCron(opener, '* * * * *');
  const later = await d.ctx();
  const e = later.db.rows.escalationFired;
  const fired = await later.db.select({ n: sql<number>`count(DISTINCT ${e.clockId})` }).from(e);
  expect(fired).toEqual([{ n: all.length + 1 }]);
  expect(Object.values(await rowsIn('00', d.no)).every((n) => n === 0)).toBe(true);
  const old = await opener.openPlatform({ kind: 'system', reason: 'test' }).openTenant(d.no, 'test', '00');
  expect(await old.ports.search.find('搬迁', undefined, 9)).toEqual([]);
});

test('two operators move one district at once: one of them does, and every row is there', async () => {
  const d = await district();
  await d.report();
  const counts = await rowsIn('00', d.no);
  const [a, b] = [await operator(), await operator()];
  const both = await Promise.all([a, b].map((op) => op.send(contract.move, { no: d.no, cell: '01', reason })));
  expect(both.filter((answer) => answer.ok).length).toBeLessThanOrEqual(1);
  const last = await a.call(contract.move, { no: d.no, cell: '01', reason });
  expect(last.cell).toBe('01');
  expect(await rowsIn('01', d.no)).toEqual(counts);
  const { operatorEvent } = a.ctx().directory.tables;
  const moved = await a
    .ctx()
    .directory.orm.select({ id: operatorEvent.id })
    .from(operatorEvent)
    .where(and(eq(operatorEvent.tenantId, d.no), eq(operatorEvent.action, 'tenant.moved')));
  expect(moved).toHaveLength(1);
});
