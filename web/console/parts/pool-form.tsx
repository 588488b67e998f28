import { Alert, Form, Input, InputNumber, Modal, Select } from 'antd';
import { addPool, editPool, type pool as poolRoute } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { useFields } from './rule-view.tsx';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

export type Pool = ClientOutput<typeof poolRoute>;
interface Values {
  field: string;
  title: string;
  ownerUnitIds: string[];
  quota?: number | null;
  notice?: string;
}

/** A new pool, or what may be changed of one: name, owner units, quota, words for applicants. */
export function PoolForm({
  pool,
  onClose,
  onMade,
}: {
  pool?: Pool;
  onClose: () => void;
  onMade?: (id: string) => void;
}) {
  const [form] = Form.useForm<Values>();
  const { options } = useFields();
  const units = useUnits();
  const { refusal, setRefusal, refused } = useRefusal();
  const common = {
    touches: ['pools.'],
    onDone: ({ id }: { id: string }) => {
      onClose();
      onMade?.(id);
    },
    onRefused: refused,
  };
  const add = useCommand(addPool, { done: '专家库已建立', ...common });
  const edit = useCommand(editPool, { done: '已保存', ...common });
  const save = ({ field, title, ownerUnitIds, quota, notice }: Values) => {
    setRefusal('');
    const fields = { title, ownerUnitIds, quota: quota ?? null, notice: notice ?? '' };
    if (pool) edit.mutate({ id: pool.id, version: pool.version, ...fields });
    else add.mutate({ field, ...fields });
  };
  const values: Partial<Values> = pool
    ? { title: pool.title, ownerUnitIds: pool.owners.map((o) => o.id), quota: pool.quota, notice: pool.notice }
    : {};
  return (
    <Modal
      open
      width={560}
      title={pool ? '修改专家库' : '新建专家库'}
      okText={pool ? '保存' : '建立'}
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={values}>
        {!pool && (
          <Form.Item name="field" label="专业领域" rules={[{ required: true, message: '请选择领域' }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={options}
              onChange={(_, option) =>
                form.setFieldValue('title', `${(option as { label: string } | undefined)?.label ?? ''}专家库`)
              }
            />
          </Form.Item>
        )}
        <Form.Item name="title" label="名称" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="ownerUnitIds"
          label="主管单位"
          extra="这些单位的专家库管理员管理本库"
          rules={[{ required: true, message: '至少选一个单位' }]}
        >
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={units.options} />
        </Form.Item>
        <Form.Item name="quota" label="名额" extra="不填：不限">
          <InputNumber min={1} max={100_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="notice" label="征集说明" extra="申请人在申请页上看到">
          <Input.TextArea rows={4} maxLength={2000} showCount />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
