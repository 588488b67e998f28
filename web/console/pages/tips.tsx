import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Tag } from 'antd';
import { CATEGORIES, HAZARD_STATES, type HazardState } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { desk } from '../../../workers/contract/tip-desk.ts';
import { TIP_STATES, TRACKS } from '../../../workers/contract/tips.ts';
import { usePages } from '../data.ts';
import { Due } from '../parts/hazard-bits.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useUnits } from '../parts/units.ts';

type Row = ClientOutput<typeof desk>['items'][number];

/** The desk shows the clear header only; words are opened one tip at a time. */
export function TipDesk() {
  const { state } = useSearch({ strict: false }) as { state?: Row['state'] };
  const navigate = useNavigate();
  const units = useUnits();
  const pages = usePages(desk, { state, limit: 50 } as never);
  const go = (id: string) => void navigate({ to: '/tips/$id', params: { id } as never });
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          value={state ?? ''}
          onChange={(v) => void navigate({ to: '/tips', search: (v ? { state: v } : {}) as never })}
          options={[
            { value: '', label: '全部' },
            ...Object.entries(TIP_STATES).map(([value, label]) => ({ value, label })),
          ]}
        />
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={state ? '没有这类举报。' : '还没有收到举报。可以先打开举报页发一条试一试。'}
        onRow={(r) => ({
          onClick: () => go(r.id),
          onKeyDown: (e) => e.key === 'Enter' && go(r.id),
          tabIndex: 0,
          style: { cursor: 'pointer' },
        })}
        columns={[
          { title: '收到', dataIndex: 'day', width: 110, className: 'num' },
          {
            title: '状态',
            width: 90,
            render: (_, r) => <Tag color={r.state === 'received' ? 'blue' : 'default'}>{TIP_STATES[r.state]}</Tag>,
          },
          {
            title: '类别',
            render: (_, r) => (
              <>
                {r.danger && <span className="late">▲现场危险 </span>}
                {r.casualty && <span className="late">◆有伤亡 </span>}
                {CATEGORIES[r.category]}
              </>
            ),
          },
          { title: '地点', render: (_, r) => units.short(r.placeUnitId) || <span className="muted">未选</span> },
          { title: '方式', width: 100, render: (_, r) => TRACKS[r.track] },
          { title: '附件', dataIndex: 'attachments', width: 70, className: 'num' },
          {
            title: '对应隐患',
            render: (_, r) => (
              <span className="num">
                {r.hazardNumber} <span className="muted">{HAZARD_STATES[r.hazardState as HazardState]}</span>
              </span>
            ),
          },
          {
            title: '期限',
            width: 110,
            render: (_, r) => <Due dueAt={r.dueAt} open={!['confirmed', 'not_established'].includes(r.state)} />,
          },
        ]}
      />
    </div>
  );
}
