import * as parts from '../../../workers/contract/assignments.ts';
import * as month from '../../../workers/contract/month.ts';
import * as desk from '../../../workers/contract/notice-desk.ts';
import { units } from '../../../workers/contract/people.ts';
import * as plans from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import * as summonses from '../../../workers/contract/summonses.ts';
import * as orders from '../../../workers/contract/supervision.ts';
import * as tasks from '../../../workers/contract/tasks.ts';
import { must, type Steps } from '../steps.ts';
import { noticeText } from './notice-text.ts';
import type { District } from './onboard.ts';

const DAY_MS = 86_400_000;
const dayFrom = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

/**
 * A notice becomes tasks that are dispatched and signed for; one is late: an order, the month's bulletin, a summons. The clock
 * that does this by itself is not waited for here: its rungs are walked by hand.
 */
export async function carryOut(district: District, steps: Steps): Promise<void> {
  const { office, handler } = district;
  const planId = await fromNotice(district, steps);
  await steps.run(
    'all of it is dispatched in one act',
    async () => {
      const { version } = await office.call(plans.plan, { id: planId });
      const done = await office.call(plans.dispatchPlan, { id: planId, version });
      must(done.dispatched === 25 && done.left === 0, 'not every task was dispatched');
      return done;
    },
    (d) => `${d.dispatched} tasks`,
  );
  const mine = await steps.run(
    'the unit signs for all of its parts at once',
    async () => {
      const waiting = await handler.call(tasks.myTasks, { limit: 100 });
      const items = waiting.items.map(({ id, version }) => ({ id, version }));
      const { done, failed } = await handler.call(parts.bulkAcknowledge, { items });
      must(done.length === items.length && failed.length === 0, 'a part was not signed for');
      return waiting.items;
    },
    (items) => `${items.length} parts`,
  );
  const late = mine.find((part) => part.urgency === 'overdue');
  must(late, 'the late part is not shown as late');
  await steps.run('its progress is reported, and the task stands as late', async () => {
    const [part] = (await handler.call(tasks.myTasks, { limit: 100 })).items.filter((p) => p.id === late.id);
    await handler.call(parts.progress, {
      id: late.id,
      version: part?.version ?? 0,
      progress: 40,
      note: '已检查四成，其余楼栋本周完成。',
    });
    const { items } = await office.call(tasks.tasks, { planId, urgency: 'overdue' });
    must(items.length === 1, 'the office does not see one late task');
  });
  await supervise(district, late.id, steps);
  await tellAll(district, steps);
  await summon(district, late.id, steps);
}

/** The text is read, every item is one task with its units and its day, and a person confirms them. */
async function fromNotice({ office, ownerUnitId }: District, steps: Steps): Promise<string> {
  const all = (await office.call(units, {})).items.filter((u) => u.kind === 'department' && !u.name.includes('、'));
  const own = all.find((u) => u.id === ownerUnitId) ?? all[0];
  must(own, 'no department to give a task to');
  const names = [own, ...all.filter((u) => u.id !== own.id).slice(0, 4)].map((u) => u.name);
  const read = await steps.run(
    'a notice of 25 items is read',
    async () => {
      const answer = await office.call(desk.readNotice, { text: noticeText(names, dayFrom(-1), dayFrom(40)) });
      must(answer.tasks === 25, `${answer.tasks} items were found`);
      return office.call(desk.noticeOne, { id: answer.id });
    },
    (n) => `${n.draft.items.length} items, ${n.draft.names.length} names not known`,
  );
  must(
    read.draft.items.every((item) => item.dueDay !== null && item.units.length > 0),
    'an item lacks its day or its units',
  );
  const confirmed = await steps.run(
    'a person confirms: a plan with 25 drafts',
    () => office.call(desk.confirmNotice, { id: read.id, version: read.version }),
    (c) => `plan ${c.number}`,
  );
  must(confirmed.tasks === 25, `${confirmed.tasks} tasks were drafted`);
  return confirmed.planId;
}

