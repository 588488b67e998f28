import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { addDutyList, DUTY_KINDS, type dutyList, editDutyList } from '../../../workers/contract/duties.ts';
import { people, sectors } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { DayField } from './day-field.tsx';
import { useUnits } from './units.ts';

type List = ClientOutput<typeof dutyList>;
type Person = ClientOutput<typeof people>['items'][number];

/** A draft of a duty list: whose it is, and its lines. */
export function DutyEditor({
  list: old,
  onClose,
  onSaved,
}: {
  list?: List;
  onClose: () => void;
  onSaved?: (id: string) => void;
}) {
  const [form] = Form.useForm();
  const units = useUnits();
  const kind = Form.useWatch('kind', form) as string | undefined;
  const everybody = usePages(people, { limit: 100 } as never).items as Person[];
  const fields = useRoute(sectors, {}).data?.items ?? [];
  const saved = ({ id }: { id: string }) => {
    onClose();
    onSaved?.(id);
  };
  const add = useCommand(addDutyList, { done: '已存为草稿', touches: ['duties'], onDone: saved });
  const edit = useCommand(editDutyList, { done: '已保存', touches: ['duties'], onDone: saved });
  const save = (v: Record<string, unknown>) => {
    const lines = (v.lines as Record<string, string>[]).map((l) => ({
      words: l.words,
      basis: l.basis ?? '',
      sector: l.sector ?? null,
      dueDay: l.dueDay || null,
    }));
    const said = { ...v, personId: v.personId ?? null, holder: v.holder ?? '', year: v.year ?? null, lines };
    if (old) edit.mutate({ id: old.id, version: old.version, ...said } as never);
    else add.mutate(said as never);
  };
  const leader = kind?.startsWith('leader');
  return (
    <Modal
      open
      width={860}
      title={old ? '修改草稿' : '新建职责清单'}
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
        initialValues={old ? { ...old, lines: old.items } : { kind: 'department', lines: [{}] }}
      >
        <Form.Item name="title" label="名称" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
          <Input maxLength={120} />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="kind" label="类别">
            <Select options={Object.entries(DUTY_KINDS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="unitId" label="责任单位" rules={[{ required: true, message: '请选择单位' }]}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={units.options} />
          </Form.Item>
          {leader && (
            <Form.Item name="personId" label="领导干部">
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                options={everybody.map((p) => ({ value: p.id, label: `${p.name}${p.post ? `（${p.post}）` : ''}` }))}
              />
            </Form.Item>
          )}
          <Form.Item name="holder" label="职务">
            <Input maxLength={60} placeholder="例如：分管副区长" />
          </Form.Item>
          <Form.Item name="year" label="年度">
            <InputNumber min={2000} max={2100} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.List name="lines">
          {(rows, { add: more, remove }) => (
            <Form.Item label="职责、任务">
              <div className="lines">
                {rows.map((f) => (
                  <div key={f.key} className="line">
                    <Form.Item
                      name={[f.name, 'words']}
                      noStyle
                      rules={[{ required: true, min: 2, message: '写明职责' }]}
                    >
                      <Input.TextArea
                        autoSize
                        maxLength={500}
                        placeholder="职责（任务）"
                        aria-label="职责（任务）"
                        className="wide"
                      />
                    </Form.Item>
                    <Form.Item name={[f.name, 'basis']} noStyle>
                      <Input className="mid" maxLength={120} placeholder="依据" aria-label="依据" />
                    </Form.Item>
                    <Form.Item name={[f.name, 'sector']} noStyle>
                      <Select
                        allowClear
                        className="short"
                        aria-label="行业"
                        placeholder="行业"
                        options={fields.map((s) => ({ value: s.sector, label: s.label }))}
                      />
                    </Form.Item>
                    <div className="short">
                      <Form.Item name={[f.name, 'dueDay']} noStyle>
                        <DayField placeholder="时限" aria-label="时限" />
                      </Form.Item>
                    </div>
                    <Button type="text" aria-label="去掉" disabled={rows.length === 1} onClick={() => remove(f.name)}>
                      ×
                    </Button>
                  </div>
                ))}
              </div>
              <Button size="small" onClick={() => more({})}>
                再加一条
              </Button>
            </Form.Item>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
