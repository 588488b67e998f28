import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { noticeText } from '../../scripts/lib/walkthrough/notice-text.ts';
import { zaozhuang } from '../../seeds/zaozhuang.ts';
import * as parts from '../../workers/contract/assignments.ts';
import * as month from '../../workers/contract/month.ts';
import * as notices from '../../workers/contract/notice-desk.ts';
import * as plans from '../../workers/contract/plans.ts';
import * as summonses from '../../workers/contract/summonses.ts';
import * as orders from '../../workers/contract/supervision.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { DAYS_2026, DAYS_2027, loadYear } from '../support/clocks.ts';
import { noon, tick } from '../support/supervision.ts';
import { type Caller, caller, clock, mintTenant, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

test('an order of 25 tasks: dispatched, signed for, one late; reminder, order, bulletin, summons with its month', async () => {
  const world = await mintTenant();
  await loadYear(DAYS_2026);
  await loadYear(DAYS_2027);
  await loadPack(await world.ctx(), zaozhuang);
  const { db, ports } = await world.ctx();
  const u = db.rows.unit;
  const departments = await db.select({ id: u.id, name: u.name }).from(u).where(eq(u.kind, 'department'));
  const units = departments.filter((unit) => !unit.name.includes('、')).slice(0, 5);
  const [late, ...others] = units.map((unit) => unit.id);
  const people: Record<'office' | 'other' | 'leader' | 'handler' | 'rest', Caller> = {
    office: await world.person(['commission_office']),
    other: await world.person(['commission_office']),
    leader: await world.person(['leader']),
    handler: await world.person([{ role: 'unit_handler', unitId: late as string }]),
    rest: await world.person(others.map((unitId) => ({ role: 'unit_handler' as const, unitId }))),
  };
  /** The same person with a token of now: a token lasts five minutes, and here it is December in a moment. */
  const as = async (who: keyof typeof people): Promise<Caller> => {
    const { actor, personId } = people[who];
    if (actor.kind !== 'person') throw new Error('not a person');
    const { sessionId, grants } = actor;
    const token = await ports.accessToken(`t${world.no}`, { subject: personId, sessionId, grants });
    return caller(world.slug, actor, token, personId);
  };
  const until = async (day: string) => {
    clock.now = noon(day);
    await tick();
    await tick();
  };

  const text = noticeText(
    units.map((unit) => unit.name),
    '2026-11-25',
    '2027-01-15',
  );
  const { office, handler, rest } = people;
  const read = await office.call(notices.readNotice, { text });
  expect(read.tasks).toBe(25);
  const one = await office.call(notices.noticeOne, { id: read.id });
  expect(one.draft.names).toEqual([]);
  const confirmed = await office.call(notices.confirmNotice, { id: one.id, version: one.version });
  expect(confirmed.tasks).toBe(25);
  const { version } = await office.call(plans.plan, { id: confirmed.planId });
  const dispatched = await office.call(plans.dispatchPlan, { id: confirmed.planId, version });
  expect([dispatched.dispatched, dispatched.left]).toEqual([25, 0]);
  for (const who of [handler, rest]) {
    const { items } = await who.call(tasks.myTasks, { limit: 100 });
    const seen = items.map(({ id, version: v }) => ({ id, version: v }));
    expect((await who.call(parts.bulkAcknowledge, { items: seen })).failed).toEqual([]);
  }
  const [first] = (await handler.call(tasks.myTasks, { limit: 1 })).items;
  await handler.call(parts.progress, {
    id: first!.id,
    version: first!.version,
    progress: 30,
    note: '进度滞后，正在赶',
  });

  const n = db.rows.notification;
  const told = async (who: keyof typeof people) =>
    (await db.select({ kind: n.kind }).from(n).where(eq(n.personId, people[who].personId))).map((row) => row.kind);
  await until('2026-11-26');
  expect(await told('handler')).toContain('clock.overdue');
  expect((await (await as('office')).call(orders.orders, {})).items).toEqual([]);
  await until('2026-12-01');
  // Lead and support are late each for itself.
  const both = (await (await as('office')).call(orders.orders, {})).items;
  expect(new Set(both.map((o) => o.unitId))).toEqual(new Set([late, others[0]]));
  const order = both.find((o) => o.unitId === late);
  expect(order).toMatchObject({ origin: 'ladder', state: 'drafted' });
  await (await as('office')).call(orders.serveOrder, { id: order!.id, version: order!.version, dueDay: '2026-12-04' });
  await until('2026-12-03');

  // The month's bulletin names it, with figures that stay as they were.
  const draft = await (await as('office')).call(month.draftBulletin, { period: '2026-12' });
  const sent = await (await as('office')).call(month.submitBulletin, { id: draft.id, version: draft.version });
  await expect(
    (await as('office')).call(month.approveBulletin, { id: draft.id, version: sent.version }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const signed = await (await as('leader')).call(month.approveBulletin, { id: draft.id, version: sent.version });
  await (await as('other')).call(month.publishBulletin, { id: draft.id, version: signed.version });
  const bulletin = await (await as('handler')).call(month.bulletin, { id: draft.id });
  expect(bulletin.figures.criticised.map((c) => c.unitId)).toContain(late);
  expect(bulletin.figures.laggards.map((l) => l.unitId)).toContain(late);
  expect(bulletin.sha256).toMatch(/^[0-9a-f]{64}$/);

  await until('2026-12-10');
  const summoned = (await (await as('office')).call(summonses.summonses, {})).items;
  expect(summoned.map((s) => s.state)).toEqual(['drafted', 'drafted']);
  const summons = summoned.find((s) => s.unitId === late);
  const talk = { talkDay: '2026-12-31', talkTime: '09:30', talkPlace: '三楼会议室', presiding: '区安委会副主任' };
  const notified = await (await as('office')).call(summonses.notifySummons, {
    id: summons!.id,
    version: summons!.version,
    ...talk,
  });
  await until('2026-12-31');
  await (await as('office')).call(summonses.holdSummons, {
    ...{ id: summons!.id, version: notified.version, talkDay: '2026-12-31', bulletinDay: '2026-12-31' },
    minutes: '要求一个月内整改到位并书面报告。',
  });
  const held = await (await as('office')).call(summonses.summons, { id: summons!.id });
  expect(held.reportDueDay).toBe('2027-01-31');
  await until('2027-02-01');
  expect((await (await as('office')).call(summonses.summons, { id: summons!.id })).late).toBe(true);

  expect((await auditEvents(await world.ctx(), {})).broken).toBeNull();
  expect(await reconcileCounters(await world.ctx())).toEqual([]);
});
