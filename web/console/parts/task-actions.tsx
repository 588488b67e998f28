import { Button, Tooltip } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { templateFromTask } from '../../../workers/contract/plans.ts';
import { useCommand } from '../data.ts';
import { useCan } from './person.ts';
import { TaskActionForm } from './task-action-form.tsx';
import type { Task, TaskPart } from './task-detail.tsx';

type Step = Task['actions'][number];

const NEEDS: Record<string, string> = {
  reason: '理由',
  note: '情况说明',
  progress: '完成比例',
  units: '下级单位',
  unitId: '责任单位',
  dueDay: '新的期限',
  uphold: '裁定结论',
};
const FIRST = ['dispatch', 'acknowledge', 'submit', 'accept', 'close', 'arbitrate'];
const GRAVE = ['withdraw', 'dispute', 'return'];
const DraftDrawer = lazy(() => import('./plan-draft.tsx').then((m) => ({ default: m.DraftDrawer })));

/** The task's own steps, as the server says them. */
export function TaskActions({ task }: { task: Task }) {
  return (
    <div className="row">
      <StepButtons task={task} actions={task.actions} />
      <KeepAsTemplate id={task.id} />
    </div>
  );
}

/** Next year's work begins with this year's. */
function KeepAsTemplate({ id }: { id: string }) {
  const can = useCan();
  const keep = useCommand(templateFromTask, { done: '已存为模板，可在“模板”中修改', touches: ['templates'] });
  if (!can('task.plan')) return null;
  return (
    <Button type="text" loading={keep.isPending} onClick={() => keep.mutate({ id })}>
      存为模板
    </Button>
  );
}

/** Buttons drawn from what the server sends: each says what it needs before it is pressed, or why it cannot be. */
export function StepButtons({
  task,
  part,
  actions,
}: {
  task: Task;
  part?: TaskPart | undefined;
  actions: readonly Step[];
}) {
  const [doing, setDoing] = useState<Step>();
  const may = actions.filter((a) => a.allowed);
  // In a list of sixty units the buttons nobody may press would only be in the way.
  const shown = part && may.length === 0 ? [] : [...may, ...actions.filter((a) => !a.allowed)];
  const close = () => setDoing(undefined);
  return (
    <>
      {shown.map((a) => (
        <Tooltip key={a.action} title={hint(a)}>
          <Button
            type={FIRST.includes(a.action) && a.allowed ? 'primary' : 'default'}
            danger={GRAVE.includes(a.action) && a.allowed}
            disabled={!a.allowed}
            onClick={() => setDoing(a)}
          >
            {a.label}
          </Button>
        </Tooltip>
      ))}
      {doing?.action === 'edit' && !part && (
        <Suspense>
          <DraftDrawer planId={task.planId} task={task} onClose={close} />
        </Suspense>
      )}
      {doing && (doing.action !== 'edit' || part) && (
        <TaskActionForm task={task} part={part} action={doing.action} label={doing.label} onClose={close} />
      )}
    </>
  );
}

function hint(a: Step): string {
  if (!a.allowed) return a.why;
  return a.needs.length > 0 ? `需要：${a.needs.map((n) => NEEDS[n] ?? n).join('、')}` : '';
}
