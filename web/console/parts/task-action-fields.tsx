import { Checkbox, DatePicker, Form, Input, Radio, Select, Slider } from 'antd';
import type { ReactNode } from 'react';
import { people } from '../../../workers/contract/people.ts';
import { ASSIGNMENT_ROLES } from '../../../workers/contract/task-words.ts';
import { useRoute } from '../data.ts';
import { useMe } from './person.ts';
import { isFinished } from './task-bits.tsx';
import type { Task, TaskPart } from './task-detail.tsx';
import { UnitsByRole } from './task-units.tsx';
import { useUnits } from './units.ts';
import { Uploader } from './uploader.tsx';

const must = (message: string) => [{ required: true, message }];
const area = (rows: number, maxLength: number, placeholder = '') => (
  <Input.TextArea rows={rows} maxLength={maxLength} showCount placeholder={placeholder} />
);

function Reason({ label }: { label: string }) {
  return (
    <Form.Item name="reason" label={label} rules={must('请填写理由')}>
      {area(4, 500)}
    </Form.Item>
  );
}

function DueField({ label, extra, needed }: { label: string; extra?: string; needed?: boolean }) {
  return (
    <Form.Item name="due" label={label} extra={extra} rules={needed ? must('请选择日期') : []}>
      <DatePicker style={{ width: '100%' }} />
    </Form.Item>
  );
}

function UnitField({ label, without = [], needed }: { label: string; without?: string[]; needed?: boolean }) {
  const units = useUnits();
  return (
    <Form.Item name={needed ? 'unitId' : 'proposedUnitId'} label={label} rules={needed ? must('请选择单位') : []}>
      <Select
        allowClear={!needed}
        showSearch={{ optionFilterProp: 'label' }}
        options={units.options.filter((o) => !without.includes(o.value))}
        placeholder="选择单位"
      />
    </Form.Item>
  );
}

/** What each of the task's own steps asks for. */
export function TaskFields({ task, action }: { task: Task; action: string }): ReactNode {
  const open = task.assignments.filter((p) => !isFinished(p.state));
  switch (action) {
    case 'dispatch':
      return (
        <p>
          将告知 {task.assignments.length}{' '}
          个责任单位，签收和办结期限从交办时起算。交办后内容不能再改，只能调整期限、增加单位或撤回。
        </p>
      );
    case 'reschedule':
      return (
        <>
          <Form.Item name="assignmentId" label="调整哪个单位" initialValue={null}>
            <Select
              options={[
                { value: null, label: '全部没办完的单位' },
                ...open.map((p) => ({ value: p.id, label: task.names[p.unitId] ?? '' })),
              ]}
            />
          </Form.Item>
          <DueField label="新的期限" needed />
          <Reason label="调整理由（新旧期限和理由留痕）" />
        </>
      );
    case 'addUnit':
      return (
        <>
          <UnitField label="增加哪个单位" without={task.assignments.map((p) => p.unitId)} needed />
          <Form.Item name="role" label="承担什么" initialValue="support">
            <Radio.Group
              options={Object.entries(ASSIGNMENT_ROLES).map(([value, label]) => ({ value, label }))}
              optionType="button"
            />
          </Form.Item>
          <DueField label="期限" extra="不填则与任务相同" />
        </>
      );
    case 'close':
      return (
        <>
          <Form.Item name="outcome" label="办结结论">
            {area(3, 500)}
          </Form.Item>
          {open.length > 0 && (
            <Form.Item
              name="force"
              valuePropName="checked"
              rules={[{ validator: (_, v) => (v ? Promise.resolve() : Promise.reject(new Error('请先确认'))) }]}
            >
              <Checkbox>还有 {open.length} 个单位没有认可，仍然办结，不再催办</Checkbox>
            </Form.Item>
          )}
        </>
      );
    case 'reopen':
      return <Reason label="重新打开的理由" />;
    default:
      return <Reason label={task.state === 'drafted' ? '删除草稿的理由' : '撤回的理由（会告知各责任单位）'} />;
  }
}

