import { Link } from '@tanstack/react-router';
import { Table, type TableProps } from 'antd';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { tasks } from '../../../workers/contract/tasks.ts';
import { Nothing } from './states.tsx';
import { kindWords, Share, StageTag, TaskDue, unitWords } from './task-bits.tsx';
import { useUnits } from './units.ts';

export type TaskRow = ClientOutput<typeof tasks>['items'][number];
interface ListProps {
  rows: TaskRow[];
  loading: boolean;
  empty: string;
  openId?: string | undefined;
  onOpen: (row: TaskRow) => void;
}

/** Tasks as a dense table; `narrow` beside an open detail, `plan` inside a plan (in its order, with its own numbers). */
export function TaskTable({
  rows,
  loading,
  empty,
  openId,
  onOpen,
  narrow,
  plan,
}: ListProps & { narrow?: boolean; plan?: boolean }) {
  const units = useUnits();
  const columns: NonNullable<TableProps<TaskRow>['columns']> = [
    plan
      ? {
          title: '序号',
          dataIndex: 'number',
          width: 72,
          className: 'num',
          render: (_, r) => r.itemNo || r.number,
        }
      : { title: '编号', dataIndex: 'number', width: 132, className: 'num' },
    { title: '进度', dataIndex: 'stage', width: 112, render: (_, r) => <StageTag stage={r.stage} /> },
    {
      title: '任务',
      dataIndex: 'title',
      render: (_, r) => (
        <>
          {r.parentId && <span className="muted">└ </span>}
          {r.title}
          <div className="muted">
            {kindWords(r.kind, r.recurrence)}
            {r.tag && !plan && ` · ${r.tag}`}
          </div>
        </>
      ),
    },
    {
      title: '责任单位',
      dataIndex: 'units',
      width: 230,
      render: (_, r) =>
        unitWords(r.units, units.short) || <span className="muted">未定{r.stage === 'drafted' && '，不能交办'}</span>,
    },
    {
      title: '已认可',
      dataIndex: 'parts',
      width: 116,
      render: (_, r) =>
        r.parts > 0 && <Share percent={(100 * r.accepted) / r.parts} label={`${r.accepted}/${r.parts}`} />,
    },
    { title: '期限', dataIndex: 'dueAt', width: 116, render: (_, r) => <TaskDue row={r} /> },
  ];
  const brief = ['number', 'stage', 'title', 'dueAt'];
  return (
    <Table<TaskRow>
      rowKey="id"
      size="small"
      columns={narrow ? columns.filter((c) => 'dataIndex' in c && brief.includes(String(c.dataIndex))) : columns}
      dataSource={rows}
      loading={loading}
      pagination={false}
      scroll={narrow ? undefined : { x: 860 }}
      sticky={{ offsetHeader: 52 }}
      locale={{ emptyText: <Nothing why={empty} /> }}
      onRow={(r) => ({
        onClick: () => onOpen(r),
        onKeyDown: (e) => e.key === 'Enter' && e.target === e.currentTarget && onOpen(r),
        tabIndex: 0,
        className: r.id === openId ? 'open-row' : '',
        style: { cursor: 'pointer' },
      })}
    />
  );
}

/** The same rows on a phone: the whole tile is the button. */
export function TaskTiles({ rows, loading, empty, onOpen }: ListProps) {
  const units = useUnits();
  if (!loading && rows.length === 0) return <Nothing why={empty} />;
  return (
    <ul className="tiles">
      {rows.map((r) => (
        <li key={r.id}>
          <button type="button" onClick={() => onOpen(r)}>
            <span className="row">
              <StageTag stage={r.stage} />
              <span className="grow" />
              <TaskDue row={r} />
            </span>
            <strong>
              {r.itemNo && <span className="num muted">{r.itemNo} </span>}
              {r.title}
            </strong>
            <span className="row muted">
              <span className="grow">{unitWords(r.units, units.short, 2) || '未定责任单位'}</span>
              {r.parts > 0 && <Share percent={(100 * r.accepted) / r.parts} label={`${r.accepted}/${r.parts}`} />}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Sub-tasks under a task: a plain list of links. */
export function SubTasks({ rows }: { rows: readonly TaskRow[] }) {
  const units = useUnits();
  if (rows.length === 0) return null;
  return (
    <section className="task-block">
      <h2>分解出的子任务</h2>
      <ul className="rows">
        {rows.map((r) => (
          <li key={r.id} className="row">
            <StageTag stage={r.stage} />
            <Link to="/tasks/$id" params={{ id: r.id } as never} className="grow">
              {r.title}
            </Link>
            <span className="muted">{unitWords(r.units, units.short, 2)}</span>
            <TaskDue row={r} />
          </li>
        ))}
      </ul>
    </section>
  );
}
