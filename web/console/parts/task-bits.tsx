import { Tag } from 'antd';
import {
  ASSIGNMENT_ROLES,
  ASSIGNMENT_STATES,
  type AssignmentRole,
  type AssignmentState,
  RECURRENCES,
  type Recurrence,
  TASK_KINDS,
  TASK_STAGES,
  type TaskKind,
  type TaskStage,
} from '../../../workers/contract/task-words.ts';
import { Due } from './hazard-bits.tsx';

/** A shape beside each word, so that nobody has to tell them by colour. */
export const MARKS: Record<TaskStage | AssignmentState, string> = {
  drafted: '·',
  dispatched: '○',
  acknowledged: '◔',
  in_progress: '◐',
  disputed: '？',
  returned: '↩',
  submitted: '▲',
  accepted: '✓',
  closed: '■',
  withdrawn: '×',
  released: '－',
};
const TONES: Partial<Record<TaskStage | AssignmentState, string>> = {
  drafted: 'default',
  accepted: 'green',
  closed: 'default',
  withdrawn: 'default',
  released: 'default',
};

/** How far a task is. */
export function StageTag({ stage }: { stage: TaskStage }) {
  return (
    <Tag color={TONES[stage] ?? 'geekblue'}>
      {MARKS[stage]} {TASK_STAGES[stage]}
    </Tag>
  );
}

/** How far a unit's part is. */
export function PartTag({ state }: { state: AssignmentState }) {
  return (
    <Tag color={TONES[state] ?? 'geekblue'}>
      {MARKS[state]} {ASSIGNMENT_STATES[state]}
    </Tag>
  );
}

const FINISHED = ['accepted', 'released', 'closed', 'withdrawn'];
/** Nobody has anything left to do in it. */
export const isFinished = (state: TaskStage | AssignmentState): boolean => FINISHED.includes(state);

/** 限时完成, 长期坚持, 每月 … */
export const kindWords = (kind: TaskKind, recurrence: Recurrence | null): string =>
  kind === 'recurring' && recurrence ? `${RECURRENCES[recurrence]}一次` : TASK_KINDS[kind];

/** The running deadline; of a draft the day meant, of a standing task that it stands. */
export function TaskDue({
  row,
  long,
}: {
  row: {
    dueAt: string | null;
    dueDay?: string | null;
    kind?: TaskKind;
    deadlineText?: string;
    stage?: TaskStage;
    state?: AssignmentState | TaskStage;
  };
  long?: boolean;
}) {
  const at = row.stage ?? row.state ?? 'drafted';
  if (row.dueAt) return <Due dueAt={row.dueAt} open={!isFinished(at)} long={long} />;
  if (row.dueDay) return <span className="num">{row.dueDay}</span>;
  if (row.kind === 'standing') return <span className="muted">长期坚持</span>;
  return <span className="muted">{row.deadlineText || '—'}</span>;
}

/** Short names of the units with their part: leaders first, at most `most`. */
export function unitWords(
  units: readonly { unitId: string; role: AssignmentRole }[],
  short: (id: string) => string,
  most = 3,
): string {
  const order = Object.keys(ASSIGNMENT_ROLES);
  const sorted = [...units].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const words = sorted.slice(0, most).map((u) => {
    const name = short(u.unitId) || '单位';
    return u.role === 'responsible' ? name : `${name}（${ASSIGNMENT_ROLES[u.role]}）`;
  });
  return words.join('、') + (sorted.length > most ? ` 等 ${sorted.length} 个` : '');
}

/** A thin bar of how much is done, with the figure beside it. */
export function Share({ percent, label }: { percent: number; label?: string }) {
  return (
    <span className="share num">
      <span className="share-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
      </span>
      {label ?? `${percent}%`}
    </span>
  );
}
