import { Button, Form, Input, InputNumber, Modal, Segmented, Select } from 'antd';
import { addDraw, DRAW_KINDS, type DrawKind, editDraw } from '../../../workers/contract/draws.ts';
import { pools } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { DayField } from './day-field.tsx';
import type { Draw } from './draw-bits.tsx';
import { DrawDouble } from './draw-double.tsx';
import { fieldsOf, type Values, valuesOf } from './draw-fields.ts';

type Pool = ClientOutput<typeof pools>['items'][number];

/** What is drawn for, from which pools and how many: everything that is frozen later. */
export function DrawEditor({
  draw: old,
  onClose,
  onSaved,
}: {
  draw?: Draw;
  onClose: () => void;
  onSaved?: (id: string) => void;
}) {
  const [form] = Form.useForm();
  const kind = Form.useWatch('kind', form) as DrawKind | undefined;
  const list = usePages(pools, { limit: 100 } as never).items as Pool[];
  const saved = ({ id }: { id: string }) => {
    onClose();
    onSaved?.(id);
  };
  const add = useCommand(addDraw, { done: '已拟定，核对名单后封存', touches: ['draws'], onDone: saved });
  const edit = useCommand(editDraw, { done: '已保存', touches: ['draws'], onDone: saved });
  const save = (v: Values) => {
    const fields = fieldsOf(v);
    if (old) edit.mutate({ id: old.id, version: old.version, ...fields });
    else add.mutate(fields);
  };
  const options = list
    .filter((p) => p.state === 'open')
    .map((p) => ({ value: p.id, label: `${p.title}（${p.members} 人）` }));
  const double = kind === 'double_random';
  return (
    <Modal
      open
      width={680}
      title={old ? '修改抽取' : '拟定抽取'}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={old ? valuesOf(old) : { kind: 'expert', quotas: [{ n: 2, alternates: 2 }] }}
      >
        <Form.Item name="kind" label="抽什么">
          <Segmented options={Object.entries(DRAW_KINDS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item
          name="title"
          label="事项名称（随名单公布）"
          extra="公开可见。不想事先让受检单位知道的，不要写单位名称。"
          rules={[{ required: true, min: 2, message: '请填写事项名称' }]}
        >
          <Input maxLength={120} placeholder="例如：重点企业驻企检查专家" />
        </Form.Item>
        {!double && (
          <div className="grid2">
            <Form.Item name="enterprise" label="受检单位（不公布，用于回避）">
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item
              name="creditCode"
              label="统一社会信用代码"
              normalize={(v: string) => v.trim().toUpperCase()}
              rules={[{ pattern: /^([0-9A-HJ-NPQRTUWXY]{18})?$/, message: '应为 18 位代码' }]}
            >
              <Input maxLength={18} />
            </Form.Item>
          </div>
        )}
        <div className="grid2">
          <Form.Item name="fromDay" label="工作开始" rules={[{ required: true, message: '请选择日期' }]}>
            <DayField />
          </Form.Item>
          <Form.Item name="toDay" label="工作结束" rules={[{ required: true, message: '请选择日期' }]}>
            <DayField />
          </Form.Item>
        </div>
        {double && <DrawDouble />}
        <Form.List name="quotas">
          {(rows, { add: more, remove }) => (
            <Form.Item label={double ? '每个单位配专家' : '从哪些专家库抽'} className="lines-item">
              <div className="lines">
                {rows.map((f) => (
                  <div key={f.key} className="line">
                    <Form.Item name={[f.name, 'poolId']} noStyle rules={[{ required: true, message: '选专家库' }]}>
                      <Select className="wide" options={options} placeholder="专家库" aria-label="专家库" />
                    </Form.Item>
                    <Form.Item name={[f.name, 'n']} noStyle rules={[{ required: true, message: '填人数' }]}>
                      <InputNumber
                        min={1}
                        max={1000}
                        prefix="抽"
                        suffix="名"
                        aria-label="抽取人数"
                        style={{ width: 110 }}
                      />
                    </Form.Item>
                    <Form.Item name={[f.name, 'alternates']} noStyle rules={[{ required: true, message: '填候补' }]}>
                      <InputNumber
                        min={0}
                        max={1000}
                        prefix="候补"
                        suffix="名"
                        aria-label="候补人数"
                        style={{ width: 120 }}
                      />
                    </Form.Item>
                    {rows.length > 1 && (
                      <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                        ×
                      </Button>
                    )}
                  </div>
                ))}
              </div>
              {!double && (
                <Button size="small" onClick={() => more({ n: 1, alternates: 1 })}>
                  再加一个专业
                </Button>
              )}
            </Form.Item>
          )}
        </Form.List>
        <Form.Item name="purpose" label="用途说明（不公布）">
          <Input.TextArea rows={2} maxLength={400} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
