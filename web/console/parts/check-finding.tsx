import { Alert, Button, Checkbox, Drawer, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { FINDING_KINDS } from '../../../workers/contract/check-words.ts';
import { addFinding } from '../../../workers/contract/checks.ts';
import { CATEGORIES, HAZARD_LEVELS } from '../../../workers/contract/hazards.ts';
import { sentence, useCommand } from '../data.ts';
import { type Check, useKept } from './check-draft.ts';
import { DayField } from './day-field.tsx';
import { useUnits } from './units.ts';
import { Uploader } from './uploader.tsx';

const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** One thing found: a hazard goes into the ledger at once; a duty not done waits to become a task. */
export function FindingDrawer({
  of,
  item,
  title,
  onClose,
}: {
  of: Check;
  item: number | null;
  /** What was noted at that line already. */
  title: string;
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const units = useUnits();
  const start = { kind: 'hazard', level: 'general', photos: [], title };
  const [kept, keep, forget] = useKept<Record<string, unknown>>(`${of.id}.finding.${item ?? 'x'}`, start);
  const [refusal, setRefusal] = useState('');
  const kind = (Form.useWatch('kind', form) as string | undefined) ?? kept.kind;
  const send = useCommand(addFinding, {
    done: '已记录',
    touches: ['checks.', 'hazards.'],
    onDone: () => {
      forget();
      onClose();
    },
    onRefused: (error) => {
      setRefusal(
        error.code === 'offline' ? '网络不通。填写的内容已存在这部手机上，有网络后再点记录。' : sentence(error),
      );
      return true;
    },
  });
  const submit = (values: Record<string, unknown>) => {
    setRefusal('');
    const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
    send.mutate({ id: of.id, version: of.version, item, ...Object.fromEntries(given) } as never);
  };
  return (
    <Drawer
      open
      size={520}
      title={item === null ? '记录一处问题' : `第 ${item + 1} 项的问题`}
      onClose={onClose}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={kept}
        onValuesChange={(_, all) => keep(all as Record<string, unknown>)}
        onFinish={submit}
        scrollToFirstError
      >
        <Form.Item name="kind" label="记为">
          <Radio.Group optionType="button" options={pick(FINDING_KINDS)} />
        </Form.Item>
        <Form.Item name="title" label="什么问题" rules={[{ required: true, min: 2, message: '一句话写清问题' }]}>
          <Input maxLength={80} showCount />
        </Form.Item>
        <Form.Item name="photos" label="现场照片">
          <Uploader label="拍照或选照片" max={9} />
        </Form.Item>
        {kind === 'hazard' ? (
          <>
            <Form.Item name="level" label="等级">
              <Radio.Group options={pick(HAZARD_LEVELS)} />
            </Form.Item>
            <Form.Item name="danger" valuePropName="checked">
              <Checkbox>现场有即时危险（先撤人、先处置）</Checkbox>
            </Form.Item>
            <Form.Item name="category" label="类别">
              <Select allowClear options={pick(CATEGORIES)} />
            </Form.Item>
          </>
        ) : (
          <>
            <Form.Item name="unitId" label="哪个单位没有履职" initialValue={of.unitId ?? undefined}>
              <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={units.options} />
            </Form.Item>
            <Form.Item name="dueDay" label="整改期限">
              <DayField />
            </Form.Item>
          </>
        )}
        <Form.Item name="description" label="详细情况">
          <Input.TextArea rows={3} maxLength={4000} />
        </Form.Item>
        <Form.Item name="missedByUnitId" label="属于漏查的，应由哪个单位查出">
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={units.options} />
        </Form.Item>
        {refusal && <Alert style={{ marginBottom: 12 }} type="error" showIcon role="alert" title={refusal} />}
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
          记录
        </Button>
      </Form>
    </Drawer>
  );
}
