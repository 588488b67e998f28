import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Modal, Segmented, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { FEE_STATES, type FeeState } from '../../../workers/contract/expert-words.ts';
import { decideFee, fees } from '../../../workers/contract/fees.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { ExpertBudgets } from '../parts/expert-budgets.tsx';
import { PagedTable } from '../parts/list.tsx';
import { yuan } from '../parts/money.ts';
import { useCan } from '../parts/person.ts';
import { ReasonField } from '../parts/tip-reason.tsx';
import { useRefusal } from '../parts/use-refusal.ts';

type Fee = ClientOutput<typeof fees>['items'][number];
export const FEE_COLOURS: Record<FeeState, string> = {
  proposed: 'orange',
  approved: 'blue',
  refused: 'default',
  paid: 'green',
};

/** 专家经费: what was asked for, by whom it was approved, and what the year still holds. */
export function ExpertFees() {
  return (
    <div className="card">
      <Tabs
        items={[
          { key: 'fees', label: '费用清单', children: <List /> },
          { key: 'budgets', label: '专项资金', children: <ExpertBudgets /> },
        ]}
      />
    </div>
  );
}

function List() {
  const { state } = useSearch({ strict: false }) as { state?: FeeState };
  const navigate = useNavigate();
  const can = useCan();
  const [deciding, setDeciding] = useState<Fee>();
  const pages = usePages(fees, { ...(state ? { state } : {}), limit: 50 } as never);
  return (
    <>
      <div style={{ marginBottom: 12, overflowX: 'auto' }}>
        <Segmented
          value={state ?? ''}
          onChange={(v) => void navigate({ to: '/expert-fees' as '/', search: (v ? { state: v } : {}) as never })}
          options={[
            { value: '', label: '全部' },
            ...Object.entries(FEE_STATES).map(([value, label]) => ({ value: value as FeeState, label })),
          ]}
        />
      </div>
      <PagedTable<Fee>
        rowKey="id"
        pages={pages as never}
        empty={state ? '没有这一类费用。' : '还没有专家费用。检查成果认可后，在专家检查页上申报。'}
        scroll={{ x: 980 }}
        columns={[
          { title: '编号', dataIndex: 'number', width: 120, className: 'num' },
          { title: '状态', width: 90, render: (_, f) => <Tag color={FEE_COLOURS[f.state]}>{FEE_STATES[f.state]}</Tag> },
          { title: '专家', dataIndex: 'expert', width: 100 },
          {
            title: '工作',
            render: (_, f) => (
              <>
                <Link to={`/engagements/${f.engagementId}` as '/'}>{f.engagement}</Link>
                <div className="muted">{f.budget}</div>
              </>
            ),
          },
          {
            title: '金额（元）',
            width: 170,
            className: 'num',
            render: (_, f) => (
              <>
                <strong>{yuan(f.amount)}</strong>
                <div className="muted">
                  {f.halfDays / 2} 天 × {yuan(f.rate)}
                </div>
              </>
            ),
          },
          {
            title: '经办',
            width: 150,
            render: (_, f) => (
              <>
                {f.proposedBy} 申报
                {f.decidedBy && (
                  <div>
                    {f.decidedBy} {f.state === 'refused' ? '未批准' : '批准'}
                  </div>
                )}
              </>
            ),
          },
          {
            title: '结果',
            width: 150,
            render: (_, f) => (
              <span className="num">{f.reason || (f.paidOn ? `${f.paidOn} 发放，凭证 ${f.reference}` : '')}</span>
            ),
          },
          {
            title: '',
            width: 90,
            render: (_, f) =>
              can('expert.fee') && f.state === 'proposed' && !f.mine ? (
                <Button size="small" type="primary" onClick={() => setDeciding(f)}>
                  审批
                </Button>
              ) : null,
          },
        ]}
      />
      {deciding && <Decision fee={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  );
}

/** By another than the one who asked. */
function Decision({ fee, onClose }: { fee: Fee; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand(decideFee, {
    done: '已审批',
    touches: ['fees.', 'budgets.', 'inbox'],
    onDone: onClose,
    onRefused: refused,
  });
  const answer = (approve: boolean) => {
    setRefusal('');
    run.mutate({ id: fee.id, version: fee.version, approve, reason: reason.trim() });
  };
  return (
    <Modal
      open
      title={`审批专家费用 ${fee.number}`}
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
        <dt>专家</dt>
        <dd>{fee.expert}</dd>
        <dt>工作</dt>
        <dd>{fee.engagement}</dd>
        <dt>金额</dt>
        <dd>
          <strong className="num">{yuan(fee.amount)} 元</strong>（{fee.halfDays / 2} 天 × {yuan(fee.rate)} 元）
        </dd>
        <dt>资金</dt>
        <dd>{fee.budget}</dd>
        <dt>申报人</dt>
        <dd>{fee.proposedBy}</dd>
      </dl>
      <div style={{ marginBottom: 28 }}>
        <ReasonField label="不批准的理由（不批准时必填）" value={reason} onChange={setReason} max={200} />
      </div>
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