async function supervise(
  { office, handler, ownerUnitId }: District,
  assignmentId: string,
  steps: Steps,
): Promise<void> {
  const drafted = await office.call(orders.draftOrder, {
    unitId: ownerUnitId,
    assignmentId,
    title: '高层建筑消防设施检查超期督办',
    demand: '任务已超期，请查明原因，限期完成并书面回复。',
    dueDay: dayFrom(5),
  });
  const served = await steps.run(
    'a supervision order is numbered and served',
    async () => {
      await office.call(orders.serveOrder, { ...drafted, dueDay: dayFrom(5) });
      return office.call(orders.order, { id: drafted.id });
    },
    (o) => o.number ?? '',
  );
  await steps.run('the unit signs for it and answers; the office accepts the answer', async () => {
    const received = await handler.call(orders.receiveOrder, { id: served.id, version: served.version });
    const answered = await handler.call(orders.answerOrder, {
      id: served.id,
      version: received.version,
      answer: '因两栋楼物业更换耽误，已重新排期，本月内全部查完。',
    });
    const { state } = await office.call(orders.acceptOrder, {
      id: served.id,
      version: answered.version,
      opinion: '同意，按期复核。',
    });
    must(state === 'accepted', `the order is ${state}`);
  });
}

async function tellAll({ office, leader, handler }: District, steps: Steps): Promise<void> {
  const published = await steps.run(
    'the month’s bulletin: drafted from the ledger, signed by a leader, published',
    async (): Promise<ClientOutput<typeof month.bulletin>> => {
      const draft = await office.call(month.draftBulletin, { period: dayFrom(0).slice(0, 7) });
      const sent = await office.call(month.submitBulletin, { id: draft.id, version: draft.version });
      const signed = await leader.call(month.approveBulletin, { id: draft.id, version: sent.version });
      await office.call(month.publishBulletin, { id: draft.id, version: signed.version });
      return office.call(month.bulletin, { id: draft.id });
    },
    (b) => `${b.number}, ${b.figures.ranking.length} units ranked`,
  );
  must(published.sha256 !== null && published.state === 'published', 'the bulletin is not frozen');
  await steps.run(
    'the unit signs for having read it',
    () => handler.call(month.readBulletin, { id: published.id }),
    (r) => `${r.units} unit`,
  );
}

async function summon(district: District, assignmentId: string, steps: Steps): Promise<void> {
  const { office, handler, ownerUnitId } = district;
  const drafted = await office.call(summonses.draftSummons, {
    unitId: ownerUnitId,
    assignmentId,
    cause: 'manual',
    who: '主要负责人',
    title: '消防设施检查任务超期约谈',
    grounds: '重点任务超期，经督办、通报仍进展缓慢。',
  });
  await steps.run('the unit’s head is summoned, and signs for it', async () => {
    const notified = await office.call(summonses.notifySummons, {
      ...drafted,
      ...{ talkDay: dayFrom(0), talkTime: '09:30', talkPlace: '三楼会议室', presiding: '安委会副主任' },
    });
    await handler.call(summonses.receiveSummons, { id: drafted.id, version: notified.version });
  });
  await steps.run(
    'the talk is held; the written report is due in a month',
    async () => {
      const { version } = await office.call(summonses.summons, { id: drafted.id });
      await office.call(summonses.holdSummons, {
        ...{ id: drafted.id, version, talkDay: dayFrom(0), bulletinDay: dayFrom(0) },
        minutes: '听取了情况说明，要求一个月内全部完成并书面报告。',
      });
      const held = await office.call(summonses.summons, { id: drafted.id });
      must(held.reportDueDay !== null && held.reportDueDay > dayFrom(27), 'the month is not set');
      return held;
    },
    (s) => `due ${s.reportDueDay}`,
  );
}
