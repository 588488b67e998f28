import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/awards.ts';
import type { AwardState } from '../../contract/register-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { born } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { type Done, stepFor, stepWrites } from '../registers/step.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { AWARD_MACHINE } from './machine.ts';
import { answered, loadAward, loadProgramme } from './rows.ts';

type Answer = Done<AwardState>;

/** A unit applies, with what it says of each criterion. Once at a time for the same thing. */
export async function applyAward(ctx: Ctx, input: InputOf<typeof contract.applyAward>): Promise<Answer> {
  const { programmeId, unitId, subject, items, words } = input;
  const programme = await loadProgramme(ctx, programmeId);
  if (programme.state !== 'open') refuse('wrong_state');
  await checkUnitsExist(ctx, [['unitId', unitId]]);
  if (!covers(await scopeOf(ctx, 'duty.do'), unitId)) refuse('forbidden');
  const said = answered(programme, items);
  const id = ctx.newId();
  const row = {
    ...{ id, programmeId, unitId, subject, ...said, words, state: 'applied', appliedBy: personId(ctx) },
    ...{ createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  const data = { programmeId, unitId, attained: said.attained, total: said.total };
  const writes = [
    ...born(ctx, 'award', row, { action: 'apply', to: 'applied', data }),
    ...(await notifyWrites(ctx, told(id, programme.title, '有新的示范创建申报，请评审'))),
  ];
  try {
    const answer = await ctx.db.commit(writes, { id, state: 'applied' as const, version: 1 });
    ctx.ports.wakeOutbox();
    return answer;
  } catch (error) {
    if (!(error instanceof ConflictError) || error.table !== 'award') throw error;
    return refuse('bad_request', { fields: [{ path: 'unitId', message: '已有一件正在办理的同项申报' }] });
  }
}

export async function resubmitAward(ctx: Ctx, input: InputOf<typeof contract.resubmitAward>): Promise<Answer> {
  const row = await loadAward(ctx, input.id);
  const step = await stepFor(ctx, AWARD_MACHINE, row, 'resubmit', input);
  const programme = await loadProgramme(ctx, row.programmeId);
  const said = answered(programme, input.items);
  const set = { ...said, words: input.words, appliedBy: personId(ctx) };
  const data = { attained: said.attained, total: said.total };
  const { writes, done } = stepWrites<AwardState>(ctx, 'award', row, 'resubmit', step, { set, data });
  const notice = await notifyWrites(ctx, told(row.id, programme.title, '示范创建申报已修改，请评审'));
  const answer = await ctx.db.commit([...writes, ...notice], done);
  ctx.ports.wakeOutbox();
  return answer;
}

export async function cancelAward(ctx: Ctx, input: InputOf<typeof contract.cancelAward>): Promise<Answer> {
  const row = await loadAward(ctx, input.id);
  const step = await stepFor(ctx, AWARD_MACHINE, row, 'cancel', input);
  const { reason } = input;
  const { writes, done } = stepWrites<AwardState>(ctx, 'award', row, 'cancel', step, { set: { reason } });
  return ctx.db.commit(writes, done);
}

const told = (id: string, body: string, title: string) => ({
  to: [{ role: 'commission_office' as const }],
  kind: 'award.applied',
  ...{ title, body, link: `/awards/${id}` },
});
