import { Alert, Button, Checkbox, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { addFinding } from '../../../workers/contract/engagements.ts';
import { CATEGORIES, HAZARD_LEVELS } from '../../../workers/contract/hazards.ts';
import { reportFinding } from '../../../workers/contract/my-expert.ts';
import type { ClientInput, Route } from '../../../workers/contract/route.ts';
import { sentence, useCommand } from '../data.ts';
import { useKept } from './check-draft.ts';
import type { Engagement } from './engagement-steps.tsx';
import { Uploader } from './uploader.tsx';

const pick = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
type Words = Omit<ClientInput<typeof reportFinding>, 'id'>;
const EMPTY: Words = { title: '', level: 'general', danger: false, evidence: [] };

/** What was found, with photos. It is kept in this browser until the server has it: a valley without network loses nothing. */
export function FindingForm({ id, onClose }: { id: string; onClose: () => void }) {
  const [draft, keep, forget] = useKept<Words>(`finding.${id}`, EMPTY);
  return (
    <FindingModal
      route={reportFinding}
      start={draft}
      onType={keep}
      more={{ id }}
      onClose={onClose}
      onDone={() => {
        forget();
        onClose();
      }}
    />
  );
}

/** The same, written down by the office for one of the experts. */
export function OfficeFinding({ of }: { of: Engagement }) {
  const [open, setOpen] = useState(false);
  const experts = of.parts.filter((part) => part.state === 'accepted');
  const [partId, setPartId] = useState(experts[0]?.id);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>代专家登记</Button>
      {open && (
        <FindingModal route={addFinding} start={EMPTY} more={{ id: of.id, partId }} onClose={close} onDone={close}>
          <Form.Item label="由哪位专家发现">
            <Select
              value={partId}
              onChange={setPartId}
              options={experts.map((part) => ({ value: part.id, label: part.expert }))}
            />
          </Form.Item>
        </FindingModal>
      )}
    </>
  );
}

function FindingModal({
  route,
  start,
  more,
  onType,
  onClose,
  onDone,
  children,
}: {
  route: Route;
  start: Words;
  more: object;
  onType?: (words: Words) => void;
  onClose: () => void;
  onDone: () => void;
  children?: React.ReactNode;
}) {
  const [form] = Form.useForm<Words>();
  const [refusal, setRefusal] = useState('');
  const run = useCommand(route, {
    done: '已登记，进入隐患清单',
    touches: ['engagements.', 'myJobs.', 'hazards.', 'home'],
    onDone,
    onRefused: (error) => {
      setRefusal(error.code === 'offline' ? '网络不通，内容已留在本机，连上网后再点登记。' : sentence(error));
      return true;
    },
  });
  return (
    <Modal
      open
      width={560}
      title="登记检查发现的隐患"
      okText="登记"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={start}
        onValuesChange={(_, all) => onType?.(all)}
        onFinish={(values) => {
          setRefusal('');
          run.mutate({ ...values, ...more } as never);
        }}
      >
        {children}
        <Form.Item name="title" label="什么隐患" rules={[{ required: true, min: 2, message: '一句话写清隐患' }]}>
          <Input maxLength={80} placeholder="例：储罐区可燃气体报警器失效" />
        </Form.Item>
        <Form.Item name="evidence" label="现场照片">
          <Uploader label="拍照或选照片" />
        </Form.Item>
        <Form.Item name="address" label="具体位置">
          <Input maxLength={200} placeholder="例：2号储罐区东侧" />
        </Form.Item>
        <Form.Item name="description" label="详细情况和依据">
          <Input.TextArea rows={3} maxLength={4000} />
        </Form.Item>
        <Form.Item name="level" label="等级">
          <Radio.Group options={pick(HAZARD_LEVELS)} />
        </Form.Item>
        <Form.Item name="category" label="类别">
          <Select allowClear options={pick(CATEGORIES)} />
        </Form.Item>
        <Form.Item name="danger" valuePropName="checked">
          <Checkbox>现场有即时危险（先撤人、先处置，再登记）</Checkbox>
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
