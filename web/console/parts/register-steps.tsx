import { Alert, Timeline as AntTimeline, Button, Form, Input, InputNumber, Modal, Select, Tag, Tooltip } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type * as z from 'zod';
import {
  CASE_ORGANS,
  CONCLUSIONS,
  type registerAction,
  type registerClock,
  type registerEvent,
} from '../../../workers/contract/register-words.ts';
import type { Route } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { dayOf, timeOf } from '../format.ts';
import { DayField } from './day-field.tsx';
import { useRefusal } from './use-refusal.ts';

type Action = z.output<typeof registerAction>;
type Clock = z.output<typeof registerClock>;
type Event = z.output<typeof registerEvent>;

interface Stepped {
  readonly id: string;
  readonly version: number;
  readonly actions: readonly Action[];
}
/** What a register's page gives: the route of each plain step, forms of its own for the others, what goes stale. */
export interface Steps {
  readonly routes: Readonly<Record<string, Route>>;
  readonly own?: Readonly<Record<string, (close: () => void) => ReactNode>>;
  readonly touches: readonly string[];
  /** The step that usually comes next. */
  readonly first?: readonly string[];
}
const GRAVE = ['withdraw', 'reject', 'drop', 'decline', 'cancel'];

/** Buttons drawn from what the server sends. What another post has to press is not shown to this one. */
export function RegisterSteps({ of, steps }: { of: Stepped; steps: Steps }) {
  const [doing, setDoing] = useState<Action>();
  const close = () => setDoing(undefined);
  const known = (a: Action) => a.action in steps.routes || a.action in (steps.own ?? {});
  const shown = of.actions.filter((a) => known(a) && (a.allowed || a.why.includes('另一人')));
  const form = doing && steps.own?.[doing.action];
  return (
    <>
      {shown.map((a) => (
        <Tooltip key={a.action} title={a.allowed ? '' : a.why}>
          <Button
            type={steps.first?.includes(a.action) && a.allowed ? 'primary' : 'default'}
            danger={GRAVE.includes(a.action)}
            disabled={!a.allowed}
            onClick={() => setDoing(a)}
          >
            {a.label}
          </Button>
        </Tooltip>
      ))}
      {form?.(close)}
      {doing && !form && <StepForm of={of} step={doing} steps={steps} onClose={close} />}
    </>
  );
}

/** The form of one step, drawn from what it needs. Typed text stays when the server refuses. */
function StepForm({ of, step, steps, onClose }: { of: Stepped; step: Action; steps: Steps; onClose: () => void }) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand(steps.routes[step.action] as Route, {
    done: `已办理：${step.label}`,
    touches: [...steps.touches, 'home', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  const submit = (values: Record<string, unknown>) => {
    setRefusal('');
    run.mutate({ id: of.id, version: of.version, ...values } as never);
  };
  return (
    <Modal
      open
      title={step.label}
      okText={step.label}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        {step.needs.length === 0 && <p>确认办理这一步？</p>}
        {step.needs.map((need) => (
          <Field key={need} need={need} />
        ))}
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

const DAYS: Record<string, string> = {
  day: '日期',
  awardedOn: '命名日期',
  recheckedOn: '“回头看”日期',
  publishedOn: '公开日期',
};
const AREAS: Record<string, [label: string, max: number]> = {
  reason: ['理由', 500],
  opinion: ['意见', 1000],
  outcome: ['结果', 500],
  words: ['说明', 4000],
};
const CHOICES: Record<string, [label: string, options: Readonly<Record<string, string>>]> = {
  organ: ['移送机关', CASE_ORGANS],
  conclusion: ['评估结论', CONCLUSIONS],
};
const must = (label: string) => [{ required: true, message: `请填写${label}` }];

function Field({ need }: { need: string }): ReactNode {
  const day = DAYS[need];
  if (day)
    return (
      <Form.Item name={need} label={day} rules={must(day)}>
        <DayField />
      </Form.Item>
    );
  const [area, max] = AREAS[need] ?? [];
  if (area)
    return (
      <Form.Item name={need} label={area} rules={must(area)}>
        <Input.TextArea rows={need === 'words' ? 6 : 3} maxLength={max ?? 500} showCount />
      </Form.Item>
    );
  const [choice, options] = CHOICES[need] ?? [];
  if (choice)
    return (
      <Form.Item name={need} label={choice} rules={must(choice)}>
        <Select options={Object.entries(options ?? {}).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    );
  if (need === 'score')
    return (
      <Form.Item name="score" label="得分（百分制）" rules={must('得分')}>
        <InputNumber min={0} max={100} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    );
  return (
    <Form.Item name={need} label="证书编号" rules={must('证书编号')}>
      <Input maxLength={60} />
    </Form.Item>
  );
}

/** The limit that runs, and where it comes from. */
export function RegisterClock({ clock }: { clock: Clock | null }) {
  if (!clock?.dueAt) return <span className="muted">—</span>;
  return (
    <>
      <span className="num">{dayOf(clock.dueAt)}</span>
      {clock.stoppedAt !== null && <span className="muted">（已停止计时）</span>}
      <div className="muted">
        依据：{clock.basis}
        {!clock.basisChecked && (
          <Tag color="orange" style={{ marginLeft: 6 }}>
            待核实
          </Tag>
        )}
      </div>
    </>
  );
}

/** Everything that happened to it, oldest first. */
export function RegisterTimeline({ route, id, version }: { route: Route; id: string; version: number }) {
  const pages = usePages(route, { id, limit: 50 } as never);
  const { refetch } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means a new event
  useEffect(() => void refetch(), [version, refetch]);
  return (
    <section style={{ marginTop: 16 }}>
      <h2 style={{ fontSize: 15 }}>办理过程</h2>
      <AntTimeline
        items={(pages.items as Event[]).map((e) => ({
          key: e.seq,
          content: (
            <>
              <strong>{e.label}</strong>
              <div className="muted num">
                {timeOf(e.at)} {e.actorName}
              </div>
            </>
          ),
        }))}
      />
      {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>后面的记录</Button>}
    </section>
  );
}
