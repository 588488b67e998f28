import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { revisePolicy as reviseRoute } from '../../workers/contract/settings.ts';
import * as summonsApi from '../../workers/contract/summonses.ts';
import * as api from '../../workers/contract/supervision.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { clockWrites } from '../../workers/domain/clocks/change.ts';
import { revisePolicy } from '../../workers/domain/clocks/revise-policy.ts';
import { addHazard } from '../support/clocks.ts';
import { noon, type Supervised, supervised, tick } from '../support/supervision.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

async function papers(d: Supervised) {
  const { db } = await d.ctx();
  const { supervisionOrder: o, summons: s, bulletinMention: m } = db.rows;
  return {
    orders: await db.select().from(o).orderBy(o.id),
    summonses: await db.select().from(s).orderBy(s.id),
    mentions: await db.select().from(m).orderBy(m.id),
  };
}
const counts = async (d: Supervised): Promise<number[]> => {
  const { orders, summonses, mentions } = await papers(d);
  return [orders.length, mentions.length, summonses.length];
};

test('late: reminder, order, bulletin, summons, each once; then the report within the month', async () => {
  const d = await supervised();
  const assignmentId = await d.part('2026-11-25');
  await d.until('2026-11-26');
  // Of signing for it, and of doing it.
  expect((await d.told(d.handler)).filter((k) => k === 'clock.overdue')).toHaveLength(2);
  expect(await d.told(d.head)).toContain('clock.escalate-1');
  expect(await counts(d)).toEqual([0, 0, 0]);

  // Three working days behind the 25th: the 30th has passed. Two crons at once, and one more.
  clock.now = noon('2026-12-01');
  await Promise.all([tick(), tick()]);
  await tick();
  expect(await counts(d)).toEqual([1, 0, 0]);
  const { orders } = await papers(d);
  expect(orders[0]).toMatchObject({
    state: 'drafted',
    origin: 'ladder',
    number: null,
    unitId: d.bureau,
    subjectId: assignmentId,
    dueDay: '2026-12-08',
  });
  expect(await d.told(d.office)).toContain('order.drafted');
  expect(await d.told(d.handler)).not.toContain('order.served');

  const office = await d.fresh(d.office);
  const id = orders[0]!.id;
  await office.call(api.serveOrder, { id, version: 1, dueDay: '2026-12-04' });
  for (const who of [d.handler, d.head]) expect(await d.told(who)).toContain('order.served');

  await d.until('2026-12-03');
  expect(await counts(d)).toEqual([1, 1, 0]);
  expect((await papers(d)).mentions[0]).toMatchObject({ period: '2026-12', unitId: d.bureau, entityId: assignmentId });

  // The answer is late too: its own rungs find what stands there already.
  await d.until('2026-12-09');
  expect((await d.told(d.handler)).filter((k) => k === 'clock.overdue')).toHaveLength(3);
  expect(await counts(d)).toEqual([1, 1, 0]);
  await d.until('2026-12-10');
  expect(await counts(d)).toEqual([1, 1, 1]);
  await d.until('2026-12-20');
  await tick();
  expect(await counts(d)).toEqual([1, 1, 1]);

  const [summons] = (await papers(d)).summonses;
  const talk = { talkDay: '2026-12-31', talkTime: '09:30', talkPlace: '区政府三楼会议室', presiding: '区安委会副主任' };
  const today = await d.fresh(d.office);
  await today.call(summonsApi.notifySummons, { id: summons!.id, version: 1, ...talk });
  clock.now = noon('2026-12-31');
  const later = await d.fresh(d.office);
  await later.call(summonsApi.holdSummons, {
    id: summons!.id,
    version: 2,
    talkDay: '2026-12-31',
    minutes: '明确整改措施和责任人。',
  });
  const held = await later.call(summonsApi.summons, { id: summons!.id });
  expect(held).toMatchObject({ number: '〔2026〕1号', state: 'held', reportDueDay: '2027-01-31', late: false });
  expect(held.clock?.dueAt).toBe('2027-01-31T15:59:59.999Z');
  await d.until('2027-02-01');
  expect((await (await d.fresh(d.office)).call(summonsApi.summonses, { late: 'true' })).items).toHaveLength(1);
  await (await d.fresh(d.handler)).call(summonsApi.reportSummons, {
    id: summons!.id,
    version: 3,
    report: '已全部整改。',
  });
  const closed = { id: summons!.id, version: 4, opinion: '整改到位' };
  expect(await (await d.fresh(d.office2)).call(summonsApi.closeSummons, closed)).toMatchObject({ state: 'closed' });
  expect((await auditEvents(await d.ctx(), {})).broken).toBeNull();
});

