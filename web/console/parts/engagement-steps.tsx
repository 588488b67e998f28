import { Alert, Button, Form, Input, Modal, Radio, Select, Tooltip } from 'antd';
import { useState } from 'react';
import * as api from '../../../workers/contract/engagements.ts';
import { pools } from '../../../workers/contract/pools.ts';
import type { ClientOutput, Route } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { DayField } from './day-field.tsx';
import { CandidatePicker } from './engagement-candidates.tsx';
import { EngagementFields } from './engagement-fields.tsx';
import { useRefusal } from './use-refusal.ts';

export type Engagement = ClientOutput<typeof api.engagement>;
export type Part = Engagement['parts'][number];
export type StepButton = Engagement['actions'][number];

const ROUTES: Record<string, Route> = {
  edit: api.editEngagement,
  add: api.addExperts,
  invite: api.invite,
  start: api.startEngagement,
  tick: api.tickMilestone,
  accept: api.acceptEngagement,
  close: api.closeEngagement,
  cancel: api.cancelEngagement,
};
const SURE: Record<string, string> = {
  invite: '向选定的专家发出邀请。专家先签署利益冲突声明，再决定是否接受；没有账号的专家请电话联系并代为登记。',
  start: '专家都已答复，检查开始。',
  accept: '认可专家签署的意见，之后不能再退回。',
  close: '检查发现的隐患已全部销号，办结这次专家检查。',
};
const MAIN = ['invite', 'start', 'accept', 'close'];

/** Buttons of the whole, drawn from what the server sends. Duties are ticked in their own list. */
export function EngagementSteps({ of }: { of: Engagement }) {
  const [doing, setDoing] = useState<StepButton>();
  return (
    <>
      {of.actions
        .filter((a) => a.action !== 'duty')
        .map((a) => (
          <Tooltip key={a.action} title={a.why}>
            <Button
              type={MAIN.includes(a.action) && a.allowed ? 'primary' : 'default'}
              danger={a.action === 'cancel'}
              disabled={!a.allowed}
              onClick={() => setDoing(a)}
            >
              {a.label}
            </Button>
          </Tooltip>
        ))}
      {doing && <StepForm of={of} step={doing} onClose={() => setDoing(undefined)} />}
    </>
  );
}

const must = (message: string) => [{ required: true, message }];
export const reason = (label: string) => (
  <Form.Item name="reason" label={label} rules={must('请写明')}>
    <Input.TextArea rows={3} maxLength={300} showCount />
  </Form.Item>
);

export function useStep(route: Route, label: string, onClose: () => void) {
  const { refusal, refused } = useRefusal();
  const run = useCommand(route, {
    done: `已办理：${label}`,
    touches: ['engagements.', 'home', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  return { run, refusal: refusal && <Alert type="error" showIcon role="alert" title={refusal} /> };
}

function StepForm({ of, step, onClose }: { of: Engagement; step: StepButton; onClose: () => void }) {
  const [form] = Form.useForm();
  const { run, refusal } = useStep(ROUTES[step.action] as Route, step.label, onClose);
  const by = Object.fromEntries(of.milestones.map((m) => [`${m.kind}By`, m.by]));
  const initial =
    step.action === 'edit'
      ? { ...of, residentBy: by.residentBy, checkedBy: by.checkBy, rectifiedBy: by.rectifyBy }
      : { kind: of.milestones.find((m) => !m.doneOn)?.kind };
  const submit = (values: Record<string, unknown>) => {
    const kept = step.action === 'edit' ? { sector: of.sector, ...editable(of) } : {};
    run.mutate({ id: of.id, version: of.version, ...kept, ...values } as never);
  };
  return (
    <Modal
      open
      width={step.action === 'edit' ? 'min(860px, 96vw)' : 560}
      title={`${step.label} · ${of.number}`}
      okText={step.label}
      okButtonProps={{ danger: step.action === 'cancel' }}
      cancelText="返回"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={initial} preserve={false}>
        {SURE[step.action] && <p>{SURE[step.action]}</p>}
        {step.action === 'edit' && <EngagementFields fixed={of.state !== 'planned'} />}
        {step.action === 'add' && <AddFields of={of} />}
        {step.action === 'tick' && (
          <>
            <Form.Item name="kind" label="节点" rules={must('请选择节点')}>
              <Radio.Group
                options={of.milestones.map((m) => ({ value: m.kind, label: api.MILESTONE_WORDS[m.kind] }))}
              />
            </Form.Item>
            <Form.Item name="day" label="完成日期" rules={must('请选择日期')}>
              <DayField />
            </Form.Item>
          </>
        )}
        {step.action === 'cancel' && reason('取消的原因')}
        {refusal}
      </Form>
    </Modal>
  );
}

/** What the form leaves alone. */
const editable = ({ enterprise, creditCode, placeUnitId, address }: Engagement) => ({
  ...{ enterprise, creditCode, placeUnitId, address },
});

function AddFields({ of }: { of: Engagement }) {
  const list = usePages(pools, { limit: 100 } as never);
  const [poolId, setPoolId] = useState(of.poolId ?? undefined);
  const { enterprise, creditCode, fromDay, toDay } = of;
  return (
    <>
      <Form.Item label="专家库">
        <Select
          value={poolId}
          onChange={setPoolId}
          options={list.items.map((p) => ({ value: p.id, label: p.title }))}
        />
      </Form.Item>
      {poolId && (
        <Form.Item name="seatIds" label="专家" rules={must('请选择专家')}>
          <CandidatePicker
            {...{ poolId, enterprise, creditCode, fromDay, toDay }}
            taken={of.parts.map((part) => part.expertId)}
          />
        </Form.Item>
      )}
    </>
  );
}
