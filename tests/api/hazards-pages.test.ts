import { expect, test } from 'vitest';
import * as desk from '../../workers/contract/desk.ts';
import * as api from '../../workers/contract/hazards.ts';
import type { ClientInput } from '../../workers/contract/route.ts';
import { readRows } from '../../workers/ports/excel.ts';
import { type District, district } from '../support/hazards.ts';
import { type Caller, clock } from '../support/world.ts';

async function walk(by: Caller, filter: ClientInput<typeof api.queue>): Promise<string[]> {
  const numbers: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await by.call(api.queue, { ...filter, limit: 2, ...(cursor ? { cursor } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(2);
    numbers.push(...page.items.map((row) => row.number.slice(-1)));
    cursor = page.next ?? undefined;
  } while (cursor);
  return numbers;
}

/** 1 reported, 2–5 assigned with days apart, 6 dismissed, 7 confirmed. */
async function ledger(d: District): Promise<void> {
  const ids: string[] = [];
  for (let i = 1; i <= 7; i++) ids.push((await d.report({ title: `隐患${i}`, danger: i === 7 })).id);
  const [, ...rest] = ids;
  for (const id of rest.filter((_, i) => i !== 4))
    await d.office.call(api.confirm, { id, version: 1, level: 'general' });
  for (const [i, day] of ['2026-12-04', '2026-12-02', '2026-12-03', '2026-12-02'].entries()) {
    await d.office.call(api.assign, { id: rest[i] as string, version: 2, unitId: d.bureau, dueDay: day });
  }
  clock.now += 1;
  await d.office.call(api.dismiss, { id: ids[5] as string, version: 1, reason: '重复' });
}

test('pages hang together, newest first and by due time, with nothing twice and nothing lost', async () => {
  const d = await district();
  await ledger(d);
  expect(await walk(d.office, {})).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  // 1 is due first (to be accepted within a working day); those without a limit come last, newest first.
  expect(await walk(d.office, { sort: 'due' })).toEqual(['1', '3', '5', '4', '2', '7', '6']);
  expect(await walk(d.office, { state: 'assigned', sort: 'due' })).toEqual(['3', '5', '4', '2']);
  expect(await walk(d.office, { state: 'not_established,confirmed' })).toEqual(['7', '6']);
  expect(await walk(d.office, { urgency: 'danger' })).toEqual(['7']);
  expect(await walk(d.office, { mine: 'todo' })).toEqual(['7', '1']);
  expect(await walk(d.handler, { mine: 'todo' })).toEqual(['5', '4', '3', '2']);
  expect(await walk(d.handler, {})).toEqual(['5', '4', '3', '2']);
  expect(await walk(d.grid, { mine: 'reported' })).toHaveLength(7);
  await expect(d.office.call(api.queue, { state: 'gone' })).rejects.toThrow('400');
  await expect(d.office.call(api.queue, { cursor: 'bad' })).rejects.toThrow('400');
});

test('home: each figure is the number of rows its query opens', async () => {
  const d = await district();
  await ledger(d);
  for (const who of [d.office, d.handler, d.grid]) {
    const home = await who.call(desk.home, {});
    for (const card of home.cards) {
      const filter = Object.fromEntries(new URLSearchParams(card.query)) as ClientInput<typeof api.queue>;
      expect([card.key, card.count]).toEqual([card.key, (await walk(who, filter)).length]);
    }
  }
  const { recent, waiting } = await d.office.call(desk.home, {});
  expect(waiting.map((row) => row.number.slice(-1))).toEqual(['1', '7']);
  expect(recent[0]).toMatchObject({ title: '隐患6', label: '认定不成立', actorName: '安委办甲' });
  const { recent: own } = await d.handler.call(desk.home, {});
  expect(own).toHaveLength(8);
  expect(own.every((r) => ['2', '3', '4', '5'].includes(r.number.slice(-1)))).toBe(true);
});

test('the export holds exactly the rows of the filter', async () => {
  const d = await district();
  await ledger(d);
  const response = await d.office.send(api.exportQueue, { state: 'assigned', sort: 'due' });
  expect(response.headers.get('content-type')).toContain('spreadsheetml');
  const rows = await readRows(new Uint8Array(await response.arrayBuffer()), 100, 16);
  expect(rows[0]?.slice(0, 2)).toEqual(['编号', '状态']);
  expect(rows.slice(1).map((row) => [row[0]?.slice(-1), row[1], row[9], row[11]])).toEqual([
    ['3', '已交办', '住建局', '2026-12-02'],
    ['5', '已交办', '住建局', '2026-12-02'],
    ['4', '已交办', '住建局', '2026-12-03'],
    ['2', '已交办', '住建局', '2026-12-04'],
  ]);
  expect((await d.handler.send(api.exportQueue, {})).status).toBe(403);
});
