import { Alert, DatePicker, Form, Input, Modal, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import type { Route } from '../../../workers/contract/route.ts';
import { draftSummons, editSummons } from '../../../workers/contract/summonses.ts';
import { draftOrder, editOrder } from '../../../workers/contract/supervision.ts';
import { SUMMONS_CAUSES } from '../../../workers/contract/supervision-words.ts';
import { useCommand } from '../data.ts';
import type { Kind } from './supervision-bits.tsx';
import type { Order, Summons } from './supervision-documents.ts';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

/** What a draft starts from: a draft there already, or the matter it is about. */
export interface DraftFrom {
  readonly unitId?: string | undefined;
  readonly assignmentId?: string | undefined;
  readonly hazardId?: string | undefined;
  /** The matter in a few words: 2026-001-003 排查燃气隐患. */
  readonly matter?: string | undefined;
}
const must = (message: string) => [{ required: true, message }];
const ROUTES: Record<Kind, readonly [draft: Route, edit: Route]> = {
  order: [draftOrder, editOrder],
  summons: [draftSummons, editSummons],
};
const TITLES: Record<Kind, string> = { order: '督办单', summons: '约谈' };

/** Drafts an order or a summons, or changes a draft. It goes out only when somebody serves it. */
export function DraftForm({
  kind,
  from = {},
  old,
  onClose,
  onDone,
}: {
  kind: Kind;
  from?: DraftFrom;
  old?: Order | Summons;
  onClose: () => void;
  onDone: (id: string) => void;
}) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const units = useUnits();
  const run = useCommand(ROUTES[kind][old ? 1 : 0] as Route, {
    done: old ? '已修改' : '已拟稿，送达前单位看不到',
    touches: ['orders.', 'summonses.', 'home'],
    onDone: (answer) => onDone((answer as { id: string }).id),
    onRefused: refused,
  });
  const submit = ({ due, ...values }: Record<string, unknown> & { due?: dayjs.Dayjs }) => {
    setRefusal('');
    const { assignmentId, hazardId } = from;
    const which = old ? { id: old.id, version: old.version } : { assignmentId, hazardId };
    run.mutate({ ...which, ...values, ...(due ? { dueDay: due.format('YYYY-MM-DD') } : {}) } as never);
  };
  return (
    <Modal
      open
      width={640}
      title={`${old ? '修改' : '拟'}${TITLES[kind]}`}
      okText={old ? '保存' : '存为草稿'}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={initial(kind, from, old)}>
        {kind === 'summons' && !old && (
          <Form.Item name="cause" label="约谈事由" rules={must('请选择事由')}>
            <Radio.Group
              options={(['accident', 'manual'] as const).map((value) => ({ value, label: SUMMONS_CAUSES[value] }))}
            />
          </Form.Item>
        )}
        <Form.Item name="unitId" label={kind === 'order' ? '承办单位' : '被约谈单位'} rules={must('请选择单位')}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={units.options} placeholder="选择单位" />
        </Form.Item>
        {kind === 'order' ? <OrderFields /> : <SummonsFields />}
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

function initial(kind: Kind, from: DraftFrom, old: Order | Summons | undefined): Record<string, unknown> {
  if (old && 'demand' in old) {
    const { unitId, title, demand, dueDay } = old;
    return { unitId, title, demand, due: dueDay ? dayjs(dueDay) : undefined };
  }
  if (old && 'grounds' in old) {
    const { unitId, title, who, grounds } = old;
    return { unitId, title, who, grounds };
  }
  const title = from.matter ? `关于${from.matter}的${kind === 'order' ? '督办' : '约谈'}`.slice(0, 100) : '';
  return { unitId: from.unitId, title, who: '主要负责人', cause: 'manual' };
}

function OrderFields() {
  return (
    <>
      <Form.Item name="title" label="标题" rules={must('请填写标题')}>
        <Input maxLength={100} placeholder="关于……的督办" />
      </Form.Item>
      <Form.Item name="demand" label="督办事项和要求" rules={must('请写明要求')}>
        <Input.TextArea rows={6} maxLength={4000} showCount placeholder="什么事、存在什么问题、要求做到什么" />
      </Form.Item>
      <Form.Item name="due" label="回复期限" extra="送达时还可以改">
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}

function SummonsFields() {
  return (
    <>
      <Form.Item name="who" label="约谈对象（写职务，不写姓名）" rules={must('请填写职务')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="title" label="标题" rules={must('请填写标题')}>
        <Input maxLength={100} placeholder="关于……的约谈" />
      </Form.Item>
      <Form.Item name="grounds" label="约谈的理由" rules={must('请写明理由')}>
        <Input.TextArea rows={5} maxLength={4000} showCount placeholder="什么事、经过哪些督促、为什么约谈" />
      </Form.Item>
    </>
  );
}
