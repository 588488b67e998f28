import { Alert, Button, Form, Input, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { closePlan, dispatchPlan, exportPlan, withdrawPlan } from '../../../workers/contract/plans.ts';
import { useCommand } from '../data.ts';
import { download, saveAs } from '../session.ts';
import { useCan } from './person.ts';
import { ImportPlan } from './plan-excel.tsx';
import { type Plan, PlanForm } from './plan-form.tsx';
import type { TaskRow } from './task-list.tsx';
import { useRefusal } from './use-refusal.ts';

/** What may be done with the whole plan, as the server says; the one who dispatches reads how many will be told. */
export function PlanActions({
  plan,
  rows,
  whole,
  onAdd,
}: {
  plan: Plan;
  rows: readonly TaskRow[];
  whole: boolean;
  onAdd: (() => void) | undefined;
}) {
  const can = useCan();
  const [doing, setDoing] = useState<string>();
  const close = () => setDoing(undefined);
  const action = plan.actions.find((a) => a.action === doing);
  const empty = whole && !rows.some((r) => r.stage === 'drafted');
  const known = plan.actions.map((a) =>
    a.action === 'dispatch' && a.allowed && empty ? { ...a, allowed: false, why: '没有草稿可以交办' } : a,
  );
  const shown = known.sort((a, b) => Number(b.allowed) - Number(a.allowed));
  return (
    <div className="row">
      {onAdd && <Button onClick={onAdd}>新增任务</Button>}
      {shown.map((a) => (
        <Tooltip key={a.action} title={a.allowed ? '' : a.why}>
          <Button
            type={a.action === 'dispatch' && a.allowed ? 'primary' : 'default'}
            danger={a.action === 'withdraw' && a.allowed}
            disabled={!a.allowed}
            onClick={() => setDoing(a.action)}
          >
            {a.label}
          </Button>
        </Tooltip>
      ))}
      <span className="grow" />
      {onAdd && <Button onClick={() => setDoing('import')}>从 Excel 导入</Button>}
      {can('export.run') && (
        <Button onClick={() => void saveAs(download(exportPlan, { id: plan.id }), `${plan.title}.xlsx`)}>
          导出 Excel
        </Button>
      )}
      {doing === 'edit' && <PlanForm plan={plan} onClose={close} />}
      {doing === 'import' && <ImportPlan plan={plan} onClose={close} />}
      {doing === 'dispatch' && <Dispatch plan={plan} rows={rows} whole={whole} onClose={close} />}
      {(doing === 'withdraw' || doing === 'close') && (
        <WithReason plan={plan} action={doing} label={action?.label ?? ''} onClose={close} />
      )}
    </div>
  );
}

function Dispatch({
  plan,
  rows,
  whole,
  onClose,
}: {
  plan: Plan;
  rows: readonly TaskRow[];
  whole: boolean;
  onClose: () => void;
}) {
  const { refusal, refused } = useRefusal();
  const send = useCommand(dispatchPlan, {
    done: '已全部交办',
    touches: ['plans.', 'tasks.', 'home', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  const drafts = rows.filter((r) => r.stage === 'drafted');
  const ready = drafts.filter((r) => r.units.length > 0);
  const units = new Set(ready.flatMap((r) => r.units.map((u) => u.unitId)));
  const undated = ready.filter((r) => r.kind === 'once' && !r.dueDay && !r.dueAt).length;
  return (
    <Modal
      open
      title="全部交办"
      okText={`交办 ${ready.length} 项，告知 ${units.size} 个单位`}
      okButtonProps={{ disabled: !whole || ready.length === 0 }}
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => send.mutate({ id: plan.id, version: plan.version })}
    >
      <p>
        将交办 <strong>{ready.length}</strong> 项任务，<strong>{units.size}</strong>{' '}
        个单位会收到提醒，签收和办结期限从现在起算。
      </p>
      {drafts.length > ready.length && (
        <p className="muted">另有 {drafts.length - ready.length} 项没有责任单位，留作草稿。</p>
      )}
      {undated > 0 && <p className="muted">其中 {undated} 项没有写期限，按本地区的时限规则计算。</p>}
      <p className="muted">交办后任务内容不能再改，只能调整期限、增加单位或撤回。</p>
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
    </Modal>
  );
}

function WithReason({
  plan,
  action,
  label,
  onClose,
}: {
  plan: Plan;
  action: 'withdraw' | 'close';
  label: string;
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ reason: string }>();
  const { refusal, refused } = useRefusal();
  const grave = action === 'withdraw';
  const step = useCommand(grave ? withdrawPlan : closePlan, {
    done: grave ? '计划已撤回' : '计划已结束',
    touches: ['plans.', 'tasks.', 'home', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  return (
    <Modal
      open
      title={`${label} · ${plan.title}`}
      okText={label}
      okButtonProps={{ danger: grave }}
      confirmLoading={step.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ reason: '' }}
        onFinish={({ reason }) => step.mutate({ id: plan.id, version: plan.version, reason })}
      >
        <p>{grave ? '计划里的任务一并撤回，各责任单位会收到撤回理由。' : '结束后不再催办，也不能再交办新的任务。'}</p>
        <Form.Item
          name="reason"
          label={grave ? '撤回理由' : '说明'}
          rules={grave ? [{ required: true, min: 2, message: '请填写理由' }] : []}
        >
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
