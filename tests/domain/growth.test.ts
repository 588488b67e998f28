import { and, asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { fillLedger, written } from '../../scripts/lib/generate/ledger.ts';
import { giveTasks } from '../../scripts/lib/generate/tasks.ts';
import { createApp } from '../../workers/app.ts';
import { home } from '../../workers/contract/desk.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import type { Route } from '../../workers/contract/route.ts';
import { myTasks } from '../../workers/contract/tasks.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { Opener } from '../../workers/http/opener.ts';
import { TipClient } from '../../workers/protocol/client.ts';
import { type District, district } from '../support/hazards.ts';
import { metered } from '../support/metered.ts';
import { ITERATIONS, tipOffice } from '../support/tips.ts';
import { type Caller, platform, requestOf, T0 } from '../support/world.ts';

const SEED = { seed: 'growth', until: T0 };

/** Rows read and written in the cell by each thing people do all day. */
async function costs(d: District): Promise<Record<string, [read: number, wrote: number]>> {
  const found: Record<string, [number, number]> = {};
  const seen = { statements: 0, rows: 0, written: 0 };
  const cells = [...platform.cells].map(([no, c]) => [no, { db: metered(c.db, seen), search: c.search }] as const);
  const app = createApp(new Opener({ ...platform, cells: new Map(cells), buckets: undefined }));
  const measure = async (name: string, work: () => Promise<unknown>) => {
    Object.assign(seen, { statements: 0, rows: 0, written: 0 });
    await work();
    found[name] = [seen.rows, seen.written];
  };
  const call = async (who: Caller, route: Route, input: Record<string, unknown>) => {
    const response = await app.fetch(requestOf(route, input, d.slug, who.token, crypto.randomUUID()));
    const answer = (await response.json()) as { items?: unknown[] };
    expect([route.id, response.status]).toEqual([route.id, 200]);
    return answer;
  };
  const views: [string, Caller, Route, Record<string, unknown>][] = [
    ['queue', d.office, hazards.queue, {}],
    ['queue by due', d.office, hazards.queue, { sort: 'due' }],
    ['queue of a state', d.office, hazards.queue, { state: 'closed' }],
    ['queue of a unit', d.office, hazards.queue, { ownerUnitId: d.bureau }],
    ['counts', d.office, hazards.counts, {}],
    ['dashboard', d.office, home, {}],
    ['search', d.office, hazards.queue, { q: '2026' }],
    ['my hazards', d.handler, hazards.queue, { mine: 'todo' }],
    ['my tasks', d.handler, myTasks, {}],
  ];
  for (const [name, who, route, input] of views) {
    // Once before: what is kept for seconds was asked by somebody else.
    expect((await call(who, route, input)).items?.length ?? 1).toBeGreaterThan(0);
    await measure(name, () => call(who, route, input));
  }
  const { db } = await d.ctx();
  const h = db.rows.hazard;
  const at = async (state: string) =>
    (
      await db
        .select({ id: h.id, version: h.version })
        .from(h)
        .where(and(eq(h.state, state), eq(h.source, 'grid')))
        .orderBy(asc(h.seq))
        .limit(1)
    )[0] as { id: string; version: number };
  const [confirmed, submitted] = [await at('confirmed'), await at('submitted')];
  await measure('one hazard', () => call(d.office, hazards.one, { id: submitted.id }));
  await measure('assign', () => call(d.office, hazards.assign, { ...confirmed, unitId: d.bureau }));
  await measure('send back', () => call(d.office, hazards.sendBack, { ...submitted, reason: '现场仍有一处未整改。' }));
  const client = new TipClient(async (request) => app.fetch(request), `http://anshao.test/${d.slug}/api`);
  const { payload } = await client.prepare({ iterations: ITERATIONS });
  await measure('tip', () => client.post(payload, crypto.randomUUID()));
  return found;
}

/** A district with an intake, tasks, and six hundred hazards, sixty of them in hand. */
async function young(): Promise<District> {
  const d = await district();
  await tipOffice(d);
  const ctx = await d.ctx();
  await giveTasks(ctx, { ...SEED, hazards: 0, open: 0 });
  await fillLedger(ctx, { ...SEED, hazards: 600, open: 60 });
  return d;
}

/** At most so many rows read and written; a view that shows twenty rows looks at some times as many. */
const MOST: Record<string, [read: number, wrote: number]> = {
  queue: [90, 0],
  'queue by due': [30, 0],
  'queue of a state': [90, 0],
  'queue of a unit': [90, 0],
  counts: [100, 0],
  dashboard: [160, 0],
  search: [340, 0],
  'my hazards': [150, 0],
  'my tasks': [120, 0],
  'one hazard': [40, 0],
  assign: [50, 30],
  'send back': [30, 30],
  tip: [60, 45],
};

test('what people do all day reads and writes as few rows in a ledger of years as in a young one', async () => {
  const first = await costs(await young());
  const d = await young();
  // Five times the ledger, the same work in hand; the first district is its neighbour in the cell.
  await fillLedger(await d.ctx(), { ...SEED, hazards: 3_000, open: 0 });
  expect(await costs(d)).toEqual(first);
  const dear = Object.entries(first).filter(([name, [read, wrote]]) => read > MOST[name]![0] || wrote > MOST[name]![1]);
  expect(dear).toEqual([]);
  expect(Object.keys(first)).toEqual(Object.keys(MOST));
});

test('a generated ledger is whole: every state, unbroken chains, counters that equal their recount, gone on with where it stopped', async () => {
  const d = await district();
  const ctx = await d.ctx();
  await giveTasks(ctx, { ...SEED, hazards: 0, open: 0 });
  const ledger = { ...SEED, hazards: 1_300, open: 130 };
  let commits = 0;
  const stop = new Error('stopped');
  const stopping = fillLedger(ctx, ledger, () => {
    commits += 1;
    throw stop;
  });
  await expect(stopping).rejects.toBe(stop);
  expect([commits, await written(ctx)]).toEqual([1, 1_000]);
  expect(await fillLedger(ctx, ledger)).toBe(300);
  expect(await fillLedger(ctx, ledger)).toBe(0);
  let cursor: string | undefined;
  let checked = 0;
  do {
    const walk = await auditEvents(ctx, { cursor });
    expect(walk.broken).toBeNull();
    checked += walk.checked;
    cursor = walk.next ?? undefined;
  } while (cursor);
  expect(checked).toBeGreaterThan(6_000);
  expect(await reconcileCounters(ctx)).toEqual([]);
  const { byState } = await d.office.call(hazards.counts, {});
  for (const state of hazards.HAZARD_STATE_NAMES) expect([state, byState[state]]).toEqual([state, expect.any(Number)]);
  expect(Object.entries(byState).filter(([, n]) => n === 0)).toEqual([]);
  const found = await d.office.call(hazards.queue, { q: '消防通道被杂物占用' });
  expect(found.items.length).toBeGreaterThan(10);
});
