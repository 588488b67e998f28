import { Link } from '@tanstack/react-router';
import { Spin } from 'antd';
import { TASK_STAGE_NAMES, TASK_STAGES } from '../../../workers/contract/task-words.ts';
import { Nothing } from './states.tsx';
import { MARKS, Share, TaskDue, unitWords } from './task-bits.tsx';
import type { TaskRow } from './task-list.tsx';
import { useUnits } from './units.ts';

const RARE = ['drafted', 'returned', 'withdrawn'];

/** Tasks by stage, one column each; stages that rarely hold anything show when they do. */
export function PlanBoard({ rows, loading }: { rows: readonly TaskRow[]; loading: boolean }) {
  const units = useUnits();
  if (rows.length === 0 && !loading) return <Nothing why="这个计划还没有任务。" />;
  const stages = TASK_STAGE_NAMES.filter((s) => !RARE.includes(s) || rows.some((r) => r.stage === s));
  return (
    // A board is wider than the screen: the keyboard must reach it to move it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className="board" tabIndex={0} aria-label="看板">
      {loading && <Spin size="small" />}
      {stages.map((stage) => {
        const own = rows.filter((r) => r.stage === stage);
        const late = own.filter((r) => r.urgency === 'overdue').length;
        return (
          <section key={stage} className="lane" aria-label={TASK_STAGES[stage]}>
            <h3>
              {MARKS[stage]} {TASK_STAGES[stage]} <span className="num">{own.length}</span>
              {late > 0 && <span className="late"> 超期 {late}</span>}
            </h3>
            {own.map((r) => (
              <Link
                key={r.id}
                to="/tasks/$id"
                params={{ id: r.id } as never}
                className={`ticket ${r.urgency === 'overdue' ? 'overdue' : ''}`}
              >
                <strong>
                  {r.itemNo && <span className="num muted">{r.itemNo} </span>}
                  {r.title}
                </strong>
                <span className="muted">{unitWords(r.units, units.short, 2) || '未定责任单位'}</span>
                <span className="row">
                  {r.parts > 1 && <Share percent={(100 * r.accepted) / r.parts} label={`${r.accepted}/${r.parts}`} />}
                  <span className="grow" />
                  <TaskDue row={r} />
                </span>
              </Link>
            ))}
          </section>
        );
      })}
    </section>
  );
}
