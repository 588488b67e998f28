import { useParams } from '@tanstack/react-router';
import { type CSSProperties, useEffect, useState } from 'react';
import { wall as wallRoute } from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { TASK_STAGES, type TaskStage } from '../../../workers/contract/task-words.ts';
import { useRoute } from '../data.ts';
import { remaining, timeOf } from '../format.ts';
import { Door } from '../parts/door.tsx';
import { Failed } from '../parts/states.tsx';
import { MARKS } from '../parts/task-bits.tsx';
import { useUnits } from '../parts/units.ts';

type Wall = ClientOutput<typeof wallRoute>;
const WIDTH = 1920;
const HEIGHT = 1080;
const STAGES: TaskStage[] = [
  'dispatched',
  'acknowledged',
  'in_progress',
  'returned',
  'submitted',
  'accepted',
  'closed',
];
/** What fits without scrolling. */
const UNITS = 60;
const LINES = 4;

/** How much a picture of 1920 × 1080 must shrink or grow to fill this screen. */
const measure = () => Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
function useScale(): number {
  const [scale, setScale] = useState(measure);
  useEffect(() => {
    const resize = () => setScale(measure());
    window.addEventListener('resize', resize);
    return () => window.removeEventListener('resize', resize);
  }, []);
  return scale;
}

/** Battle map for a big screen: no menu, no scrolling, new figures every minute, the last ones when the network is cut. */
export function PlanWall() {
  return (
    <Door>
      <Screen />
    </Door>
  );
}

function Screen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(wallRoute, { id }, { refetchInterval: 60_000 });
  const scale = useScale();
  const style: CSSProperties = { width: WIDTH, height: HEIGHT, transform: `translate(-50%, -50%) scale(${scale})` };
  if (!query.data) {
    return query.error ? (
      <Failed error={query.error} retry={() => void query.refetch()} />
    ) : (
      <p className="pad">正在取数…</p>
    );
  }
  return (
    <main className="wall">
      <div className="wall-sheet" style={style}>
        <Board wall={query.data} stale={query.error !== null} />
      </div>
    </main>
  );
}

function Board({ wall, stale }: { wall: Wall; stale: boolean }) {
  const names = useUnits();
  const count = (s: TaskStage) => wall.stages[s] ?? 0;
  const total = STAGES.reduce((sum, s) => sum + count(s), 0);
  const done = count('accepted') + count('closed');
  const late = wall.units.reduce((sum, u) => sum + u.late, 0);
  const shown = wall.units.slice(0, wall.units.length > UNITS ? UNITS - 1 : UNITS);
  const left = wall.units.length - shown.length;
  return (
    <>
      <header>
        <h1>{wall.title}</h1>
        <p className={stale ? 'wall-stale' : ''} role="status">
          {stale ? `! 网络不通，这是 ${timeOf(wall.at)} 的数据` : `${timeOf(wall.at)} 更新`}
        </p>
      </header>
      <ul className="wall-figures">
        <li className="wall-total">
          <b>
            {done}
            <small>/{total}</small>
          </b>
          任务完成
        </li>
        {STAGES.filter((s) => s !== 'returned' || count(s) > 0).map((s) => (
          <li key={s}>
            <b>{count(s)}</b>
            {MARKS[s]} {TASK_STAGES[s]}
          </li>
        ))}
        <li className={late > 0 ? 'wall-late' : ''}>
          <b>{late}</b>! 超期
        </li>
      </ul>
      <div className="wall-body">
        <section aria-label="各单位">
          <ul className="wall-units" style={gridOf(shown.length + (left > 0 ? 1 : 0))}>
            {shown.map((u) => (
              <Unit key={u.id} unit={u} name={names.short(u.id) || u.name} />
            ))}
            {left > 0 && <li className="wall-more">另有 {left} 个单位</li>}
          </ul>
        </section>
        <aside>
          <Lines title="! 已超期" rows={wall.late} empty="没有超期的任务" tone="wall-late" />
          <Lines title="接下来到期" rows={wall.ahead} empty="近期没有到期的任务" tone="" />
        </aside>
      </div>
    </>
  );
}

/** Columns and rows that fill the field with tiles as large as can be. */
function gridOf(count: number): CSSProperties {
  const columns = count <= 4 ? 2 : count <= 12 ? 3 : count <= 28 ? 4 : count <= 45 ? 5 : 6;
  const rows = Math.max(2, Math.ceil(count / columns));
  return {
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
    fontSize: [52, 38, 29][columns - 2] ?? 25,
  };
}

function Unit({ unit, name }: { unit: Wall['units'][number]; name: string }) {
  const whole = unit.total > 0 && unit.finished === unit.total;
  return (
    <li className={unit.late > 0 ? 'wall-late' : whole ? 'wall-whole' : ''}>
      <span className="wall-name">{name}</span>
      <span className="wall-line">
        <span className="wall-bar" aria-hidden="true">
          <span style={{ width: `${unit.progress}%` }} />
        </span>
        <b>
          {unit.finished}/{unit.total}
        </b>
        {unit.late > 0 ? (
          <em>! 超期 {unit.late}</em>
        ) : whole ? (
          <em>✓</em>
        ) : unit.submitted > 0 ? (
          <em>▲ 报 {unit.submitted}</em>
        ) : (
          <em>{unit.progress}%</em>
        )}
      </span>
    </li>
  );
}

/** A task late in eleven units is one line with the eleven below it, not eleven lines. */
function byTask(rows: Wall['late']): { id: string; title: string; dueAt: string; units: string[] }[] {
  const groups = new Map<string, { id: string; title: string; dueAt: string; units: string[] }>();
  for (const { taskId: id, title, unit, dueAt } of rows) {
    const key = `${id} ${dueAt}`;
    const group = groups.get(key) ?? { id: key, title, dueAt, units: [] };
    group.units.push(unit);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function Lines({ title, rows, empty, tone }: { title: string; rows: Wall['late']; empty: string; tone: string }) {
  const groups = byTask(rows);
  return (
    <section className={rows.length > 0 ? tone : ''}>
      <h2>{title}</h2>
      {rows.length === 0 && <p>{empty}</p>}
      <ol>
        {groups.slice(0, LINES).map((g) => (
          <li key={g.id}>
            <span>{g.title}</span>
            <b>{remaining(g.dueAt)}</b>
            <span className="wall-who">{g.units.join('、')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
