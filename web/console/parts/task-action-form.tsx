import { Alert, Form, Modal } from 'antd';
import type dayjs from 'dayjs';
import * as parts from '../../../workers/contract/assignments.ts';
import type { Route } from '../../../workers/contract/route.ts';
import * as tasks from '../../../workers/contract/tasks.ts';
import { useCommand } from '../data.ts';
import { PartFields, TaskFields } from './task-action-fields.tsx';
import type { Task, TaskPart } from './task-detail.tsx';
import { useRefusal } from './use-refusal.ts';

const TASK_ROUTES: Record<string, Route> = {
  dispatch: tasks.dispatchTask,
  reschedule: tasks.reschedule,
  addUnit: tasks.addUnit,
  withdraw: tasks.withdrawTask,
  close: tasks.closeTask,
  reopen: tasks.reopenTask,
};
const PART_ROUTES: Record<string, Route> = {
  acknowledge: parts.acknowledge,
  progress: parts.progress,
  submit: parts.submit,
  dispute: parts.dispute,
  arbitrate: parts.arbitrate,
  accept: parts.acceptPart,
  return: parts.returnPart,
  split: parts.split,
};
const DONE: Record<string, string> = {
  dispatch: '已交办',
  reschedule: '期限已调整',
  addUnit: '已增加，单位会收到提醒',
  withdraw: '已撤回',
  close: '已办结',
  reopen: '已重新打开',
  acknowledge: '已签收',
  progress: '进展已报',
  submit: '已报结，等交办单位认可',
  dispute: '已提请裁定，期限继续计',
  arbitrate: '已裁定',
  accept: '已认可',
  return: '已退回',
  split: '已分解，下级单位会收到提醒',
};

/** The form of one step of a task or of a unit's part. Typed text stays when the server refuses. */
export function TaskActionForm({
  task,
  part,
  action,
  label,
  onClose,
}: {
  task: Task;
  part?: TaskPart | undefined;
  action: string;
  label: string;
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const step = useCommand((part ? PART_ROUTES : TASK_ROUTES)[action] as Route, {
    done: DONE[action] ?? '已办理',
    touches: ['tasks.', 'plans.', 'home', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  const submit = (values: Record<string, unknown>) => {
    setRefusal('');
    const { due, ...rest } = values as { due?: dayjs.Dayjs };
    const dueDay = due ? { dueDay: due.format('YYYY-MM-DD') } : {};
    step.mutate({ id: (part ?? task).id, version: (part ?? task).version, ...rest, ...dueDay } as never);
  };
  const unit = part ? ` · ${task.names[part.unitId] ?? ''}` : '';
  return (
    <Modal
      open
      title={`${label} · ${task.number}${unit}`}
      okText={label}
      confirmLoading={step.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        {part ? <PartFields task={task} part={part} action={action} /> : <TaskFields task={task} action={action} />}
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
