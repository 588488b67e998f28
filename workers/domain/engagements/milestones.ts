import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { tickDuty as dutyRoute, tickMilestone as route } from '../../contract/engagements.ts';
import type { EngagementState } from '../../contract/expert-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { DONE_COLUMNS, type Duty, milestonesOf } from './create.ts';
import { type EngagementRow, loadEngagement, openFindings } from './rows.ts';
import { type Change, type Done, engagementStep, takeStep } from './step.ts';

/** A milestone was met, on that day. @throws `findings_open` for the last one while a finding is open */
export async function tickMilestone(ctx: Ctx, input: InputOf<typeof route>): Promise<Done<EngagementState>> {
  const row = await loadEngagement(ctx, input.id, 'expert.engage');
  const { kind, day } = input;
  return takeStep(ctx, row, 'tick', input, async () => {
    const bad = (message: string) => refuse('bad_request', { fields: [{ path: 'day', message }] });
    if (!milestonesOf(row).includes(kind)) bad('这次检查没有这个节点');
    if (day > localDay(ctx.now)) bad('日期不能晚于今天');
    if (kind === 'rectify' && milestonesOf(row).includes('check') && row.checkedOn === null) bad('请先登记全面检查');
    if (kind === 'rectify' && (await openFindings(ctx, [row.id])).size > 0) refuse('findings_open');
    return { set: { [DONE_COLUMNS[kind]]: day }, data: { kind, day }, clocks: { stop: [{ kind, outcome: 'done' }] } };
  });
}

/** A line of the duty list was done on that day; null: it was not, after all. */
export async function tickDuty(ctx: Ctx, input: InputOf<typeof dutyRoute>): Promise<Done<EngagementState>> {
  const row = await loadEngagement(ctx, input.id, 'expert.engage');
  return takeStep(ctx, row, 'duty', input, () => {
    const duties = JSON.parse(row.duties) as Duty[];
    if (!duties[input.duty]) refuse('bad_request', { fields: [{ path: 'duty', message: '没有这一项职责' }] });
    const next = duties.map((duty, at) => (at === input.duty ? { ...duty, doneOn: input.day } : duty));
    return { set: { duties: JSON.stringify(next) }, data: { duty: input.duty, day: input.day } };
  });
}

/** Everything found is settled and all was looked through: put right on the day the last one was closed. */
export async function rectifiedNow(ctx: Ctx, row: EngagementRow): Promise<Change> {
  if (row.rectifiedOn !== null || row.checkedOn === null || !milestonesOf(row).includes('rectify')) return {};
  if ((await openFindings(ctx, [row.id])).size > 0) return {};
  const { engagementFinding: f, hazard: h } = ctx.db.rows;
  const [last] = await ctx.db
    .select({ at: sql<number | null>`MAX(${h.closedAt})` })
    .from(f)
    .innerJoin(h, eq(h.id, f.hazardId))
    .where(eq(f.engagementId, row.id));
  // Days as text sort by time: not before everything was looked through.
  const days = [row.checkedOn, ...(last?.at ? [localDay(last.at)] : [])].sort();
  const rectifiedOn = days.at(-1) as string;
  return { set: { rectifiedOn }, data: { rectifiedOn }, clocks: { stop: [{ kind: 'rectify', outcome: 'done' }] } };
}

/** Every night: engagements whose last finding was closed since. A page a night is more than any district has. */
export async function settleEngagements(ctx: Ctx): Promise<void> {
  const e = ctx.db.rows.engagement;
  const rows = await ctx.db
    .select()
    .from(e)
    .where(and(inArray(e.state, ['reported', 'accepted']), isNotNull(e.checkedOn), isNull(e.rectifiedOn)))
    .orderBy(asc(e.id))
    .limit(500);
  for (const row of rows) {
    const change = await rectifiedNow(ctx, row);
    if (!change.set) continue;
    const { writes } = await engagementStep(ctx, row, 'settle', change);
    await ctx.db.commit(writes, undefined);
  }
}
