import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { type KeyboardEvent, type MouseEvent, memo, useMemo, useRef, useState } from 'react';
import { matrix } from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ASSIGNMENT_STATES, type AssignmentState } from '../../../workers/contract/task-words.ts';
import { dayOf } from '../format.ts';
import { useAll } from './plan-all.ts';
import { Fallible, Nothing } from './states.tsx';
import { useUnits } from './units.ts';

type Page = ClientOutput<typeof matrix>;
type TaskHead = Page['items'][number];
type Cell = Page['cells'][number];
interface Line {
  task: TaskHead;
  cells: ReadonlyMap<string, Cell>;
}
/** One letter a state: read at a glance, printed in black and white. */
const LETTERS: Record<AssignmentState, string> = {
  drafted: '稿',
  dispatched: '待',
  acknowledged: '签',
  in_progress: '办',
  disputed: '争',
  submitted: '报',
  returned: '退',
  accepted: '✓',
  released: '－',
};
const LEGEND: AssignmentState[] = [
  'dispatched',
  'acknowledged',
  'in_progress',
  'submitted',
  'returned',
  'disputed',
  'accepted',
];

/** Height of a row, and how many stand in the page at once: what lies far outside the view is a gap of its height. */
const ROW = 31;
const WINDOW = 60;
const STEP = 10;

/** Pages name a unit by its place in themselves: brought together by id. */
function gather(pages: readonly Page[]) {
  const units = new Map<string, string>();
  const lines: Line[] = [];
  for (const page of pages) {
    for (const unit of page.units) units.set(unit.id, unit.name);
    const own = page.items.map((task) => ({ task, cells: new Map<string, Cell>() }));
    for (const cell of page.cells) own[cell.task]?.cells.set(page.units[cell.unit]!.id, cell);
    lines.push(...own);
  }
  return { units: [...units].map(([id, name]) => ({ id, name })), lines };
}

/** Unit × task: a plain table, whose head and first column stay. Arrow keys move, Enter opens. */
export function PlanMatrix({ id }: { id: string }) {
  const pages = useAll(matrix, { id, limit: 200 });
  const names = useUnits();
  const navigate = useNavigate();
  const [onlyLate, setOnlyLate] = useState(false);
  const [first, setFirst] = useState(0);
  const box = useRef<HTMLTableElement>(null);
  const { units, lines } = useMemo(() => gather((pages.data?.pages ?? []) as Page[]), [pages.data]);
  const order = useMemo(() => new Map(names.all.map((u, i) => [u.id, i])), [names.all]);
  const shown = onlyLate ? lines.filter((l) => [...l.cells.values()].some((c) => c.late)) : lines;
  const from = Math.max(0, Math.min(first, shown.length - WINDOW));
  const seen = shown.slice(from, from + WINDOW);
  const columns = useMemo(
    () => [...units].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
    [units, order],
  );
  const open = (e: MouseEvent | KeyboardEvent) => {
    const task = (e.target as HTMLElement).closest<HTMLElement>('td[data-task]')?.dataset.task;
    if (task) void navigate({ to: '/tasks/$id', params: { id: task } as never });
  };
  const move = (e: KeyboardEvent) => {
    const cell = (e.target as HTMLElement).closest('td');
    if (!cell) return;
    if (e.key === 'Enter') return open(e);
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[e.key];
    const row = cell.parentElement as HTMLTableRowElement;
    const next = step && box.current?.rows[row.rowIndex + step[0]!]?.cells[cell.cellIndex + step[1]!];
    if (next?.tagName !== 'TD') return;
    e.preventDefault();
    next.focus();
  };
  return (
    <Fallible query={pages}>
      {lines.length === 0 && pages.whole && <Nothing why="这个计划还没有任务。" />}
      {lines.length > 0 && (
        <>
          <div className="row legend">
            {LEGEND.map((s) => (
              <span key={s}>
                <span className={`mx mx-${s}`}>{LETTERS[s]}</span> {ASSIGNMENT_STATES[s]}
              </span>
            ))}
            <span>
              <span className="mx mx-late">办!</span> 超期
            </span>
            <span className="grow" />
            <Checkbox checked={onlyLate} onChange={(e) => setOnlyLate(e.target.checked)}>
              只看有超期的
            </Checkbox>
          </div>
          {shown.length === 0 && <Nothing why="没有超期的任务。" />}
          <section
            className="matrix"
            onClick={open}
            onKeyDown={move}
            onScroll={(e) => setFirst(Math.floor(e.currentTarget.scrollTop / ROW / STEP) * STEP - 2 * STEP)}
            aria-label="任务矩阵"
          >
            <table ref={box}>
              <thead>
                <tr>
                  <th scope="col" className="corner">
                    任务（{shown.length}） ＼ 单位（{columns.length}）
                  </th>
                  {columns.map((u) => (
                    <th key={u.id} scope="col" title={u.name}>
                      <span>{names.short(u.id) || u.name}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <Gap rows={from} />
                {seen.map((l) => (
                  <MatrixRow key={l.task.id} line={l} units={columns} />
                ))}
                <Gap rows={shown.length - from - seen.length} />
              </tbody>
            </table>
          </section>
          {pages.error && (
            <p className="late" role="alert">
              没有取全：{pages.error.message}
              <Button type="link" onClick={() => void pages.refetch()}>
                重试
              </Button>
            </p>
          )}
        </>
      )}
    </Fallible>
  );
}

function Gap({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tr>
      <td style={{ height: rows * ROW, padding: 0, border: 0 }} />
    </tr>
  );
}

const MatrixRow = memo(function MatrixRow({ line, units }: { line: Line; units: { id: string; name: string }[] }) {
  const { task, cells } = line;
  return (
    <tr>
      <th scope="row">
        <span className="matrix-task">
          <Link to="/tasks/$id" params={{ id: task.id } as never} title={task.title}>
            {task.title}
          </Link>
          <span className="muted num">{task.dueAt ? dayOf(task.dueAt) : ''}</span>
        </span>
      </th>
      {units.map((u) => {
        const cell = cells.get(u.id);
        if (!cell) return <td key={u.id} />;
        const words = `${u.name}：${ASSIGNMENT_STATES[cell.state]}${cell.late ? '，已超期' : ''}${cell.progress > 0 ? `，${cell.progress}%` : ''}`;
        return (
          <td
            key={u.id}
            data-task={task.id}
            tabIndex={-1}
            title={words}
            className={`mx ${cell.late ? 'mx-late' : `mx-${cell.state}`}`}
          >
            {LETTERS[cell.state]}
            {cell.late && '!'}
          </td>
        );
      })}
    </tr>
  );
});
