import { useNavigate } from '@tanstack/react-router';
import { Button, Modal, Popconfirm, Tooltip } from 'antd';
import { useState } from 'react';
import * as api from '../../../workers/contract/month.ts';
import { useCommand } from '../data.ts';
import type { Bulletin } from './bulletin-document.ts';
import { ReasonField } from './tip-reason.tsx';

const ROUTES = {
  submit: api.submitBulletin,
  approve: api.approveBulletin,
  publish: api.publishBulletin,
  refresh: api.refreshBulletin,
  return: api.returnBulletin,
  discard: api.discardBulletin,
  correct: api.correctBulletin,
} as const;
type Action = keyof typeof ROUTES;
const ASK: Partial<Record<string, string>> = {
  publish: '印发后数字和文字不能再改，各单位会收到提醒。确定印发？',
  refresh: '数字和文字都会按最新台账重写，改过的文字会被换掉。确定重新生成？',
};
const REASONS: Partial<Record<string, string>> = {
  return: '退回理由（起草人看到的就是这段话）',
  discard: '作废理由',
  correct: '更正理由（写进新一版，各单位都看得到）',
};

/** The buttons a bulletin has now; what may not be pressed says why. */
export function BulletinSteps({ of, onEdit }: { of: Bulletin; onEdit: () => void }) {
  const [asked, setAsked] = useState<Action>();
  const step = (action: string) => action as Action;
  return (
    <div className="row">
      {of.actions.map(({ action, label, allowed, why }) =>
        allowed ? (
          <StepButton
            key={action}
            of={of}
            action={action}
            label={label}
            onPress={action === 'edit' ? onEdit : REASONS[action] ? () => setAsked(step(action)) : undefined}
          />
        ) : (
          <Tooltip key={action} title={why}>
            <Button disabled aria-label={`${label}：${why}`}>
              {label}
            </Button>
          </Tooltip>
        ),
      )}
      {asked && <WithReason of={of} action={asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

function StepButton({
  of,
  action,
  label,
  onPress,
}: {
  of: Bulletin;
  action: string;
  label: string;
  onPress: (() => void) | undefined;
}) {
  const run = useCommand(ROUTES[action as Action] ?? api.submitBulletin, {
    done: `已办理：${label}`,
    touches: ['bulletins.', 'inbox'],
  });
  const type = ['submit', 'approve', 'publish'].includes(action) ? 'primary' : 'default';
  const press = onPress ?? (() => run.mutate({ id: of.id, version: of.version } as never));
  if (!ASK[action]) {
    return (
      <Button type={type} loading={run.isPending} onClick={press}>
        {label}
      </Button>
    );
  }
  return (
    <Popconfirm title={ASK[action]} okText={label} onConfirm={press}>
      <Button type={type} loading={run.isPending}>
        {label}
      </Button>
    </Popconfirm>
  );
}

function WithReason({ of, action, onClose }: { of: Bulletin; action: Action; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const run = useCommand(ROUTES[action], {
    done: '已办理',
    touches: ['bulletins.', 'inbox'],
    onDone: (answer) => {
      onClose();
      if (action === 'correct') void navigate({ to: `/bulletins/${answer.id}` as '/' });
    },
  });
  return (
    <Modal
      open
      title={REASONS[action]?.split('（')[0]}
      okText="确定"
      okButtonProps={{ disabled: reason.trim().length < 2, loading: run.isPending }}
      onOk={() => run.mutate({ id: of.id, version: of.version, reason: reason.trim() } as never)}
      onCancel={onClose}
    >
      <ReasonField label={REASONS[action] ?? ''} value={reason} onChange={setReason} />
    </Modal>
  );
}
