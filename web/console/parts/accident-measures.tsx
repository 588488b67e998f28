import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { readMeasures, setMeasures } from '../../../workers/contract/accident-reviews.ts';
import { useCommand } from '../data.ts';
import type { Accident } from './accident-editor.tsx';
import { DayField } from './day-field.tsx';
import { useUnits } from './units.ts';

interface Line {
  readonly words: string;
  readonly unitId?: string | null;
  readonly dueDay?: string | null;
}

/** The measures of the report: pasted and split, or typed; each with the unit that has to do it and until when. */
export function MeasuresEditor({ of, onClose }: { of: Accident; onClose: () => void }) {
  const [form] = Form.useForm<{ measures: Line[] }>();
  const units = useUnits();
  const [text, setText] = useState('');
  const read = useCommand(readMeasures, {
    onDone: ({ items }) => {
      const typed = (form.getFieldValue('measures') as (Line | undefined)[]).filter((line) => line?.words);
      form.setFieldsValue({
        measures: [...(typed as Line[]), ...items.map(({ words, unitId, dueDay }) => ({ words, unitId, dueDay }))],
      });
      setText('');
    },
  });
  const save = useCommand(setMeasures, { done: '已保存措施', touches: ['accidentReviews.'], onDone: onClose });
  const submit = ({ measures }: { measures: Line[] }) =>
    save.mutate({
      ...{ id: of.id, version: of.version },
      measures: measures.map(({ words, unitId = null, dueDay = null }) => ({ words, unitId, dueDay })),
    });
  return (
    <Modal
      open
      width={900}
      title="录入整改措施"
      okText="保存措施"
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Input.TextArea
        value={text}
        onChange={(e) => setText(e.target.value)}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={60_000}
        placeholder="把报告中“整改和防范措施建议”一章粘贴到这里，按条拆开。只取措施，原文不保存。"
        aria-label="报告文字"
      />
      <Button
        style={{ margin: '8px 0 16px' }}
        disabled={text.trim().length < 6}
        loading={read.isPending}
        onClick={() => read.mutate({ id: of.id, text })}
      >
        拆成措施
      </Button>
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ measures: of.items.length > 0 ? of.items : [{}] }}
      >
        <Form.List name="measures">
          {(rows, { add, remove }) => (
            <>
              <div className="lines">
                {rows.map((f, i) => (
                  <div key={f.key} className="line">
                    <Form.Item
                      name={[f.name, 'words']}
                      noStyle
                      rules={[{ required: true, min: 2, message: `第 ${i + 1} 条还没有写` }]}
                    >
                      <Input.TextArea
                        autoSize
                        maxLength={1000}
                        className="wide"
                        placeholder="整改措施"
                        aria-label={`措施 ${i + 1}`}
                      />
                    </Form.Item>
                    <Form.Item name={[f.name, 'unitId']} noStyle>
                      <Select
                        allowClear
                        className="mid"
                        showSearch={{ optionFilterProp: 'label' }}
                        options={units.options}
                        placeholder="责任单位"
                        aria-label={`措施 ${i + 1} 责任单位`}
                      />
                    </Form.Item>
                    <div className="short">
                      <Form.Item name={[f.name, 'dueDay']} noStyle>
                        <DayField placeholder="完成时限" aria-label={`措施 ${i + 1} 完成时限`} />
                      </Form.Item>
                    </div>
                    <Button type="text" aria-label="去掉" disabled={rows.length === 1} onClick={() => remove(f.name)}>
                      ×
                    </Button>
                  </div>
                ))}
              </div>
              <Button size="small" onClick={() => add({})}>
                再加一条
              </Button>
            </>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
