import type { EngagementState } from '../../contract/expert-words.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { namesOf } from '../hazards/view.ts';
import { jobWrites } from '../lending/send.ts';
import type { Notice } from '../notifications/notify.ts';
import { milestonesOf } from './create.ts';
import { rectifiedNow } from './milestones.ts';
import { type EngagementRow, expertsOf, loadEngagement, openFindings, partsOf } from './rows.ts';
import { type Done, type Seen, takeStep } from './step.ts';

type Ended = Promise<Done<EngagementState>>;
const load = (ctx: Ctx, id: string): Promise<EngagementRow> => loadEngagement(ctx, id, 'expert.engage');

/** The invitations go out. @throws `parts_missing` */
export async function invite(ctx: Ctx, input: Seen): Ended {
  const row = await load(ctx, input.id);
  return takeStep(ctx, row, 'invite', input, async () => {
    const parts = await partsOf(ctx, row.id);
    if (parts.length === 0) refuse('parts_missing');
    const writes = await jobWrites(ctx, parts, true);
    return { data: { parts: parts.length }, writes, notices: await invitation(ctx, row, parts) };
  });
}

/** What an invited expert reads: who asks, when and where to; nothing of the case. Those without an account are called. */
export async function invitation(
  ctx: Ctx,
  row: EngagementRow,
  parts: readonly { readonly id: string; readonly expertId: string }[],
): Promise<Notice[]> {
  const experts = await expertsOf(
    ctx,
    parts.map((part) => part.expertId),
  );
  const names = await namesOf(ctx, [], [row.unitId]);
  return parts.flatMap(({ id, expertId }) => {
    const personId = experts.get(expertId)?.personId;
    const body = `${names[row.unitId] ?? ''}请您于 ${row.fromDay} 至 ${row.toDay} 到${row.enterprise}开展工作，请先作利益冲突声明再答复`;
    const notice = { kind: 'engagement.invited', title: '专家工作邀请', body, link: `/my-expert/${id}` };
    return personId ? [{ to: [{ personId }], ...notice }] : [];
  });
}

/** Everybody answered and somebody comes: the resident milestone is met with the first day. @throws `parts_unanswered` */
export async function startEngagement(ctx: Ctx, input: Seen): Ended {
  const row = await load(ctx, input.id);
  return takeStep(ctx, row, 'start', input, async () => {
    const states = (await partsOf(ctx, row.id)).map((part) => part.state);
    if (states.includes('invited') || !states.includes('accepted')) refuse('parts_unanswered');
    if (!milestonesOf(row).includes('resident') || row.residentOn !== null) return {};
    const residentOn = localDay(ctx.now);
    return { set: { residentOn }, data: { residentOn }, clocks: { stop: [{ kind: 'resident', outcome: 'done' }] } };
  });
}

/** The office takes the signed opinions as they are; what is already put right is noted with it. */
export async function acceptEngagement(ctx: Ctx, input: Seen): Ended {
  const row = await load(ctx, input.id);
  return takeStep(ctx, row, 'accept', input, () => rectifiedNow(ctx, row));
}

/** @throws `findings_open` */
export async function closeEngagement(ctx: Ctx, input: Seen): Ended {
  const row = await load(ctx, input.id);
  return takeStep(ctx, row, 'close', input, async () => {
    if ((await openFindings(ctx, [row.id])).size > 0) refuse('findings_open');
    return rectifiedNow(ctx, row);
  });
}

/** Nobody comes any more, and everybody who was asked is told. */
export async function cancelEngagement(ctx: Ctx, input: Seen & { reason: string }): Ended {
  const row = await load(ctx, input.id);
  const { reason } = input;
  return takeStep(ctx, row, 'cancel', input, async () => {
    const parts = row.state === 'planned' ? [] : await partsOf(ctx, row.id);
    const experts = await expertsOf(
      ctx,
      parts.map((part) => part.expertId),
    );
    const to = [...experts.values()].flatMap(({ personId }) => (personId ? [{ personId }] : []));
    const title = `专家工作取消：${row.fromDay}，${row.enterprise}`;
    const writes = await jobWrites(ctx, parts, false);
    return {
      data: { reason },
      writes,
      notices: [{ to, kind: 'engagement.cancelled', title, body: '', link: '/my-expert' }],
    };
  });
}
