import type { AssignmentState } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { Tally } from '../tasks/counters.ts';
import { loadParts, type Part } from '../tasks/rows.ts';
import { moveTask, taskCommit } from '../tasks/stage.ts';
import { type Change, partWrites } from '../tasks/transition.ts';
import type { Figures, Message } from './message.ts';

/**
 * How far a district below says it is, written to our own part of it: received when it gave the task out, in progress as it
 * goes on, handed in when it closed it. Accepting stays ours.
 */
export async function receiveProgress(
  ctx: Ctx,
  unitId: string,
  { of, figures }: Extract<Message, { type: 'progress' }>,
): Promise<void> {
  const row = (await loadParts(ctx, [of])).get(of);
  if (!row || row.part.unitId !== unitId || row.task.state !== 'dispatched') return;
  const before = row.part.below === '' ? undefined : (JSON.parse(row.part.below) as Figures);
  if (before && before.at >= figures.at) return;
  const to = stateAfter(row, figures);
  const tally = new Tally();
  const { writes, moves } = await partWrites(ctx, row.part, 'below', to, changeOf(row, figures, to), tally);
  await taskCommit(ctx, [...writes, ...moveTask(ctx, row.task, moves), ...tally.writes(ctx)], null);
}

/** What is with us to judge, or in dispute, does not move by what is said below. */
function stateAfter({ part }: Part, { stage }: Figures): AssignmentState {
  const state = part.state as AssignmentState;
  if (!['dispatched', 'acknowledged', 'in_progress', 'returned'].includes(state)) return state;
  if (stage === 'closed') return 'submitted';
  if (stage === 'drafted' || stage === 'withdrawn') return state;
  if (['dispatched', 'acknowledged'].includes(stage)) return state === 'dispatched' ? 'acknowledged' : state;
  return 'in_progress';
}

function changeOf({ part }: Part, figures: Figures, to: AssignmentState): Change {
  const { total, finished, late } = figures;
  const submitted = to === 'submitted' && part.state !== 'submitted';
  const percent = submitted ? 100 : total === 0 ? 0 : Math.floor((finished / total) * 100);
  const note = submitted ? `下级已办结：${total} 个责任单位全部完成。` : part.note;
  return {
    set: {
      below: JSON.stringify(figures),
      progress: Math.max(percent, to === 'submitted' ? 100 : 0),
      note,
      ...(submitted ? { noteAt: figures.at, submittedAt: figures.at } : {}),
    },
    data: { stage: figures.stage, total, finished, late },
    clocks: {
      stop: [
        ...(part.state === 'dispatched' && to !== 'dispatched'
          ? [{ kind: 'acknowledge', outcome: 'acknowledged' }]
          : []),
        ...(submitted ? [{ kind: 'complete', outcome: 'submitted' }] : []),
      ],
    },
    ...(submitted ? { metric: 'submitted' as const } : {}),
  };
}
