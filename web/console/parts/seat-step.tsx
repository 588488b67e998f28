import { useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Modal, Tooltip } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { Route } from '../../../workers/contract/route.ts';
import * as api from '../../../workers/contract/seats.ts';
import { useCommand } from '../data.ts';
import { today } from '../format.ts';
import { type Seat, TOUCHES } from './seat-bits.tsx';
import { SeatField, said } from './seat-fields.tsx';
import { useRefusal } from './use-refusal.ts';

const ROUTES: Record<string, Route> = {
  check: api.check,
  askSupplement: api.askSupplement,
  supplemented: api.supplemented,
  sendBack: api.sendBack,
  refuse: api.refuseSeat,
  withdraw: api.withdrawSeat,
  review: api.review,
  publicise: api.publicise,
  appoint: api.appoint,
  renew: api.renew,
  suspend: api.suspend,
  resume: api.resume,
  remove: api.remove,
};
const FIRST = ['check', 'supplemented', 'review', 'publicise', 'appoint', 'renew', 'resume'];
const HARD = ['refuse', 'remove', 'withdraw', 'sendBack'];
type Step = Seat['actions'][number];

/** Buttons drawn from what the server sends: greyed with the reason where a gate is shut. */
export function SeatSteps({ of }: { of: Seat }) {
  const search = useSearch({ strict: false }) as { step?: string; reason?: string };
  // Come from elsewhere to take this step: it stands open, if the seat lets it.
  const meant = of.actions.find((a) => a.action === search.step && a.allowed);
  const [doing, setDoing] = useState<Step | undefined>(meant);
  return (
    <>
      {of.actions.map((a) => (
        <Tooltip key={a.action} title={a.why}>
          <Button
            type={FIRST.includes(a.action) && a.allowed ? 'primary' : 'default'}
            danger={HARD.includes(a.action)}
            disabled={!a.allowed}
            onClick={() => setDoing(a)}
          >
            {a.label}
          </Button>
        </Tooltip>
      ))}
      {doing && (
        <StepForm
          of={of}
          step={doing}
          reason={doing === meant ? search.reason : undefined}
          onClose={() => setDoing(undefined)}
        />
      )}
    </>
  );
}

type Values = Record<string, unknown> & { fromDay?: dayjs.Dayjs };

/** The form of one step, drawn from what it needs. Typed text stays when the server refuses. */
function StepForm({
  of,
  step,
  reason,
  onClose,
}: {
  of: Seat;
  step: Step;
  reason: string | undefined;
  onClose: () => void;
}) {
  const [form] = Form.useForm();
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand(ROUTES[step.action] as Route, {
    done: `已办理：${step.label}`,
    touches: TOUCHES,
    onDone: onClose,
    onRefused: refused,
  });
  const submit = ({ fromDay, ...values }: Values) => {
    setRefusal('');
    const day = fromDay ? { fromDay: fromDay.format('YYYY-MM-DD') } : {};
    const pins = step.action === 'review' ? { pins: pinsOf(of) } : {};
    run.mutate({ id: of.id, version: of.version, ...values, ...day, ...pins } as never);
  };
  return (
    <Modal
      open
      width={560}
      title={`${step.label} · ${of.name}`}
      okText={step.label}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={{ fromDay: dayjs(today()), reason }}>
        {said(of, step.action)}
        {step.needs.map((need) => (
          <SeatField key={need} need={need} of={of} action={step.action} />
        ))}
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

/** What the page shows is what the opinion is pinned to. */
const pinsOf = (of: Seat): Record<string, string> =>
  Object.fromEntries([...of.periods, ...of.credentials].map((f) => [f.id, f.hash]));
