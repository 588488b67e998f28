import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import { endFeed, feed, makeFeed } from '../../workers/contract/assignments.ts';
import * as plans from '../../workers/contract/plans.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { mintTenant } from '../support/world.ts';

const path = (answer: { path: string }) => answer.path.split('/').at(-1) as string;

test('the address gives its owner’s due days and nobody else’s; a new one ends the old, and so does leaving', async () => {
  const world = await mintTenant();
  await loadPack(await world.ctx(), national, { step: 'policies' });
  const [fire, school] = [await world.unit('消防'), await world.unit('教育')];
  const office = await world.person(['commission_office']);
  const handler = await world.person([{ role: 'unit_handler', unitId: fire }]);
  const plan = await office.call(plans.addPlan, { kind: 'manual', year: 2026, title: '年度要点' });
  for (const [title, unitId] of [
    ['检查高层建筑，逐栋建账', fire],
    ['校车检查', school],
  ] as const) {
    const units = [{ unitId, role: 'lead' as const }];
    await office.call(tasks.addTask, { planId: plan.id, title, dueDay: '2026-12-20', units });
  }
  await office.call(plans.dispatchPlan, { id: plan.id, version: plan.version });

  const first = await handler.call(makeFeed, {});
  const answer = await world.public.send(feed, { token: path(first) });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const text = await answer.text();
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const whole = text.replaceAll('\r\n ', '');
  expect(whole).toContain('SUMMARY:检查高层建筑，逐栋建账');
  expect(whole).toContain('DTSTART;VALUE=DATE:20261220\r\nDTEND;VALUE=DATE:20261221');
  expect(whole).not.toContain('校车');

  const second = await handler.call(makeFeed, {});
  expect((await world.public.send(feed, { token: path(first) })).status).toBe(404);
  expect((await world.public.send(feed, { token: path(second) })).status).toBe(200);
  const stranger = await mintTenant();
  expect((await stranger.public.send(feed, { token: path(second) })).status).toBe(404);
  const { db } = await world.ctx();
  await db.commit([db.update('person', { status: 'disabled' }, (p) => eq(p.id, handler.personId))], null);
  expect((await world.public.send(feed, { token: path(second) })).status).toBe(404);
  const mine = await office.call(makeFeed, {});
  await office.call(endFeed, {});
  expect((await world.public.send(feed, { token: path(mine) })).status).toBe(404);
});
