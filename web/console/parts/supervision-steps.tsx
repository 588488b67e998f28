import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import type { Kind } from './supervision-bits.tsx';
import type { Order, Summons } from './supervision-documents.ts';
import { DraftForm } from './supervision-draft.tsx';
import { StepForm } from './supervision-step.tsx';

const NEEDS: Record<string, string> = {
  dueDay: '期限',
  answer: '办理情况',
  opinion: '审核意见',
  reason: '理由',
  talkDay: '日期',
  talkPlace: '地点',
  presiding: '主持人',
  minutes: '纪要',
  report: '整改情况',
};
const FIRST = ['serve', 'answer', 'accept', 'notify', 'hold', 'report', 'close'];

/** Buttons drawn from what the server sends. What another post has to press is not shown to this one. */
export function PaperSteps({ kind, of }: { kind: Kind; of: Order | Summons }) {
  const [doing, setDoing] = useState<Order['actions'][number]>();
  const close = () => setDoing(undefined);
  const shown = of.actions.filter((a) => a.allowed || a.why.includes('另一人'));
  return (
    <>
      {shown.map((a) => (
        <Tooltip key={a.action} title={hint(a)}>
          <Button
            type={FIRST.includes(a.action) && a.allowed ? 'primary' : 'default'}
            danger={['withdraw', 'sendBack'].includes(a.action)}
            disabled={!a.allowed}
            onClick={() => setDoing(a)}
          >
            {a.label}
          </Button>
        </Tooltip>
      ))}
      {doing?.action === 'edit' && <DraftForm kind={kind} old={of} onClose={close} onDone={close} />}
      {doing && doing.action !== 'edit' && <StepForm kind={kind} of={of} step={doing} onClose={close} />}
    </>
  );
}

function hint({ allowed, why, needs }: Order['actions'][number]): string {
  if (!allowed) return why;
  const told = needs.flatMap((need) => NEEDS[need] ?? []);
  return told.length > 0 ? `需要：${told.join('、')}` : '';
}