/** What each step of a unit's part asks for. */
export function PartFields({ task, part, action }: { task: Task; part: TaskPart; action: string }): ReactNode {
  switch (action) {
    case 'acknowledge':
      return <NamedPerson part={part} />;
    case 'progress':
      return (
        <>
          <Form.Item name="progress" label="完成比例（%）" initialValue={part.progress} rules={must('请填写完成比例')}>
            <Slider min={0} max={100} step={5} marks={{ 0: '0', 25: '25', 50: '50', 75: '75', 100: '100' }} />
          </Form.Item>
          <Form.Item name="note" label="进展情况" rules={must('请写明做了什么')}>
            {area(4, 2000, '做了什么、有什么问题、下一步打算')}
          </Form.Item>
        </>
      );
    case 'submit':
      return (
        <>
          <Form.Item name="note" label="完成情况" rules={must('请写明完成情况')}>
            {area(5, 2000, '完成了什么、成效如何，可附照片和文件')}
          </Form.Item>
          <Form.Item name="evidence" label="佐证材料（照片、Word、Excel、PDF）" initialValue={[]}>
            <Uploader label="上传材料" max={20} documents />
          </Form.Item>
        </>
      );
    case 'dispute':
      return (
        <>
          <p className="muted">由交办单位裁定。裁定以前期限继续计。</p>
          <Reason label="为什么不属本单位" />
          <UnitField label="建议由谁负责" without={[part.unitId]} />
        </>
      );
    case 'arbitrate':
      return <Arbitrate task={task} part={part} />;
    case 'accept':
      return (
        <Form.Item name="opinion" label="意见">
          {area(3, 500)}
        </Form.Item>
      );
    case 'split':
      return <Split task={task} part={part} />;
    default:
      return <Reason label="退回理由，还需做什么" />;
  }
}

function NamedPerson({ part }: { part: TaskPart }) {
  const me = useMe();
  const staff = useRoute(people, { unitId: part.unitId, limit: 100 });
  const list = (staff.data?.items ?? []).filter((p) => p.status === 'active');
  return (
    <Form.Item
      name="personId"
      label="承办人"
      extra="签收即表示本单位承担此任务；承办人会收到期限提醒"
      initialValue={me.unitId === part.unitId ? me.personId : null}
    >
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="暂不指定"
        options={list.map((p) => ({ value: p.id, label: p.post ? `${p.name}（${p.post}）` : p.name }))}
      />
    </Form.Item>
  );
}

function Arbitrate({ task, part }: { task: Task; part: TaskPart }) {
  const units = useUnits();
  const uphold = Form.useWatch('uphold');
  return (
    <>
      <p className="muted">
        {task.names[part.unitId]}提出：{part.reason}
      </p>
      <Form.Item name="uphold" label="裁定" rules={must('请选择')}>
        <Radio.Group
          options={[
            { value: true, label: '仍由该单位承办' },
            { value: false, label: '免除该单位' },
          ]}
        />
      </Form.Item>
      {uphold === false && (
        <Form.Item name="toUnitId" label="改由谁承办" extra="不选则只免除；新单位沿用原期限">
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={units.options.filter((o) => !task.assignments.some((p) => p.unitId === o.value))}
          />
        </Form.Item>
      )}
      <Reason label="裁定理由" />
    </>
  );
}

function Split({ task, part }: { task: Task; part: TaskPart }) {
  return (
    <>
      <p className="muted">分解给本单位的下级，由本单位认可；都办完后本单位再报结。</p>
      <Form.Item name="title" label="子任务" initialValue={task.title} rules={must('请填写任务')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="content" label="要求" initialValue={task.content}>
        <Input.TextArea rows={3} maxLength={8000} />
      </Form.Item>
      <Form.Item name="units" label="下级单位" initialValue={[]} rules={must('请选择单位')}>
        <UnitsByRole below={part.unitId} roles={['responsible', 'lead', 'support']} bare />
      </Form.Item>
      <DueField label="期限" extra={part.dueDay ? `不晚于 ${part.dueDay}，不填则相同` : '不填则与本任务相同'} />
    </>
  );
}
