import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { acknowledge, bulkAcknowledge } from '../../../workers/contract/assignments.ts';
import { ERRORS, type ErrorCode } from '../../../workers/contract/errors.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ASSIGNMENT_ROLES } from '../../../workers/contract/task-words.ts';
import type { myTasks } from '../../../workers/contract/tasks.ts';
import { useCommand } from '../data.ts';
import { useCan, useMe } from './person.ts';
import { Nothing } from './states.tsx';
import { PartTag, Share, TaskDue } from './task-bits.tsx';
import { useUnits } from './units.ts';

export type MyRow = ClientOutput<typeof myTasks>['items'][number];
interface ListProps {
  rows: MyRow[];
  loading: boolean;
  empty: string;
}

/** Those not yet acknowledged, taken on with one press. */
export function Acknowledge({ rows }: { rows: readonly MyRow[] }) {
  const can = useCan();
  const { modal, message } = App.useApp();
  const fresh = rows.filter((r) => r.state === 'dispatched').slice(0, 100);
  const all = useCommand(bulkAcknowledge, {
    touches: ['tasks.', 'plans.', 'home', 'inbox'],
    onDone: ({ done, failed }) => {
      if (failed.length === 0) return void message.success(`已签收 ${done.length} 项`);
      void modal.warning({
        title: `已签收 ${done.length} 项，${failed.length} 项没有签收`,
        content: failed.map((f) => (
          <div key={f.id}>
            {rows.find((r) => r.id === f.id)?.title}：{ERRORS[f.code as ErrorCode]?.[1] ?? '未签收'}
          </div>
        )),
      });
    },
  });
  if (fresh.length === 0 || !can('task.do')) return null;
  return (
    <div className="card row" style={{ marginBottom: 12 }}>
      <span className="grow">
        有 <strong>{fresh.length}</strong> 项任务还没有签收。
      </span>
      <Button
        type="primary"
        loading={all.isPending}
        onClick={() => all.mutate({ items: fresh.map(({ id, version }) => ({ id, version })) })}
      >
        全部签收（{fresh.length}）
      </Button>
    </div>
  );
}

/** Own parts as a table; those not yet acknowledged can be picked and acknowledged together. */
export function MyTable({ rows, loading, empty }: ListProps) {
  const units = useUnits();
  const navigate = useNavigate();
  return (
    <Table<MyRow>
      rowKey="id"
      size="small"
      pagination={false}
      loading={loading}
      dataSource={rows}
      scroll={{ x: 860 }}
      sticky={{ offsetHeader: 52 }}
      locale={{ emptyText: <Nothing why={empty} /> }}
      onRow={(r) => ({
        onClick: () => void navigate({ to: '/tasks/$id', params: { id: r.taskId } as never }),
        style: { cursor: 'pointer' },
      })}
      columns={[
        { title: '编号', dataIndex: 'number', width: 132, className: 'num' },
        { title: '进度', width: 112, render: (_, r) => <PartTag state={r.state} /> },
        {
          title: '任务',
          render: (_, r) => (
            <>
              <Link to="/tasks/$id" params={{ id: r.taskId } as never} onClick={(e) => e.stopPropagation()}>
                {r.title}
              </Link>
              <div className="muted">{r.planTitle}</div>
            </>
          ),
        },
        {
          title: '单位',
          width: 150,
          render: (_, r) => `${units.short(r.unitId)}（${ASSIGNMENT_ROLES[r.role]}）`,
        },
        { title: '完成', width: 116, render: (_, r) => <Share percent={r.progress} /> },
        { title: '期限', width: 110, render: (_, r) => <TaskDue row={{ ...r, deadlineText: '长期坚持' }} /> },
        { title: '', width: 84, render: (_, r) => <TakeOn row={r} /> },
      ]}
    />
  );
}

/** The same on a phone. */
export function MyTiles({ rows, loading, empty }: ListProps) {
  const units = useUnits();
  if (!loading && rows.length === 0) return <Nothing why={empty} />;
  return (
    <ul className="tiles task-tiles">
      {rows.map((r) => (
        <li key={r.id}>
          <Link to="/tasks/$id" params={{ id: r.taskId } as never}>
            <span className="row">
              <PartTag state={r.state} />
              <span className="muted">{ASSIGNMENT_ROLES[r.role]}</span>
              <span className="grow" />
              <TaskDue row={{ ...r, deadlineText: '长期坚持' }} />
            </span>
            <strong>{r.title}</strong>
            <span className="row muted">
              <span className="grow">
                {units.short(r.unitId)} · {r.planTitle}
              </span>
              {r.progress > 0 && <Share percent={r.progress} />}
            </span>
          </Link>
          <TakeOn row={r} />
        </li>
      ))}
    </ul>
  );
}

function TakeOn({ row }: { row: MyRow }) {
  const can = useCan();
  const me = useMe();
  const [pressed, setPressed] = useState(false);
  const take = useCommand(acknowledge, { done: '已签收', touches: ['tasks.', 'plans.', 'home', 'inbox'] });
  if (row.state !== 'dispatched' || !can('task.do')) return null;
  return (
    <Button
      size="small"
      loading={take.isPending}
      disabled={pressed && take.isSuccess}
      aria-label={`签收 ${row.title}`}
      onClick={(e) => {
        e.stopPropagation();
        setPressed(true);
        // Whoever takes it on is named, unless the task is another unit's.
        take.mutate({ id: row.id, version: row.version, personId: me.unitId === row.unitId ? me.personId : null });
      }}
    >
      签收
    </Button>
  );
}
