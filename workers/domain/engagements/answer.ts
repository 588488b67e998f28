import type { Write } from '../../../db/tenant-db.ts';
import { PART_STATES, type PartState } from '../../contract/expert-words.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { myExpertId } from '../experts/sight.ts';
import { jobWrites } from '../lending/send.ts';
import type { Notice } from '../notifications/notify.ts';
import { sameVersion } from '../people/chain.ts';
import { orderers } from './clock-subject.ts';
import { MILESTONES_OF, WORKING } from './machine.ts';
import { type EngagementRow, loadPart, ownPart, type PartRow, partsOf } from './rows.ts';
import { type Declared, statementOf, tieWrites } from './statement.ts';
import { type Done, engagementStep, partStep, type Seen } from './step.ts';

interface Answer extends Seen {
  readonly answer: 'accept' | 'decline' | 'recuse';
  readonly statement?: Declared | undefined;
  readonly reason: string;
}
interface At {
  readonly part: PartRow;
  readonly row: EngagementRow;
}

/** An expert's own answer to an invitation, or a conflict that came to light later. */
export async function answerMine(ctx: Ctx, input: Answer): Promise<Done<PartState>> {
  return answer(ctx, await ownPart(ctx, await myExpertId(ctx), input.id), input, false);
}

/** Given by telephone or letter; the ledger says who took it down. */
export async function answerFor(ctx: Ctx, input: Answer): Promise<Done<PartState>> {
  return answer(ctx, await loadPart(ctx, input.id), input, true);
}

async function answer(ctx: Ctx, at: At, input: Answer, byOffice: boolean): Promise<Done<PartState>> {
  const { answer: said, statement, reason } = input;
  const { part, row } = at;
  sameVersion(part, input.version);
  // The state first: a statement is not weighed for a part that takes none.
  partStep(ctx, at, said);
  const kept = said === 'decline' ? undefined : await statementOf(ctx, row, said, statement, byOffice);
  const set = { reason, ...(kept ? { statement: kept.body, statedAt: ctx.now } : {}) };
  const step = partStep(ctx, at, said, set, { byOffice, ...(kept ? { statement: kept.digest } : {}) });
  const ties = said === 'recuse' && statement ? await tieWrites(ctx, row, part, statement) : [];
  return commitPart(ctx, at, step, ties, byOffice ? [] : [told(row, `有专家${PART_STATES[step.done.state]}`)]);
}

const told = (row: EngagementRow, what: string): Notice => ({
  to: [...orderers(row.unitId), { role: 'commission_office' }],
  kind: 'engagement.part',
  title: `专家检查 ${row.number}：${what}`,
  body: row.title,
  link: `/engagements/${row.id}`,
});

/**
 * A part's step and what follows for the whole: with the last opinion signed the work is reported. The whole takes an event
 * each time, so that of two who sign at once neither misses the other.
 */
export async function commitPart<D extends Done<PartState>>(
  ctx: Ctx,
  { part, row }: At,
  step: { writes: Write[]; done: D },
  writes: readonly Write[] = [],
  notices: readonly Notice[] = [],
): Promise<D> {
  const parts = (await partsOf(ctx, row.id)).map((p) => (p.id === part.id ? { ...p, state: step.done.state } : p));
  const over = row.state === 'under_way' && !parts.some((p) => (WORKING as string[]).includes(p.state));
  const reported = over && parts.some((p) => p.state === 'signed');
  const whole = await (reported
    ? engagementStep(ctx, row, 'report', { ...checkedNow(ctx, row), notices: [told(row, '专家意见已全部签署')] })
    : engagementStep(ctx, row, 'answer', { data: { partId: part.id, to: step.done.state }, notices }));
  const job = await jobWrites(ctx, [part], (WORKING as string[]).includes(step.done.state));
  const done = await ctx.db.commit([...step.writes, ...writes, ...whole.writes, ...job], step.done);
  ctx.ports.wakeOutbox();
  return done;
}

/** Looked through: the milestone is met with the last opinion. */
function checkedNow(ctx: Ctx, row: EngagementRow) {
  const has = row.checkedBy !== null || MILESTONES_OF[row.kind as keyof typeof MILESTONES_OF].includes('check');
  if (!has || row.checkedOn !== null) return {};
  const checkedOn = localDay(ctx.now);
  return { set: { checkedOn }, data: { checkedOn }, clocks: { stop: [{ kind: 'check', outcome: 'done' }] } };
}
