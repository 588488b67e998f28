import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { born } from '../people/chain.ts';
import { checkCommon, checkTarget, type Fields, isHidden, targetKey, titleOf } from './fields.ts';
import { ownerUnit } from './owner.ts';
import { type Done, peopleOf } from './rows.ts';
import { checkFor, noticeOf, takeStep } from './step.ts';

/** 安排检查: hidden from whom it goes to, if it is covert or unannounced. Those who go are told. */
export async function planCheck(ctx: Ctx, input: InputOf<typeof contract.planCheck>): Promise<Done> {
  const { db, now } = ctx;
  const target = await checkTarget(ctx, input);
  const { personIds, templateTitle } = await checkCommon(ctx, input);
  const id = ctx.newId();
  const row = {
    ...{ id, kind: 'visit', state: 'planned', ...columns(input, target), templateTitle },
    ownerUnitId: await ownerUnit(ctx),
    ...{ createdBy: personId(ctx), createdAt: now, updatedAt: now, version: 0, eventHash: '' },
  };
  const data = { hidden: row.hidden, plannedDay: row.plannedDay, people: personIds.length };
  const writes = [
    ...born(ctx, 'checkVisit', row, { action: 'plan', to: 'planned', data }),
    ...personIds.map((person) => db.insert('checkPerson', { checkId: id, personId: person })),
    ...(await notifyWrites(ctx, planned(row, personIds))),
  ];
  return commit(ctx, writes, { id, state: 'planned', version: 1 });
}

/** Others may go, elsewhere, on another day. Who is new hears of it. */
export async function editCheck(ctx: Ctx, input: InputOf<typeof contract.editCheck>): Promise<Done> {
  const row = await checkFor(ctx, input, 'edit');
  const target = await checkTarget(ctx, input);
  const { personIds, templateTitle } = await checkCommon(ctx, input);
  const set = { ...columns(input, target), templateTitle };
  // What was hidden stays hidden: an edit is no way to announce it.
  if (row.hidden && !set.hidden)
    refuse('bad_request', { fields: [{ path: 'tags', message: '暗访不能改为公开检查，请取消后重新安排' }] });
  const before = new Set((await peopleOf(ctx, row.id)).map((p) => p.personId));
  const fresh = personIds.filter((id) => !before.has(id));
  const { db } = ctx;
  return takeStep(ctx, row, 'edit', {
    set,
    data: { hidden: set.hidden, plannedDay: set.plannedDay, people: personIds.length },
    writes: [
      db.remove('checkPerson', (p) => eq(p.checkId, row.id)),
      ...personIds.map((person) => db.insert('checkPerson', { checkId: row.id, personId: person })),
    ],
    notices: fresh.length > 0 ? [planned({ ...row, ...set }, fresh)] : [],
  });
}

/** 取消. A hidden visit stays hidden for good. */
export async function cancelCheck(ctx: Ctx, input: InputOf<typeof contract.cancelCheck>): Promise<Done> {
  const row = await checkFor(ctx, input, 'cancel');
  const people = (await peopleOf(ctx, row.id)).map((p) => p.personId);
  const notice = noticeOf(row, people);
  return takeStep(ctx, row, 'cancel', {
    set: { reason: input.reason },
    notices: [
      {
        ...notice,
        kind: 'check.cancelled',
        title: `已取消：${notice.title}`,
        body: `原定 ${row.plannedDay} 的检查取消。`,
      },
    ],
  });
}

type Row = Parameters<typeof noticeOf>[0];
const planned = (row: Row, people: readonly string[]) => ({
  ...noticeOf(row, people),
  kind: 'check.planned',
  body: `计划日期 ${row.plannedDay}。${row.hidden ? '请登录后查看，不要转告被检查单位。' : ''}`,
});

function columns(input: Fields, target: string) {
  const { unitId, enterprise, creditCode, address, placeUnitId, teamId, planId, templateId, plannedDay, note } = input;
  return {
    title: input.title || titleOf(target, input).slice(0, 100),
    tags: JSON.stringify(input.tags),
    unannounced: input.unannounced,
    hidden: isHidden(input),
    ...{ unitId, enterprise, creditCode, address, placeUnitId, teamId, planId, templateId, plannedDay, note },
    targetKey: targetKey(unitId, enterprise, creditCode),
  };
}

async function commit(ctx: Ctx, writes: Parameters<Ctx['db']['commit']>[0], done: Done): Promise<Done> {
  const answer = await ctx.db.commit(writes, done);
  ctx.ports.wakeOutbox();
  return answer;
}
