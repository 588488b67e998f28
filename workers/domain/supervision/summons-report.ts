import type { InputOf } from '../../contract/route.ts';
import type {
  closeSummons as closeRoute,
  holdSummons as holdRoute,
  reportSummons as reportRoute,
  returnSummons as returnRoute,
} from '../../contract/summonses.ts';
import type { SummonsState } from '../../contract/supervision-words.ts';
import { dayOfText, endOfDay, localDay } from '../clocks/days.ts';
import { addMonths } from '../clocks/months.ts';
import { loadPolicies, pickPolicy } from '../clocks/policy.ts';
import { scheduleOf } from '../clocks/schedule.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { attach } from './files.ts';
import { loadSummons } from './rows.ts';
import { reportRule } from './settings.ts';
import { checkAhead, type Done, takeStep } from './step.ts';
import { tell } from './tell.ts';

/** The talk took place: its minutes are kept, and the time of the written report begins. */
export async function holdSummons(ctx: Ctx, input: InputOf<typeof holdRoute>): Promise<Done<SummonsState>> {
  const { talkDay, minutes, bulletinDay } = input;
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'hold', input, async () => {
    for (const [path, day] of Object.entries({ talkDay, bulletinDay })) {
      if (day && day > localDay(ctx.now)) refuse('bad_request', { fields: [{ path, message: '不能晚于今天' }] });
    }
    const dueDay = await reportDay(ctx, talkDay, bulletinDay);
    const start = { kind: 'report', facts: { cause: row.cause }, unitId: row.unitId } as const;
    const due = dueDay === null ? {} : { reportDueDay: dueDay, dueAt: endOfDay(dayOfText(dueDay)) };
    return {
      set: { talkDay, minutes, bulletinDay, heldBy: personId(ctx), heldAt: ctx.now, ...due },
      data: { talkDay, bulletinDay, dueDay, files: input.evidence.length },
      clocks: { fresh: true, start: dueDay === null ? [] : [{ ...start, dueDay }] },
      writes: await attach(ctx, 'summons', row, 'minutes', input.evidence),
      notices: [
        tell('summons', row, 'unit', 'held', `约谈已进行，请${dueDay ? `于 ${dueDay} 前` : ''}书面报送整改情况`),
      ],
    };
  });
}

/** The tenant's months from the talk or the bulletin; without such a rule, the policy's own amount from the talk. */
async function reportDay(ctx: Ctx, talkDay: string, bulletinDay: string | null): Promise<string | null> {
  const { months, from } = await reportRule(ctx);
  if (months > 0) return addMonths(from === 'bulletin' ? (bulletinDay ?? talkDay) : talkDay, months);
  const policy = pickPolicy(await loadPolicies(ctx, 'summons', ['report']), 'report', {}, ctx.now);
  const due = policy ? (await scheduleOf(ctx, policy, endOfDay(dayOfText(talkDay)))).dueAt : null;
  return due === null ? null : localDay(due);
}

/** The unit's written report on what it put right. */
export async function reportSummons(ctx: Ctx, input: InputOf<typeof reportRoute>): Promise<Done<SummonsState>> {
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'report', input, async () => ({
    set: { report: input.report, reportedBy: personId(ctx), reportedAt: ctx.now, dueAt: null },
    data: { files: input.evidence.length, round: row.round },
    clocks: { stop: [{ kind: 'report', outcome: 'reported' }] },
    writes: await attach(ctx, 'summons', row, 'report', input.evidence),
    notices: [tell('summons', row, 'office', 'reported', `约谈${row.number ?? ''}的整改报告已报送，请核查`)],
  }));
}

/** Checked by another person than who wrote it. */
export async function closeSummons(ctx: Ctx, input: InputOf<typeof closeRoute>): Promise<Done<SummonsState>> {
  const { opinion } = input;
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'close', input, () => ({
    set: { closedBy: personId(ctx), opinion },
    data: { opinion },
    notices: [tell('summons', row, 'unit', 'closed', `约谈${row.number ?? ''}整改核查通过，已办结`)],
  }));
}

export async function returnSummons(ctx: Ctx, input: InputOf<typeof returnRoute>): Promise<Done<SummonsState>> {
  const { reason, dueDay } = input;
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'sendBack', input, () => {
    checkAhead(ctx, dueDay);
    return {
      set: { reason, reportDueDay: dueDay, dueAt: endOfDay(dayOfText(dueDay)), round: row.round + 1 },
      data: { reason, dueDay },
      clocks: { start: [{ kind: 'report', facts: { cause: row.cause }, unitId: row.unitId, dueDay }] },
      notices: [tell('summons', row, 'unit', 'returned', `整改报告退回，请于 ${dueDay} 前重新报送`)],
    };
  });
}
