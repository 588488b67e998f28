import { Alert, Button, Modal, Tag } from 'antd';
import { useState } from 'react';
import { decide } from '../../../workers/contract/rewards.ts';
import { useCommand } from '../data.ts';
import { factsText, type Reward } from '../pages/rewards.tsx';
import { yuan } from './money.ts';
import { ReasonField } from './tip-reason.tsx';
import { useRefusal } from './use-refusal.ts';

/** Approve or refuse, by another than the one who proposed. */
export function RewardDecision({ reward, onClose }: { reward: Reward; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand(decide, {
    done: '已审批',
    touches: ['rewards.', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  const answer = (approve: boolean) => {
    setRefusal('');
    run.mutate({ id: reward.id, version: reward.version, approve, reason: reason.trim() });
  };
  return (
    <Modal
      open
      title="审批举报奖励"
      onCancel={onClose}
      footer={[
        <Button key="no" danger disabled={reason.trim() === ''} loading={run.isPending} onClick={() => answer(false)}>
          不批准
        </Button>,
        <Button key="yes" type="primary" loading={run.isPending} onClick={() => answer(true)}>
          批准
        </Button>,
      ]}
    >
      <dl className="facts">
        <dt>金额</dt>
        <dd>
          <strong className="num">{yuan(reward.amount)} 元</strong>
        </dd>
        <dt>事实</dt>
        <dd>{factsText(reward)}</dd>
        <dt>标准</dt>
        <dd>
          {reward.scale.label}（第 {reward.scale.version} 版）：{reward.scale.basis}{' '}
          {!reward.scale.basisChecked && <Tag color="orange">待核实</Tag>}
        </dd>
        <dt>隐患</dt>
        <dd className="num">{reward.hazardNumber}</dd>
        <dt>提出人</dt>
        <dd>{reward.proposedBy}</dd>
      </dl>
      <p className="muted">批准后，举报人凭回执马上看到金额和领奖期限。</p>
      <div style={{ marginBottom: 28 }}>
        <ReasonField label="不批准的理由（不批准时必填）" value={reason} onChange={setReason} max={300} />
      </div>
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
