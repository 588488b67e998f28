import { and, desc, eq } from 'drizzle-orm';
import type { acceptPart as acceptRoute, returnPart as returnRoute } from '../../contract/assignments.ts';
import type { InputOf } from '../../contract/route.ts';
import type { ClockChange } from '../clocks/change.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { factsOf } from './limits.ts';
import type { PartRow, TaskRow } from './rows.ts';
import { doerOf, giverOf, noticeOf } from './tell.ts';
import { type PartDone, transition } from './transition.ts';

/** 认可: by whoever gave the task, and never by the one who reported it done. */
export function accept(ctx: Ctx, input: InputOf<typeof acceptRoute>): Promise<PartDone> {
  const { opinion } = input;
  return transition(ctx, 'accept', input, ({ part, task }) => ({
    set: { acceptedBy: personId(ctx), progress: 100 },
    data: { opinion, round: part.round },
    metric: 'accepted',
    notices:
      task.accepted + 1 === task.parts
        ? [noticeOf(task, giverOf(task), 'all_accepted', '各责任单位均已认可，可以办结')]
        : [],
  }));
}

/** 退回续办: a new round, and the old limit runs on as if it had never stopped. */
export function sendBack(ctx: Ctx, input: InputOf<typeof returnRoute>): Promise<PartDone> {
  const { reason } = input;
  return transition(ctx, 'return', input, async ({ part, task }) => ({
    set: { round: part.round + 1, submittedBy: null, submittedAt: null, acceptedBy: null, reason },
    data: { reason, round: part.round + 1 },
    clocks: await limitAgain(ctx, part, task),
    metric: 'returned',
    notices: [noticeOf(task, doerOf(part), 'returned', '报结未获认可，请继续办理', reason)],
  }));
}

/** The clock that was stopped runs on; or a new one, where the day was moved while the part lay with its judge. */
async function limitAgain({ db }: Ctx, part: PartRow, task: TaskRow): Promise<ClockChange> {
  const c = db.rows.clock;
  const [last] = await db
    .select({ dueAt: c.dueAt })
    .from(c)
    .where(and(eq(c.entity, 'assignment'), eq(c.entityId, part.id), eq(c.kind, 'complete')))
    .orderBy(desc(c.id))
    .limit(1);
  const { dueDay, unitId } = part;
  const moved = dueDay !== null && last && (last.dueAt === null || localDay(last.dueAt) !== dueDay);
  if (!moved) return { restart: [{ kind: 'complete' }] };
  return { start: [{ kind: 'complete', facts: factsOf(task, part.role), unitId, dueDay }] };
}
