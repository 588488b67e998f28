import { Alert, Button, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { addExpertRule, previewExpertRule } from '../../../workers/contract/pools.ts';
import type { ClientInput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { today } from '../format.ts';
import { useInParts } from './in-parts.ts';
import { RuleFields, type RuleValues, ruleBodyOf, ruleValuesOf } from './rule-fields.tsx';
import { useFields } from './rule-view.tsx';
import type { RuleBody } from './rule-words.ts';
import { useRefusal } from './use-refusal.ts';

type Values = RuleValues & { field: string; basis: string; effectiveFrom: Dayjs };
type Body = ClientInput<typeof addExpertRule>['body'];

/** A new version of the conditions: filled in, tried on today's members, saved with its basis and day. */
export function RuleForm({
  from,
  newest,
  onClose,
}: {
  /** What the form starts with. */
  from: { field: string; body: RuleBody };
  /** The newest version of each field. */
  newest: ReadonlyMap<string, number>;
  onClose: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const { options } = useFields();
  const { refusal, setRefusal, refused } = useRefusal();
  const trial = useInParts(previewExpertRule);
  const add = useCommand(addExpertRule, {
    done: '已生成新版本',
    touches: ['expertRules.', 'pools.'],
    onDone: onClose,
    onRefused: refused,
  });
  const inputOf = (v: Values) => ({
    field: v.field,
    body: ruleBodyOf(v) as Body,
    effectiveFrom: v.effectiveFrom.format('YYYY-MM-DD'),
  });
  const preview = async () => {
    const values = await form.validateFields().catch(() => undefined);
    if (values) await trial.run(inputOf(values));
  };
  const save = (v: Values) => {
    setRefusal('');
    add.mutate({ ...inputOf(v), basis: v.basis, version: newest.get(v.field) ?? 0 });
  };
  return (
    <Modal
      open
      width={720}
      title="修订入库条件"
      maskClosable={false}
      onCancel={onClose}
      footer={[
        <Button key="try" loading={trial.state === 'busy'} onClick={() => void preview()}>
          试算现有成员
        </Button>,
        <Button key="save" type="primary" loading={add.isPending} onClick={() => form.submit()}>
          生成新版本
        </Button>,
      ]}
    >
      <p className="muted">旧版本原样保留。新条件生效后逐一复核成员：不再符合的列出名单并提醒，不会自动除名。</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={save}
        onValuesChange={trial.reset}
        initialValues={{ field: from.field, effectiveFrom: dayjs(today()), ...ruleValuesOf(from.body) }}
      >
        <Form.Item name="field" label="适用领域">
          <Select options={[{ value: '', label: '全部领域（没有单独规定的）' }, ...options]} />
        </Form.Item>
        <RuleFields />
        <div className="grid2">
          <Form.Item name="basis" label="依据" rules={[{ required: true, min: 2, message: '请填写依据的文件' }]}>
            <Input maxLength={200} placeholder="例如 枣高安发〔2021〕9号第7项" />
          </Form.Item>
          <Form.Item name="effectiveFrom" label="生效日期" rules={[{ required: true, message: '请选择生效日期' }]}>
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
        </div>
        {trial.sums && <Trial sums={trial.sums} done={trial.state === 'done'} />}
        {(refusal || trial.refusal) && <Alert type="error" showIcon role="alert" title={refusal || trial.refusal} />}
      </Form>
    </Modal>
  );
}

function Trial({ sums, done }: { sums: Record<string, number>; done: boolean }) {
  const { checked = 0, passing = 0, failing = 0, newlyFailing = 0, doubtful = 0 } = sums;
  const words =
    checked === 0
      ? '这个领域还没有在聘成员。'
      : `${checked} 名成员中 ${passing} 名符合，${failing} 名不符合（其中 ${newlyFailing} 名现在符合），${doubtful} 名须人工核对。`;
  return (
    <Alert
      style={{ marginBottom: 12 }}
      type={newlyFailing > 0 ? 'warning' : 'info'}
      showIcon
      role="status"
      title={done ? `试算结果：${words}` : `正在试算，已核对 ${checked} 名…`}
    />
  );
}
