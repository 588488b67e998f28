import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/awards.ts';
import type { AwardState } from '../../contract/register-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import { localDay } from '../clocks/days.ts';
import { addMonths } from '../clocks/months.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { type Done, type Seen, stepFor, stepWrites } from '../registers/step.ts';
import { unitPeople } from '../supervision/tell.ts';
import { AWARD_MACHINE } from './machine.ts';
import { type AwardRow, loadAward, loadProgramme } from './rows.ts';

type Answer = Done<AwardState>;
interface Change {
  readonly set: Record<string, unknown>;
  readonly data?: Record<string, unknown>;
  readonly clocks?: ClockChange;
  /** What the unit hears of it. */
  readonly told: string;
}

export const reviewAward = (ctx: Ctx, input: InputOf<typeof contract.reviewAward>): Promise<Answer> =>
  decide(ctx, 'review', input, () => ({
    set: { score: input.score, opinion: input.opinion, reviewedBy: personId(ctx) },
    data: { score: input.score },
    told: `评审得分 ${input.score} 分，等待命名`,
  }));

export const sendBackAward = (ctx: Ctx, input: InputOf<typeof contract.sendBackAward>): Promise<Answer> =>
  decide(ctx, 'sendBack', input, () => ({
    set: { reason: input.reason },
    told: '申报退回修改，请按意见补充后重新申报',
  }));

export const rejectAward = (ctx: Ctx, input: InputOf<typeof contract.rejectAward>): Promise<Answer> =>
  decide(ctx, 'reject', input, () => ({ set: { reason: input.reason }, told: '评审未通过' }));

/** 命名发证: how long it lasts and the day of the first look back follow from the programme as it is today. */
export async function grantAward(ctx: Ctx, input: InputOf<typeof contract.grantAward>): Promise<Answer> {
  const { certificate, awardedOn } = input;
  try {
    return await decide(ctx, 'grant', input, async (row) => {
      notAhead(ctx, 'awardedOn', awardedOn);
      const { validMonths } = await loadProgramme(ctx, row.programmeId);
      const validUntil = addMonths(awardedOn, validMonths);
      const recheckOn = await nextRecheck(ctx, row, awardedOn, validUntil);
      return {
        set: { certificate, awardedOn, validUntil, recheckOn },
        data: { awardedOn, validUntil, recheckOn },
        clocks: recheckOn === null ? {} : { start: [start(row, recheckOn)] },
        told: `已命名，证书编号 ${certificate}，有效期至 ${validUntil}`,
      };
    });
  } catch (error) {
    if (!(error instanceof ConflictError) || error.table !== 'award') throw error;
    return refuse('bad_request', { fields: [{ path: 'certificate', message: '这个证书编号已经用过' }] });
  }
}

/** “回头看”合格: kept, and looked at again as often as the programme wants while the award lasts. */
export const recheckAward = (ctx: Ctx, input: InputOf<typeof contract.recheckAward>): Promise<Answer> =>
  decide(ctx, 'recheck', input, async (row) => {
    const { recheckedOn, opinion } = input;
    notAhead(ctx, 'recheckedOn', recheckedOn);
    if (row.awardedOn !== null && recheckedOn < row.awardedOn) {
      refuse('bad_request', { fields: [{ path: 'recheckedOn', message: '不能早于命名日期' }] });
    }
    const recheckOn = await nextRecheck(ctx, row, recheckedOn, row.validUntil ?? recheckedOn);
    return {
      set: { recheckedOn, recheckOpinion: opinion, recheckOn },
      data: { recheckedOn, recheckOn },
      clocks: {
        stop: [{ kind: 'recheck', outcome: 'met' }],
        ...(recheckOn === null ? {} : { start: [start(row, recheckOn)] }),
      },
      told: `“回头看”合格${recheckOn === null ? '' : `，下次不晚于 ${recheckOn}`}`,
    };
  });

export const withdrawAward = (ctx: Ctx, input: InputOf<typeof contract.withdrawAward>): Promise<Answer> =>
  decide(ctx, 'withdraw', input, () => ({
    set: { reason: input.reason, recheckOn: null },
    clocks: { stop: [{ kind: 'recheck', outcome: 'withdrawn' }] },
    told: '命名已撤销',
  }));

async function decide(
  ctx: Ctx,
  action: string,
  seen: Seen,
  plan: (row: AwardRow) => Change | Promise<Change>,
): Promise<Answer> {
  const row = await loadAward(ctx, seen.id);
  const step = await stepFor(ctx, AWARD_MACHINE, row, action, seen);
  const { set, data, clocks, told } = await plan(row);
  const { writes, done } = stepWrites<AwardState>(ctx, 'award', row, action, step, { set, data: data ?? {} });
  const timed = clocks ? (await clockWrites(ctx, 'award', row.id, clocks)).writes : [];
  const programme = await loadProgramme(ctx, row.programmeId);
  const notice = await notifyWrites(ctx, {
    to: unitPeople(row.unitId),
    kind: `award.${action}`,
    title: `${programme.title}：${told}`,
    body: row.subject,
    link: `/awards/${row.id}`,
  });
  const answer = await ctx.db.commit([...writes, ...timed, ...notice], done);
  ctx.ports.wakeOutbox();
  return answer;
}

/** Null when the award runs out before it would come. */
async function nextRecheck(ctx: Ctx, row: AwardRow, from: string, until: string): Promise<string | null> {
  const { recheckMonths } = await loadProgramme(ctx, row.programmeId);
  const next = addMonths(from, recheckMonths);
  return next <= until ? next : null;
}

const start = (row: AwardRow, dueDay: string) => ({
  kind: 'recheck' as const,
  facts: {},
  unitId: row.unitId,
  dueDay,
});

function notAhead(ctx: Ctx, path: string, day: string): void {
  if (day > localDay(ctx.now)) refuse('bad_request', { fields: [{ path, message: '日期不能晚于今天' }] });
}
