import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Tag } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { task as taskRoute } from '../../../workers/contract/tasks.ts';
import { useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { Fallible } from './states.tsx';
import { TaskActions } from './task-actions.tsx';
import { isFinished, kindWords, Share, StageTag, TaskDue } from './task-bits.tsx';
import { SubTasks } from './task-list.tsx';
import { Part } from './task-part.tsx';
import { StepList } from './task-steps.tsx';
import { TaskTimeline } from './task-timeline.tsx';

export type Task = ClientOutput<typeof taskRoute>;
export type TaskPart = Task['assignments'][number];

/** One task: facts, its units' parts with what each may do next, work-back steps, and everything that happened. */
export function TaskDetail({ id, wide, onClose }: { id: string; wide?: boolean; onClose?: () => void }) {
  const query = useRoute(taskRoute, { id });
  const task = query.data;
  return (
    <Fallible query={query}>
      {task && (
        <>
          <div className="row" style={{ marginBottom: 8 }}>
            <span className="num muted">{task.number}</span>
            <StageTag stage={task.stage} />
            {task.kind !== 'once' && <Tag>{kindWords(task.kind, task.recurrence)}</Tag>}
            {task.tag && task.tag !== task.planTitle && <Tag>{task.tag}</Tag>}
            <span className="grow" />
            {!wide && (
              <Link to="/tasks/$id" params={{ id } as never}>
                整页打开
              </Link>
            )}
            {onClose && (
              <Button type="text" size="small" aria-label="关闭" onClick={onClose}>
                ×
              </Button>
            )}
          </div>
          <h2 style={{ fontSize: 18, margin: '0 0 12px' }}>{task.title}</h2>
          <TaskActions task={task} />
          <div className={wide ? 'task-page' : ''} style={{ marginTop: 16 }}>
            <div>
              <Facts task={task} />
              <Parts task={task} />
              <Milestones task={task} />
              <SubTasks rows={task.subtasks} />
            </div>
            <TaskTimeline id={id} version={task.version} names={task.names} />
          </div>
        </>
      )}
    </Fallible>
  );
}

function Facts({ task }: { task: Task }) {
  const lines: [string, React.ReactNode][] = [
    ['内容', task.content],
    ['时限', [task.deadlineText, task.startDay && `${task.startDay} 起`].filter(Boolean).join('，')],
    ['到期', (task.dueAt || task.dueDay) && <TaskDue row={task} long />],
    ['类别', kindWords(task.kind, task.recurrence)],
    [
      '所属计划',
      <Link key="p" to="/plans/$id" params={{ id: task.planId } as never}>
        {task.planTitle}
      </Link>,
    ],
    [
      '上级任务',
      task.parentId && (
        <Link key="t" to="/tasks/$id" params={{ id: task.parentId } as never}>
          查看分解前的任务
        </Link>
      ),
    ],
    ['交办单位', task.ownerUnitId ? (task.names[task.ownerUnitId] ?? '') : '安委办'],
    ['交办时间', task.dispatchedAt && timeOf(task.dispatchedAt)],
    ['依据', task.source],
    ['办结', task.closedAt && `${timeOf(task.closedAt)} ${task.outcome}`],
    ['结论', task.closedAt ? '' : task.outcome],
  ];
  return (
    <dl className="facts">
      {lines
        .filter(([, value]) => Boolean(value))
        .map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

const FEW = 4;

function Parts({ task }: { task: Task }) {
  const [open, setOpen] = useState(false);
  const parts = task.assignments;
  const shown = open ? parts.filter((p) => !isFinished(p.state)) : parts;
  return (
    <section className="task-block">
      <div className="row">
        <h2>责任单位</h2>
        {task.parts > 0 && (
          <Share percent={(100 * task.accepted) / task.parts} label={`${task.accepted}/${task.parts} 已认可`} />
        )}
        <span className="grow" />
        {parts.length > FEW && (
          <Checkbox checked={open} onChange={(e) => setOpen(e.target.checked)}>
            只看没办完的
          </Checkbox>
        )}
      </div>
      {parts.length === 0 && <p className="muted">还没有责任单位，定了单位才能交办。</p>}
      {shown.map((part) => (
        <Part key={part.id} task={task} part={part} unfolded={parts.length <= FEW} />
      ))}
    </section>
  );
}

function Milestones({ task }: { task: Task }) {
  const steps = task.steps.filter((s) => s.assignmentId === null);
  if (steps.length === 0) return null;
  return (
    <section className="task-block">
      <h2>关键节点</h2>
      <StepList steps={steps} names={task.names} />
    </section>
  );
}
