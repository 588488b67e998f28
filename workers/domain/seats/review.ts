import type { InputOf } from '../../contract/route.ts';
import type { publicise as publiciseRoute, review as reviewRoute } from '../../contract/seats.ts';
import { dayNumber, dayOfText, dayText, endOfDay } from '../clocks/days.ts';
import { calendarFrom, dueAt, UNKNOWN } from '../clocks/due.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { canonical } from '../events.ts';
import { pinsOf, samePins } from './figures.ts';
import { panelOf } from './reviews.ts';
import { today, vettingRule } from './settings.ts';
import { type Done, takeStep } from './step.ts';
import { tell } from './tell.ts';

/**
 * One opinion, pinned to what its author saw. The last one the rule asks for moves the case on; one against it stays until
 * the keeper of the pool sends it back or refuses.
 */
export function review(ctx: Ctx, input: InputOf<typeof reviewRoute>): Promise<Done> {
  const { opinion, words, pins } = input;
  return takeStep(ctx, 'review', input, async (row, seat) => {
    if (!samePins(pins, pinsOf(await seat.figures()))) refuse('conflict');
    const before = panelOf(await seat.reviews(), row.round);
    const approvals = before.approvals + (opinion === 'approve' ? 1 : 0);
    const refusals = before.refusals + (opinion === 'refuse' ? 1 : 0);
    const complete = refusals === 0 && approvals >= (await seat.rule()).rule.reviewers;
    const own = { id: ctx.newId(), seatId: row.id, round: row.round, reviewerId: personId(ctx) };
    const written = { opinion, words, pins: canonical(pins), reviewedAt: ctx.now };
    const said = complete ? '评审通过，可以公示' : '有评审人不同意，请处理';
    return {
      ...(complete ? {} : { stays: 'judge' }),
      data: { reviewId: own.id, round: row.round, approvals, refusals, pins: Object.keys(pins).length },
      writes: [ctx.db.insert('expertReview', { ...own, ...written })],
      notices: complete || opinion === 'refuse' ? await tell(ctx, row, 'keepers', 'reviewed', said) : [],
    };
  });
}

/** Open to everybody from a day on, for as many days as the rule says; that day is the first if it counts. */
export function publicise(ctx: Ctx, input: InputOf<typeof publiciseRoute>): Promise<Done> {
  const { fromDay } = input;
  return takeStep(ctx, 'publicise', input, async (row, seat) => {
    if (fromDay < today(ctx)) {
      refuse('bad_request', { fields: [{ path: 'fromDay', message: '公示不能从过去的日子开始' }] });
    }
    const publicisedTo = await lastDay(ctx, fromDay, (await seat.rule()).rule.publicityDays);
    return {
      set: { publicisedFrom: fromDay, publicisedTo },
      data: { from: fromDay, to: publicisedTo },
      notices: await tell(ctx, row, 'office', 'publicised', `拟聘人选 ${fromDay} 起公示`),
    };
  });
}

/** @throws `calendar_unknown` while the year's working days are not loaded */
async function lastDay(ctx: Ctx, fromDay: string, days: number): Promise<string> {
  const { publicityUnit: unit } = await vettingRule(ctx);
  const eve = endOfDay(dayOfText(fromDay) - 1);
  const calendar = await calendarFrom(ctx.ports.calendar, eve, eve, unit === 'working_day' ? days : 0);
  const last = dueAt(eve, days, unit, calendar);
  return last === UNKNOWN ? refuse('calendar_unknown') : dayText(dayNumber(last));
}
