import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import type { Route } from '../../../workers/contract/route.ts';
import {
  decideExtension,
  extendTip,
  giveBack,
  muteTip,
  refuseTip,
  requestIdentity,
} from '../../../workers/contract/tip-desk.ts';
import { useCommand } from '../data.ts';
import { TOUCHES } from './tip-brief.tsx';
import { EXTENSIONS, REFUSALS, ReasonField } from './tip-reason.tsx';
import { forget, type Sealed } from './tip-sealed.ts';

/** A step that needs a reason and nothing else. What it leads to stands above the field. */
function ReasonStep({
  tip,
  route,
  label,
  done,
  says,
  templates,
  danger,
  max = 500,
  more,
  after,
}: {
  tip: Sealed;
  route: Route;
  label: string;
  done: string;
  says: string;
  templates?: readonly string[];
  danger?: boolean;
  max?: number;
  more?: object;
  /** Where to, when it is done. */
  after?: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const send = useCommand(route, {
    done,
    touches: [...TOUCHES, 'identity.'],
    onDone: () => {
      setOpen(false);
      after?.();
    },
  });
  return (
    <>
      <Button danger={danger} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={open}
        title={label}
        okText={label}
        okButtonProps={{ danger, disabled: reason.trim().length < (max === 300 ? 5 : 2) }}
        confirmLoading={send.isPending}
        onCancel={() => setOpen(false)}
        onOk={() => send.mutate({ id: tip.id, version: tip.version, reason: reason.trim(), ...more } as never)}
      >
        <p>{says}</p>
        <ReasonField label="理由" templates={templates} value={reason} onChange={setReason} max={max} />
      </Modal>
    </>
  );
}

export const RefuseForm = ({ tip }: { tip: Sealed }) => (
  <ReasonStep
    tip={tip}
    route={refuseTip}
    label="认定不成立"
    done="已答复举报人"
    says="理由会原样显示在举报人的回执页上。"
    templates={REFUSALS}
    danger
  />
);

export const ExtendForm = ({ tip }: { tip: Sealed }) => (
  <ReasonStep
    tip={tip}
    route={extendTip}
    label="申请延期"
    done="已申请，等另一人审批"
    says="须由另一人批准。批准后，理由和新的期限会告诉举报人。"
    templates={EXTENSIONS}
  />
);

export function GiveBackForm({ tip }: { tip: Sealed }) {
  const navigate = useNavigate();
  return (
    <ReasonStep
      tip={tip}
      route={giveBack}
      label="退回（不属本单位）"
      done="已退回举报受理"
      says="退回后由举报受理重新移交，本单位不再看到这件举报。"
      max={200}
      after={() => {
        forget(tip.id);
        void navigate({ to: '/tips' });
      }}
    />
  );
}

/** A new id each time the page shows it: a request sent twice by the same press is one. */
export function IdentityForm({ tip }: { tip: Sealed }) {
  const [requestId] = useState(() => crypto.randomUUID());
  return (
    <ReasonStep
      tip={tip}
      route={requestIdentity}
      label="申请调取姓名"
      done="已申请，等两个岗位分别同意"
      says="须姓名保管、纪检监察两个岗位分别同意才能打开，理由和每一步都留痕。"
      max={300}
      more={{ requestId }}
    />
  );
}

export function Mute({ tip }: { tip: Sealed }) {
  const set = useCommand(muteTip, { done: tip.muted ? '已取消静音' : '已静音', touches: TOUCHES });
  return (
    <Button
      loading={set.isPending}
      title="静音后来信不再提醒；举报人不会知道，仍可继续写"
      onClick={() => set.mutate({ id: tip.id, version: tip.version, muted: !tip.muted })}
    >
      {tip.muted ? '取消静音' : '静音'}
    </Button>
  );
}

/** 延期: whoever asked for it cannot decide. */
export function ExtensionDecision({ tip }: { tip: Sealed }) {
  const decide = useCommand(decideExtension, { done: '审批已记下，申请人会收到通知', touches: TOUCHES });
  if (!tip.extension) return null;
  const answer = (approve: boolean) => decide.mutate({ id: tip.id, version: tip.version, approve });
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginTop: 12 }}
      title={tip.extension.mine ? '您已申请延期，等另一人审批' : '有一项延期申请待审批'}
      description={
        <>
          <p>{tip.extension.reason}</p>
          {!tip.extension.mine && (
            <div className="row">
              <Button type="primary" loading={decide.isPending} onClick={() => answer(true)}>
                批准延期
              </Button>
              <Button loading={decide.isPending} onClick={() => answer(false)}>
                不批准
              </Button>
            </div>
          )}
        </>
      }
    />
  );
}
