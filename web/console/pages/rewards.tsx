import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import { ledger, REWARD_STATES, type RewardState } from '../../../workers/contract/rewards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { yuan } from '../parts/money.ts';
import { useCan } from '../parts/person.ts';
import { RewardDecision } from '../parts/reward-decision.tsx';
import { RewardScale } from '../parts/reward-scale.tsx';

export type Reward = ClientOutput<typeof ledger>['items'][number];
const COLOURS: Partial<Record<RewardState, string>> = {
  proposed: 'orange',
  offered: 'blue',
  claimed: 'blue',
  paid: 'green',
};

export function Rewards() {
  return (
    <div className="card">
      <Tabs
        items={[
          { key: 'ledger', label: '奖励台账', children: <Ledger /> },
          { key: 'scale', label: '奖励标准', children: <RewardScale /> },
        ]}
      />
    </div>
  );
}

function Ledger() {
  const { state } = useSearch({ strict: false }) as { state?: RewardState };
  const navigate = useNavigate();
  const can = useCan();
  const [deciding, setDeciding] = useState<Reward>();
  const pages = usePages(ledger, { state, limit: 50 } as never);
  const first = pages.data?.pages[0];
  const countOf = (name: string) => first?.states.find((s) => s.state === name)?.count ?? 0;
  const label = (name: RewardState) => `${REWARD_STATES[name]}${countOf(name) > 0 ? ` ${countOf(name)}` : ''}`;
  return (
    <>
      <div style={{ marginBottom: 12, overflowX: 'auto' }}>
        <Segmented
          value={state ?? ''}
          onChange={(v) => void navigate({ to: '/rewards', search: (v ? { state: v } : {}) as never })}
          options={[
            { value: '', label: '全部' },
            ...(Object.keys(REWARD_STATES) as RewardState[]).map((value) => ({ value, label: label(value) })),
          ]}
        />
      </div>
      {first && first.years.length > 0 && (
        <p className="muted num">
          已发放：
          {first.years.map((y) => `${y.year} 年 ${y.paid} 笔、${yuan(y.paidSum)} 元`).join('；')}
        </p>
      )}
      <PagedTable<Reward>
        rowKey="id"
        pages={pages as never}
        empty={state ? '没有这一类奖励。' : '还没有奖励。举报查实后，由受理员在举报页上提出。'}
        scroll={{ x: 1080 }}
        columns={[
          { title: '提出', dataIndex: 'proposedDay', width: 110, className: 'num' },
          { title: '状态', width: 90, render: (_, r) => <Tag color={COLOURS[r.state]}>{REWARD_STATES[r.state]}</Tag> },
          { title: '金额（元）', width: 110, className: 'num', render: (_, r) => <strong>{yuan(r.amount)}</strong> },
          {
            title: '事项',
            width: 170,
            render: (_, r) => (
              <>
                {CATEGORIES[r.category]}
                <div className="muted num">
                  隐患 {r.hazardNumber} {r.tipId && <Link to={`/tips/${r.tipId}` as '/'}>看举报</Link>}
                </div>
              </>
            ),
          },
          {
            title: '算法与依据',
            render: (_, r) => (
              <>
                {factsText(r)}
                <div className="muted">
                  {r.scale.label}（第 {r.scale.version} 版）：{r.scale.basis}{' '}
                  {!r.scale.basisChecked && <Tag color="orange">待核实</Tag>}
                </div>
              </>
            ),
          },
          {
            title: '经办',
            width: 130,
            render: (_, r) => (
              <>
                {r.proposedBy} 提出
                {r.decidedBy && (
                  <div>
                    {r.decidedBy} {r.state === 'refused' ? '未批准' : '批准'}
                  </div>
                )}
              </>
            ),
          },
          {
            title: '期限、结果',
            width: 150,
            render: (_, r) => (
              <span className="num">
                {r.reason || (r.settledDay ? `${r.settledDay} 了结` : r.untilDay ? `${r.untilDay} 前领取` : '')}
              </span>
            ),
          },
          {
            title: '',
            width: 90,
            render: (_, r) =>
              can('reward.approve') && r.state === 'proposed' && !r.mine ? (
                <Button size="small" type="primary" onClick={() => setDeciding(r)}>
                  审批
                </Button>
              ) : null,
          },
        ]}
      />
      {deciding && <RewardDecision reward={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  );
}

/** What was found out, in one line. */
export function factsText({ facts }: Reward): string {
  return [
    facts.fine && `罚款 ${yuan(facts.fine)} 元`,
    facts.deaths && `查实瞒报死亡 ${facts.deaths} 人`,
    facts.fixed && '定额奖励',
  ]
    .filter(Boolean)
    .join('；');
}
