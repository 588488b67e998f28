import { beforeEach, expect, test } from 'vitest';
import * as parts from '../../workers/contract/assignments.ts';
import { home } from '../../workers/contract/desk.ts';
import * as plans from '../../workers/contract/plans.ts';
import * as supervision from '../../workers/contract/supervision.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { planned } from '../support/plans.ts';
import { type Caller, clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const DAY_MS = 86_400_000;
const day = (days: number) => new Date(T0 + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);
const figures = async (who: Caller) =>
  Object.fromEntries((await who.call(home, {})).work.cards.map((card) => [card.key, card.count]));

test('the home page says what waits of tasks and orders, and what is late: to each by post and unit', async () => {
  const d = await planned();
  const plan = await d.plan();
  for (const [title, dueDay] of [
    ['查燃气', day(2)],
    ['查消防', day(40)],
  ] as const) {
    await d.task(plan.id, { title, dueDay, units: [{ unitId: d.bureau, role: 'lead', dueDay: null }] });
  }
  await d.office.call(plans.dispatchPlan, { id: plan.id, version: plan.version });
  expect(await figures(d.handler)).toEqual({ tasks: 2, accept: 0, late: 0, orders: 0, reports: 0 });
  expect(await figures(d.streetHandler)).toMatchObject({ tasks: 0, late: 0 });

  clock.now = T0 + 5 * DAY_MS;
  // Nobody stays signed in that long.
  const handler = await d.person([{ role: 'unit_handler', unitId: d.bureau }]);
  const office = await d.person(['commission_office']);
  const late = (await handler.call(home, {})).work;
  expect(late.waiting.map((row) => row.title)).toEqual(['查燃气', '查消防']);
  expect(late.late.map((row) => row.title)).toEqual(['查燃气']);
  expect(await figures(office)).toMatchObject({ accept: 0, late: 1 });

  const part = (await handler.call(tasks.myTasks, {})).items[0]!;
  const signed = await handler.call(parts.acknowledge, { id: part.id, version: part.version });
  await handler.call(parts.submit, { id: part.id, version: signed.version, note: '已全部排查。' });
  expect(await figures(handler)).toMatchObject({ tasks: 1 });
  expect(await figures(office)).toMatchObject({ accept: 1 });

  const words = { title: '关于燃气排查超期的督办', demand: '请立即办理。' };
  const order = await office.call(supervision.draftOrder, { unitId: d.bureau, ...words });
  expect([await figures(office), await figures(handler)]).toMatchObject([{ orders: 1 }, { orders: 0 }]);
  await office.call(supervision.serveOrder, { ...order, dueDay: day(10) });
  expect([await figures(office), await figures(handler)]).toMatchObject([{ orders: 0 }, { orders: 1 }]);
});

test('whoever may read no task is shown none, and a reader has nothing to do', async () => {
  const d = await planned();
  const finance = await d.person(['finance']);
  expect((await finance.call(home, {})).work).toEqual({ cards: [], waiting: [], late: [] });
  const leader = await d.person(['leader']);
  expect(await figures(leader)).toEqual({ late: 0 });
});
