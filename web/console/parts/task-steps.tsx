import { Checkbox } from 'antd';
import { finishStep } from '../../../workers/contract/assignments.ts';
import { useCommand } from '../data.ts';
import { dayOf } from '../format.ts';
import type { Task } from './task-detail.tsx';

export type TaskStep = Task['steps'][number];

/** 倒排工期 in order of days; whoever works on it ticks what is done. */
export function StepList({
  steps,
  names,
  may = false,
}: {
  steps: readonly TaskStep[];
  names: Record<string, string>;
  may?: boolean;
}) {
  const finish = useCommand(finishStep, { touches: ['tasks.', 'plans.'] });
  if (steps.length === 0) return null;
  // The tick stands at once; the server's answer confirms it or takes it back.
  const ticked = (s: TaskStep) =>
    finish.isPending && finish.variables.id === s.id ? finish.variables.done : s.doneAt !== null;
  const sorted = [...steps].sort((a, b) => a.dueDay.localeCompare(b.dueDay));
  return (
    <ol className="steps">
      {sorted.map((s) => {
        const who = s.who || (s.personId ? (names[s.personId] ?? '') : '');
        return (
          <li key={s.id}>
            {may ? (
              <Checkbox
                checked={ticked(s)}
                disabled={finish.isPending}
                onChange={(e) => finish.mutate({ id: s.id, version: s.version, done: e.target.checked })}
              >
                {s.title}
              </Checkbox>
            ) : (
              <span>
                {s.doneAt ? '✓ ' : '○ '}
                {s.title}
              </span>
            )}
            <span className="muted">{who}</span>
            <span className={`num ${s.late ? 'late' : 'muted'}`}>
              {s.startDay && `${s.startDay} 至 `}
              {s.dueDay}
              {s.doneAt ? ` · ${dayOf(s.doneAt)} 完成` : s.late ? ' 已超期' : ''}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
