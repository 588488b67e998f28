import { Alert, Button, DatePicker, Drawer, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { sectors } from '../../../workers/contract/people.ts';
import { RECURRENCES, TASK_KINDS } from '../../../workers/contract/task-words.ts';
import { addTask, editTask } from '../../../workers/contract/tasks.ts';
import { useCommand, useRoute } from '../data.ts';
import type { Task } from './task-detail.tsx';
import { type UnitOf, UnitsByRole } from './task-units.tsx';
import { useRefusal } from './use-refusal.ts';

const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
const dayText = (d: Dayjs | null | undefined) => d?.format('YYYY-MM-DD') ?? null;
const dayAt = (text: string | null) => (text ? dayjs(text) : null);

interface Values {
  itemNo?: string;
  title: string;
  content?: string;
  kind: Task['kind'];
  recurrence?: Task['recurrence'];
  deadlineText?: string;
  start?: Dayjs | null;
  due?: Dayjs | null;
  sector?: string | null;
  tag?: string;
  milestones?: { title: string; due: Dayjs }[];
  units?: UnitOf[];
}

function valuesOf(task: Task | undefined): Partial<Values> {
  if (!task) return { kind: 'once', units: [] };
  const { itemNo, title, content, kind, recurrence, deadlineText, sector, tag } = task;
  const units = task.assignments.map(({ unitId, role, dueDay }) => ({ unitId, role, dueDay }));
  const own = task.steps.filter((s) => s.assignmentId === null);
  return {
    ...{ itemNo, title, content, kind, recurrence, deadlineText, sector, tag, units },
    start: dayAt(task.startDay),
    due: dayAt(task.dueDay),
    milestones: own.map((s) => ({ title: s.title, due: dayjs(s.dueDay) })),
  };
}

/** A draft of a plan: written or changed beside the table it stands in. */
export function DraftDrawer({ planId, task, onClose }: { planId: string; task?: Task; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const { refusal, setRefusal, refused } = useRefusal();
  const [again, setAgain] = useState(false);
  const kind = Form.useWatch('kind', form);
  const areas = useRoute(sectors, {});
  const options = {
    done: '草稿已保存',
    touches: ['tasks.', 'plans.'],
    onDone: () => {
      if (!again) return onClose();
      form.resetFields();
      form.getFieldInstance('title')?.focus();
    },
    onRefused: refused,
  };
  const add = useCommand(addTask, options);
  const edit = useCommand(editTask, options);
  const save = (v: Values) => {
    setRefusal('');
    const { start, due, milestones, units, ...rest } = v;
    const fields = {
      ...rest,
      recurrence: v.kind === 'recurring' ? (v.recurrence ?? 'month') : null,
      sector: v.sector ?? null,
      startDay: dayText(start),
      dueDay: v.kind === 'once' ? dayText(due) : null,
      milestones: (milestones ?? []).map((m) => ({ title: m.title, dueDay: m.due.format('YYYY-MM-DD') })),
      units: units ?? [],
    };
    if (task) edit.mutate({ id: task.id, version: task.version, ...fields });
    else add.mutate({ planId, ...fields });
  };
  const submit = (more: boolean) => {
    setAgain(more);
    form.submit();
  };
  const busy = add.isPending || edit.isPending;
  return (
    <Drawer
      open
      size={640}
      title={task ? `修改草稿 ${task.number}` : '新增任务'}
      onClose={onClose}
      maskClosable={false}
      footer={
        <div className="row">
          <Button type="primary" loading={busy} onClick={() => submit(false)}>
            保存草稿
          </Button>
          {!task && (
            <Button disabled={busy} onClick={() => submit(true)}>
              保存，再加一项
            </Button>
          )}
          <Button type="text" onClick={onClose}>
            取消
          </Button>
        </div>
      }
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={valuesOf(task)}>
        <div className="item-title">
          <Form.Item name="itemNo" label="序号">
            <Input maxLength={20} />
          </Form.Item>
          <Form.Item name="title" label="任务" rules={[{ required: true, min: 2, message: '请写明任务' }]}>
            <Input maxLength={200} autoFocus />
          </Form.Item>
        </div>
        <Form.Item name="content" label="具体要求">
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={8000} />
        </Form.Item>
        <Form.Item name="units" label="责任单位" extra="没有责任单位的草稿不能交办">
          <UnitsByRole />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="kind" label="类别">
            <Select options={pick(TASK_KINDS)} />
          </Form.Item>
          {kind === 'recurring' ? (
            <Form.Item name="recurrence" label="多久一次" initialValue="month" extra="每期最后一天到期">
              <Select options={pick(RECURRENCES)} />
            </Form.Item>
          ) : (
            <Form.Item name="due" label="期限" hidden={kind === 'standing'}>
              <DatePicker style={{ width: '100%' }} />
            </Form.Item>
          )}
        </div>
        <div className="grid2">
          <Form.Item name="deadlineText" label="原文时限">
            <Input maxLength={200} placeholder="例如 6月底前见成效，长期坚持" />
          </Form.Item>
          <Form.Item name="start" label="开始">
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <MilestoneFields />
        <div className="grid2">
          <Form.Item name="sector" label="行业领域">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={areas.data?.items.map((s) => ({ value: s.sector, label: s.label }))}
            />
          </Form.Item>
          <Form.Item name="tag" label="标签">
            <Input maxLength={40} placeholder="例如 三年行动" />
          </Form.Item>
        </div>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Drawer>
  );
}

function MilestoneFields() {
  return (
    <Form.List name="milestones">
      {(fields, { add, remove }) => (
        <Form.Item label="关键节点">
          {fields.map((f) => (
            <div key={f.key} className="row" style={{ marginBottom: 8 }}>
              <Form.Item name={[f.name, 'title']} noStyle rules={[{ required: true, message: '写明节点' }]}>
                <Input className="grow" placeholder="节点" maxLength={120} aria-label="节点" />
              </Form.Item>
              <Form.Item name={[f.name, 'due']} noStyle rules={[{ required: true, message: '选择日期' }]}>
                <DatePicker aria-label="节点日期" />
              </Form.Item>
              <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                ×
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add()} disabled={fields.length >= 20}>
            加一个节点
          </Button>
        </Form.Item>
      )}
    </Form.List>
  );
}
