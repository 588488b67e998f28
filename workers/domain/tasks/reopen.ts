import { eq, sql } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type { reopenTask as route } from '../../contract/tasks.ts';
import { upWrites } from '../cascade/hooks.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { Tally } from './counters.ts';
import { partsOf } from './rows.ts';
import { sameCounts, stageFrom, taskCommit } from './stage.ts';
import { openTask, type TaskDone, taskEvent } from './task-step.ts';
import { doerOf, noticeOf } from './tell.ts';
import { partWrites } from './transition.ts';

/**
 * Closed too early. Units whose part was cut off by the closing go on where they were stopped, with their old limit; what
 * was accepted stays so until it is sent back by itself.
 */
export async function reopen(ctx: Ctx, input: InputOf<typeof route>): Promise<TaskDone> {
  const { db, now } = ctx;
  const { row, to } = await openTask(ctx, 'reopen', input);
  const { reason } = input;
  const cut = (await partsOf(ctx, [row.id])).filter((p) => p.state === 'released' && p.finishedAt === row.closedAt);
  const tally = new Tally();
  const steps = await Promise.all(
    cut.map((part) =>
      partWrites(
        ctx,
        part,
        'reopen',
        'returned',
        {
          set: { reason, round: part.round + 1, submittedBy: null, submittedAt: null },
          data: { reason, unitId: part.unitId, round: part.round + 1 },
          clocks: { restart: [{ kind: 'complete' }] },
          notices: [noticeOf(row, doerOf(part), 'reopened', '重新打开，请继续办理', reason)],
        },
        tally,
      ),
    ),
  );
  const counts = { parts: row.parts + cut.length, returned: cut.length };
  const stage = stageFrom({ ...row, ...counts, state: to });
  const { write, head } = taskEvent(ctx, row, 'reopen', to, { reason, parts: cut.length });
  tally.task(row, { planId: row.planId, stage });
  const a = db.rows.assignment;
  const writes = [
    write,
    ...steps.flatMap((step) => step.writes),
    db.update(
      'task',
      {
        ...{ ...counts, state: to, stage, closedAt: null, outcome: '' },
        nextOn: row.kind === 'recurring' ? localDay(now) : null,
        dueAt: sql`${db
          .select({ at: sql`MIN(${a.dueAt})` })
          .from(a)
          .where(eq(a.taskId, row.id))}`,
        updatedAt: sql`CASE WHEN ${sameCounts(row)} THEN ${now} END`,
        ...head,
      },
      (t) => eq(t.id, row.id),
    ),
    ...tally.writes(ctx),
    ...upWrites(ctx, row),
  ];
  return taskCommit(ctx, writes, { id: row.id, stage: stage as TaskDone['stage'], version: head.version });
}
