import { Form, Input, Modal, Select } from 'antd';
import { addCase, charges, type criminalCase, editCase } from '../../../workers/contract/criminal-cases.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { DayField } from './day-field.tsx';
import type { Hazard } from './hazard-detail.tsx';
import { HazardPicker } from './hazard-picker.tsx';
import { useUnits } from './units.ts';

export type Case = ClientOutput<typeof criminalCase>;
interface Values {
  readonly number: string;
  readonly accused: string;
  readonly charge: string;
  readonly facts?: string;
  readonly foundOn: string;
  readonly unitId?: string | null;
  readonly hazardId?: string;
}

/** What a hazard says already; whoever registers it looks it over. */
const valuesFrom = (hazard: Hazard): Partial<Values> => ({
  hazardId: hazard.id,
  accused: hazard.enterprise,
  facts: hazard.description,
  unitId: hazard.ownerUnitId,
  foundOn: dayOf(hazard.createdAt),
});

/** What is written down of a case. The hazard it came from is picked once and then stays. */
export function CaseEditor({
  old,
  from,
  onClose,
  onDone,
}: {
  old?: Case;
  /** The hazard it comes from, when it is registered from there. */
  from?: Hazard;
  onClose: () => void;
  onDone?: (id: string) => void;
}) {
  const [form] = Form.useForm<Values>();
  const units = useUnits();
  const list = useRoute(charges, {}).data?.items ?? [];
  const options = {
    touches: ['criminalCases.'],
    onDone: ({ id }: { id: string }) => {
      onClose();
      onDone?.(id);
    },
  };
  const add = useCommand(addCase, { done: '已登记', ...options });
  const edit = useCommand(editCase, { done: '已保存', ...options });
  const save = ({ facts = '', unitId = null, hazardId, ...said }: Values) => {
    const fields = { ...said, facts, unitId, hazardId: old?.hazard?.id ?? hazardId ?? null };
    if (old) edit.mutate({ id: old.id, version: old.version, ...fields });
    else add.mutate(fields);
  };
  const must = [{ required: true, message: '必填' }];
  return (
    <Modal
      open
      width={620}
      title={old ? '修改登记' : '登记事前刑责案件'}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={old ?? (from ? valuesFrom(from) : {})}>
        <div className="grid2">
          <Form.Item name="number" label="案号（登记编号）" rules={must}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="foundOn" label="发现日期" rules={must}>
            <DayField />
          </Form.Item>
        </div>
        <Form.Item name="accused" label="涉案单位（企业）" rules={must} extra="写单位名称，不写个人姓名">
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="charge" label="涉嫌罪名" rules={must}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={list.map((one) => ({ value: one.key, label: `${one.name}（${one.article}）` }))}
          />
        </Form.Item>
        <Form.Item name="unitId" label="移送（报告）单位">
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={units.options} />
        </Form.Item>
        {from && (
          <Form.Item label="来源隐患">
            <span className="num">{from.number}</span> {from.title}
          </Form.Item>
        )}
        {from && (
          <Form.Item name="hazardId" hidden>
            <Input />
          </Form.Item>
        )}
        {!old?.hazard && !from && (
          <Form.Item name="hazardId" label="来源隐患（没有可不填）">
            <HazardPicker />
          </Form.Item>
        )}
        <Form.Item name="facts" label="基本案情" extra="涉及个人的写职务，例如“车间负责人”，不写姓名、身份证号、电话">
          <Input.TextArea rows={5} maxLength={2000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
