import { Link } from '@tanstack/react-router';
import { Checkbox, Spin } from 'antd';
import { useMemo, useState } from 'react';
import { gantt } from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { TASK_STAGES } from '../../../workers/contract/task-words.ts';
import { today as chinaToday } from '../format.ts';
import { useAll } from './plan-all.ts';
import { Fallible, Nothing } from './states.tsx';
import { isFinished } from './task-bits.tsx';

type Page = ClientOutput<typeof gantt>;
type Bar = Page['items'][number];
type BarStep = Bar['steps'][number];
const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(day);

/** Whole months that hold every day named, today too; at most four years, so that one odd date ruins nothing. */
function rangeOf(bars: readonly Bar[], today: string): [from: number, to: number] {
  const days = bars.flatMap((b) => [b.startDay, b.dueDay, ...b.steps.flatMap((s) => [s.startDay, s.dueDay])]);
  const known = [...days.filter((d): d is string => d !== null), today].map(at);
  const now = at(today);
  const first = new Date(Math.max(Math.min(...known), now - 730 * DAY_MS));
  const last = new Date(Math.min(Math.max(...known), now + 730 * DAY_MS));
  return [
    Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1),
    Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1),
  ];
}

function monthsOf(from: number, to: number): { key: string; label: string; at: number }[] {
  const months = [];
  for (let d = new Date(from); d.getTime() < to; d = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1))) {
    const month = d.getUTCMonth() + 1;
    const label = month === 1 || d.getTime() === from ? `${d.getUTCFullYear()}年${month}月` : `${month}月`;
    months.push({ key: d.toISOString().slice(0, 7), label, at: d.getTime() });
  }
  return months;
}

/** Bars worked back from the deadline, steps below them, a line for today. */
export function PlanGantt({ id }: { id: string }) {
  const pages = useAll(gantt, { id, limit: 50 });
  const [unfolded, setUnfolded] = useState(true);
  const today = chinaToday();
  const bars = pages.items as Bar[];
  const names = useMemo(
    () => Object.assign({}, ...((pages.data?.pages ?? []) as Page[]).map((p) => p.names)) as Record<string, string>,
    [pages.data],
  );
  const [from, to] = useMemo(() => rangeOf(bars, today), [bars, today]);
  const months = monthsOf(from, to);
  const share = (ms: number) => `${(100 * (Math.min(Math.max(ms, from), to) - from)) / (to - from)}%`;
  // A bar of one day is a day wide, not nothing.
  const place = (start: string | null, due: string) => {
    const left = Math.min(at(start ?? due), at(due));
    return { left: share(left), width: `${(100 * Math.max(DAY_MS, at(due) + DAY_MS - left)) / (to - from)}%` };
  };
  return (
    <Fallible query={pages}>
      {bars.length === 0 && pages.whole && <Nothing why="这个计划还没有任务。" />}
      {bars.length > 0 && (
        <>
          <div className="row legend">
            <span>
              <span className="bar-key" /> 任务期间
            </span>
            <span>
              <span className="bar-key done" /> 已完成
            </span>
            <span>
              <span className="bar-key late" /> 超期（!）
            </span>
            <span>◆ 节点</span>
            <span className="grow" />
            {!pages.whole && <Spin size="small" />}
            <Checkbox checked={unfolded} onChange={(e) => setUnfolded(e.target.checked)}>
              显示各单位工期
            </Checkbox>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways */}
          <section className="gantt" tabIndex={0} aria-label="甘特图">
            <div className="gantt-in" style={{ minWidth: 300 + months.length * 74 }}>
              <div className="gantt-row gantt-head">
                <span className="gantt-name">任务</span>
                <span className="gantt-track">
                  {months.map((m) => (
                    <span key={m.key} className="gantt-month" style={{ left: share(m.at) }}>
                      {m.label}
                    </span>
                  ))}
                </span>
              </div>
              {bars.map((b) => (
                <div key={b.id}>
                  <TaskBar bar={b} place={place} today={today} now={share(at(today))} />
                  {unfolded &&
                    b.steps.map((s) => (
                      <StepBar
                        key={s.id}
                        step={s}
                        unit={s.unitId ? names[s.unitId] : undefined}
                        place={place}
                        now={share(at(today))}
                      />
                    ))}
                </div>
              ))}
            </div>
          </section>
        </>
      )}
    </Fallible>
  );
}

/** A late bar reaches to today; one given out after its day begins with that day. */
const earlier = (start: string | null, due: string) => (start && start < due ? start : due);
type Place = (start: string | null, due: string) => { left: string; width: string };

function TaskBar({ bar, place, today, now }: { bar: Bar; place: Place; today: string; now: string }) {
  const done = isFinished(bar.stage);
  const late = !done && bar.stage !== 'drafted' && bar.dueDay !== null && bar.dueDay < today;
  const words = `${TASK_STAGES[bar.stage]}，${bar.startDay ?? ''} 至 ${bar.dueDay ?? '长期坚持'}${late ? '，已超期' : ''}`;
  return (
    <div className="gantt-row">
      <span className="gantt-name">
        <Link to="/tasks/$id" params={{ id: bar.id } as never} title={bar.title}>
          {bar.title}
        </Link>
      </span>
      <span className="gantt-track">
        <span className="gantt-now" style={{ left: now }} />
        {bar.dueDay ? (
          <span
            className={`bar ${done ? 'done' : late ? 'late' : ''}`}
            style={late ? place(earlier(bar.startDay, bar.dueDay), today) : place(bar.startDay, bar.dueDay)}
            title={words}
          >
            {late && `! 应于 ${bar.dueDay} 完成`}
            {done ? '✓' : ''}
          </span>
        ) : (
          <span
            className="bar standing"
            style={{ left: bar.startDay ? place(bar.startDay, bar.startDay).left : now, right: 0 }}
            title={words}
          >
            长期坚持 →
          </span>
        )}
      </span>
    </div>
  );
}

function StepBar({ step, unit, place, now }: { step: BarStep; unit: string | undefined; place: Place; now: string }) {
  const words = `${step.title}，${step.startDay ? `${step.startDay} 至 ` : ''}${step.dueDay}${step.done ? '，已完成' : step.late ? '，已超期' : ''}`;
  const tone = step.done ? 'done' : step.late ? 'late' : '';
  return (
    <div className="gantt-row gantt-step">
      <span className="gantt-name muted" title={`${unit ?? '节点'} ${step.title} ${step.who}`}>
        {unit ? `${unit}：` : '◆ '}
        {step.title}
        {step.who && `（${step.who}）`}
      </span>
      <span className="gantt-track">
        <span className="gantt-now" style={{ left: now }} />
        {step.startDay ? (
          <span className={`bar thin ${tone}`} style={place(step.startDay, step.dueDay)} title={words} />
        ) : (
          <span className={`diamond ${tone}`} style={{ left: place(null, step.dueDay).left }} title={words}>
            {step.late ? '◆!' : step.done ? '◇' : '◆'}
          </span>
        )}
      </span>
    </div>
  );
}
