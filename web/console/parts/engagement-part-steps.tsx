import { Button, Form, Input, Modal, Select, Tooltip } from 'antd';
import { useState } from 'react';
import * as api from '../../../workers/contract/engagements.ts';
import { TIE_KINDS, type TieKind } from '../../../workers/contract/expert-words.ts';
import type { Route } from '../../../workers/contract/route.ts';
import { type Part, reason, type StepButton, useStep } from './engagement-steps.tsx';

const must = (message: string) => [{ required: true, message }];
const PART_ROUTES: Record<string, Route> = {
  accept: api.answerFor,
  decline: api.answerFor,
  recuse: api.answerFor,
  absent: api.markAbsent,
  sendBack: api.sendBackOpinion,
};
const PART_LABELS: Record<string, string> = { accept: '代登记接受', decline: '代登记谢绝', recuse: '代登记回避' };

/** Steps of one expert's part that the office takes. */
export function PartSteps({ part }: { part: Part }) {
  const [doing, setDoing] = useState<StepButton>();
  return (
    <>
      {part.actions.map((a) => (
        <Tooltip key={a.action} title={a.why}>
          <Button size="small" disabled={!a.allowed} onClick={() => setDoing(a)}>
            {PART_LABELS[a.action] ?? a.label}
          </Button>
        </Tooltip>
      ))}
      {doing && <PartForm part={part} step={doing} onClose={() => setDoing(undefined)} />}
    </>
  );
}

/** Of a statement given by telephone every kind is asked here too: the server says if one is missing. */
function PartForm({ part, step, onClose }: { part: Part; step: StepButton; onClose: () => void }) {
  const [form] = Form.useForm();
  const label = PART_LABELS[step.action] ?? step.label;
  const { run, refusal } = useStep(PART_ROUTES[step.action] as Route, label, onClose);
  const answering = step.action in PART_LABELS;
  const submit = (values: { has?: TieKind[]; reason?: string; words?: string }) => {
    const kinds = Object.keys(TIE_KINDS) as TieKind[];
    const ties = kinds.map((kind) => ({ kind, has: values.has?.includes(kind) ?? false }));
    const statement = step.action === 'decline' ? undefined : { ties, words: values.words ?? '' };
    const said = answering ? { answer: step.action, statement, reason: values.reason ?? '' } : values;
    run.mutate({ id: part.id, version: part.version, ...said } as never);
  };
  return (
    <Modal
      open
      title={`${label} · ${part.expert}`}
      okText={label}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        {step.action === 'accept' && (
          <p>
            确认专家本人已逐项声明与受检单位没有下列关系：{Object.values(TIE_KINDS).join('、')}。 书面声明请存档备查。
          </p>
        )}
        {step.action === 'recuse' && (
          <Form.Item name="has" label="需要回避的情形" rules={must('请选择')}>
            <Select
              mode="multiple"
              options={Object.entries(TIE_KINDS).map(([value, text]) => ({ value, label: text }))}
            />
          </Form.Item>
        )}
        {answering && step.action !== 'decline' && (
          <Form.Item name="words" label="声明内容">
            <Input.TextArea rows={2} maxLength={500} placeholder="何时、以什么方式作的声明" />
          </Form.Item>
        )}
        {step.action === 'decline' && reason('谢绝的原因')}
        {!answering && reason(step.action === 'absent' ? '未到场的情况' : '退回的理由')}
        {refusal}
      </Form>
    </Modal>
  );
}