test('a cron that slept for weeks fires every rung once, in one commit', async () => {
  const d = await supervised();
  await d.part('2026-11-25');
  clock.now = noon('2026-12-21');
  await Promise.all([tick(), tick(), tick()]);
  expect(await counts(d)).toEqual([1, 1, 1]);
});

test('an order already open on the matter is not doubled by the ladder; the finished matter shows on the draft', async () => {
  const d = await supervised();
  const assignmentId = await d.part('2026-11-25');
  const draft = { unitId: d.bureau, assignmentId, title: '关于燃气排查的督办', demand: '请抓紧办理。' };
  const { id } = await d.office.call(api.draftOrder, draft);
  await expect(d.office.call(api.draftOrder, draft)).rejects.toThrow('409 order_open');
  await d.until('2026-12-01');
  expect(await counts(d)).toEqual([1, 0, 0]);
  const { db } = await d.ctx();
  await db.commit([db.update('assignment', { finishedAt: clock.now }, (a) => eq(a.id, assignmentId))], null);
  const office = await d.fresh(d.office);
  expect((await office.call(api.order, { id })).subject).toMatchObject({ finished: true, title: '排查燃气隐患' });
  await office.call(api.withdrawOrder, { id, version: 1, reason: '已办结' });
  expect(await d.told(d.handler)).not.toContain('order.withdrawn');
  // The matter is free again.
  expect(await office.call(api.draftOrder, draft)).toMatchObject({ version: 1 });
});

test('the rungs are the tenant’s: one taken away is not climbed, one on hazards is; sealed ones are left alone', async () => {
  const d = await supervised();
  const ctx = await d.ctx();
  const limit = { unit: 'working_day', warnBefore: 5, basis: '本地规定', basisChecked: true } as const;
  const rungs = (...acts: ('order' | 'summons')[]) =>
    acts.map((act, i) => ({ after: i + 1, unit: 'day' as const, to: 'commission_office' as const, act }));
  const from = { effectiveFrom: '2026-11-18' };
  await revisePolicy(ctx, {
    ...{ id: 'policy-task-complete', version: 1, amount: 30, ...limit, ...from },
    escalateAfter: rungs('order'),
  });
  await revisePolicy(await d.ctx(), {
    ...{ id: 'policy-rectify', version: 1, amount: 5, ...limit, ...from },
    escalateAfter: rungs('summons'),
  });
  await d.part('2026-11-25');
  const fresh = await d.ctx();
  for (const restricted of [0, 1]) {
    const hazard = await addHazard(fresh, { ownerUnitId: d.bureau, restricted, title: '私藏炸药' });
    const { writes } = await clockWrites(fresh, 'hazard', hazard, { start: [{ kind: 'rectify', facts: {} }] });
    await fresh.db.commit(writes, null);
  }
  await d.until('2026-12-20');
  expect(await counts(d)).toEqual([1, 0, 1]);
  expect((await papers(d)).summonses[0]).toMatchObject({ subjectEntity: 'hazard', cause: 'ladder' });
});

test('rungs out of order, doubled acts, or acts where there is nothing to draft about are refused', async () => {
  const d = await supervised();
  const admin = await d.person(['tenant_admin']);
  const base = { amount: 3, unit: 'working_day', warnBefore: 1, basis: '本地规定', basisChecked: true } as const;
  const revise = (id: string, escalateAfter: { after: number; act?: 'order' }[]) =>
    admin.call(reviseRoute, {
      ...{ id, version: 1, ...base, effectiveFrom: '2026-11-18' },
      escalateAfter: escalateAfter.map((e) => ({
        unit: 'working_day' as const,
        to: 'commission_office' as const,
        ...e,
      })),
    });
  const order = 'order' as const;
  await expect(revise('policy-task-complete', [{ after: 3 }, { after: 1 }])).rejects.toThrow('400');
  await expect(
    revise('policy-task-complete', [
      { after: 1, act: order },
      { after: 2, act: order },
    ]),
  ).rejects.toThrow('400');
  await expect(revise('policy-task-milestone', [{ after: 1, act: order }])).rejects.toThrow('400');
  await expect(
    revise(
      'policy-task-complete',
      Array.from({ length: 7 }, () => ({ after: 1 })),
    ),
  ).rejects.toThrow('400');
  expect(await revise('policy-task-complete', [{ after: 1, act: order }])).toMatchObject({
    version: 2,
    escalateAfter: [{ after: 1, unit: 'working_day', to: 'commission_office', act: 'order' }],
  });
});
