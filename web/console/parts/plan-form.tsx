import { Alert, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { addPlan, editPlan, type plan as planRoute } from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { PLAN_KINDS } from '../../../workers/contract/task-words.ts';
import { useCommand } from '../data.ts';
import { thisYear } from '../format.ts';
import { useRefusal } from './use-refusal.ts';

export type Plan = ClientOutput<typeof planRoute>;
type Making = 'work_points' | 'campaign' | 'manual';

export interface PlanValues {
  title: string;
  kind: Making;
  year: number;
  docNo?: string;
  issuer?: string;
  issued?: Dayjs | null;
  span?: [Dayjs | null, Dayjs | null] | null;
  tag?: string;
}
const text = (d: Dayjs | null | undefined) => d?.format('YYYY-MM-DD') ?? null;
const at = (day: string | null) => (day ? dayjs(day) : null);

/** The fields of a plan as its routes take them. */
export const planFields = ({ title, docNo, issuer, issued, span, tag }: PlanValues) => ({
  title,
  docNo: docNo ?? '',
  issuer: issuer ?? '',
  issuedOn: text(issued),
  fromDay: text(span?.[0]),
  toDay: text(span?.[1]),
  tag: tag ?? '',
});

/** A new plan without tasks, or the head of one that stands. */
export function PlanForm({
  plan,
  onClose,
  onMade,
}: {
  plan?: Plan;
  onClose: () => void;
  onMade?: (id: string) => void;
}) {
  const [form] = Form.useForm<PlanValues>();
  const { refusal, setRefusal, refused } = useRefusal();
  const options = {
    touches: ['plans.'],
    onDone: ({ id }: { id: string }) => {
      onClose();
      onMade?.(id);
    },
    onRefused: refused,
  };
  const add = useCommand(addPlan, { done: '计划已建立，接着添加任务', ...options });
  const edit = useCommand(editPlan, { done: '已保存', ...options });
  const save = (v: PlanValues) => {
    setRefusal('');
    if (plan) edit.mutate({ id: plan.id, version: plan.version, ...planFields(v) });
    else add.mutate({ kind: v.kind, year: v.year, ...planFields(v) });
  };
  const values: Partial<PlanValues> = plan
    ? {
        ...{ title: plan.title, docNo: plan.docNo, issuer: plan.issuer, tag: plan.tag },
        issued: at(plan.issuedOn),
        span: [at(plan.fromDay), at(plan.toDay)],
      }
    : { kind: 'work_points', year: thisYear() };
  return (
    <Modal
      open
      width={600}
      title={plan ? '修改计划' : '新建计划'}
      okText={plan ? '保存' : '建立计划'}
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={values}>
        {!plan && <KindAndYear kinds={['work_points', 'campaign', 'manual']} />}
        <PlanHead />
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

export function KindAndYear({ kinds }: { kinds: Making[] }) {
  return (
    <div className="grid2">
      <Form.Item name="kind" label="来源">
        <Select options={kinds.map((value) => ({ value, label: PLAN_KINDS[value] }))} />
      </Form.Item>
      <Form.Item name="year" label="年度" rules={[{ required: true, message: '请填写年度' }]}>
        <InputNumber min={2000} max={2100} style={{ width: '100%' }} />
      </Form.Item>
    </div>
  );
}

/** Title, document, span and tag. */
export function PlanHead() {
  return (
    <>
      <Form.Item name="title" label="计划名称" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
        <Input maxLength={120} placeholder="例如 2026年安全生产工作要点" />
      </Form.Item>
      <div className="grid2">
        <Form.Item name="docNo" label="文号">
          <Input maxLength={60} placeholder="例如 安委〔2026〕3号" />
        </Form.Item>
        <Form.Item name="issuer" label="发文机关">
          <Input maxLength={80} />
        </Form.Item>
      </div>
      <Form.Item name="span" label="起止时间">
        <DatePicker.RangePicker style={{ width: '100%' }} allowEmpty={[true, true]} />
      </Form.Item>
      <div className="grid2">
        <Form.Item name="issued" label="印发日期">
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="tag" label="专项名称" extra="同一专项的任务、检查、督办用同一个名称">
          <Input maxLength={40} />
        </Form.Item>
      </div>
    </>
  );
}
