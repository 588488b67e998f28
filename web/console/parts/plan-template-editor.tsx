import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { addTemplate, editTemplate } from '../../../workers/contract/plans.ts';
import { ASSIGNMENT_ROLES, RECURRENCES, TASK_KINDS } from '../../../workers/contract/task-words.ts';
import { useCommand } from '../data.ts';
import { groupOptions, type Template, type TemplateFields, templateFields } from './template-fields.ts';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
type Values = TemplateFields & { title: string };

/** A task template: units may be groups, which a plan spells out on the day it is made. */
export function TemplateEditor({ template, onClose }: { template: Template | 'new'; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const { refusal, setRefusal, refused } = useRefusal();
  const units = useUnits();
  const kind = Form.useWatch('kind', form);
  const options = {
    done: '模板已保存',
    touches: ['templates'],
    onDone: onClose,
    onRefused: refused,
  };
  const add = useCommand(addTemplate, options);
  const edit = useCommand(editTemplate, options);
  const fresh = template === 'new';
  const kept = fresh ? templateFields({}) : templateFields(template.body, template.id);
  const save = ({ title, ...body }: Values) => {
    setRefusal('');
    const whole = { ...kept, ...body, recurrence: body.kind === 'recurring' ? (body.recurrence ?? 'month') : null };
    if (fresh) add.mutate({ title, body: whole });
    else edit.mutate({ id: template.id, title, body: whole });
  };
  return (
    <Modal
      open
      width={640}
      title={fresh ? '新增任务模板' : '修改任务模板'}
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
        initialValues={fresh ? kept : { title: template.title, ...kept }}
      >
        <Form.Item name="title" label="名称" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="text" label="要求">
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} showCount />
        </Form.Item>
        <Form.List name="units">
          {(fields, { add: more, remove }) => (
            <Form.Item label="责任单位">
              {fields.map((f) => (
                <div key={f.key} className="row" style={{ marginBottom: 8 }}>
                  <Form.Item name={[f.name, 'unitId']} noStyle rules={[{ required: true, message: '选择单位' }]}>
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      className="grow"
                      placeholder="单位或一类单位"
                      aria-label="单位或一类单位"
                      options={[...groupOptions, ...units.options]}
                    />
                  </Form.Item>
                  <Form.Item name={[f.name, 'role']} noStyle>
                    <Select style={{ width: 116 }} aria-label="承担什么" options={pick(ASSIGNMENT_ROLES)} />
                  </Form.Item>
                  <Button type="text" aria-label="去掉" onClick={() => remove(f.name)}>
                    ×
                  </Button>
                </div>
              ))}
              <Button size="small" onClick={() => more({ role: 'responsible' })}>
                再加一个单位
              </Button>
            </Form.Item>
          )}
        </Form.List>
        <div className="grid2">
          <Form.Item name="kind" label="类别">
            <Select options={pick(TASK_KINDS)} />
          </Form.Item>
          {kind === 'recurring' ? (
            <Form.Item name="recurrence" label="多久一次">
              <Select options={pick(RECURRENCES)} placeholder="每月" />
            </Form.Item>
          ) : (
            <Form.Item name="deadlineText" label="时限" extra="生成计划时按所选年度推算">
              <Input maxLength={100} placeholder="例如 6月底前" />
            </Form.Item>
          )}
        </div>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
