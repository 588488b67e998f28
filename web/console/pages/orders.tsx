import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { orders } from '../../../workers/contract/supervision.ts';
import { ORDER_STATES } from '../../../workers/contract/supervision-words.ts';
import { usePages } from '../data.ts';
import { dayOf } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { PaperState, SubjectLine } from '../parts/supervision-bits.tsx';
import { DraftForm } from '../parts/supervision-draft.tsx';
import { listInput, PaperFilters, usePaperSearch, WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof orders>['items'][number];

/** 督办单: drafts to be served, answers waited for, answers to be judged. */
export function Orders() {
  const can = useCan();
  const navigate = useNavigate();
  const search = usePaperSearch();
  const [drafting, setDrafting] = useState(false);
  const pages = usePages(orders, listInput(search) as never);
  const filtered = Object.values(search).some(Boolean);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <PaperFilters path="/orders" states={ORDER_STATES} />
        <span className="grow" />
        {can('supervise.issue') && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            拟督办单
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={
          filtered
            ? '没有符合条件的督办单。'
            : can('supervise.issue')
              ? '还没有督办单。任务超期后系统会按规则拟好草稿，也可以自己拟。'
              : '没有送达贵单位的督办单。'
        }
        scroll={{}}
        columns={[
          {
            title: '编号',
            width: 116,
            className: 'num',
            render: (_, o) => (
              <>
                <Link to={`/orders/${o.id}` as '/'}>{o.number ?? '草稿'}</Link>
                <div>
                  <PaperState kind="order" state={o.state} late={o.late} />
                </div>
              </>
            ),
          },
          {
            title: '标题',
            render: (_, o) => (
              <>
                <Link to={`/orders/${o.id}` as '/'}>{o.title}</Link>
                <div className="muted narrow-only">
                  {o.unitName}
                  {o.dueDay && ` · ${o.dueDay} 前回复`}
                </div>
              </>
            ),
          },
          { title: '承办单位', dataIndex: 'unitName', width: 160, responsive: WIDE },
          {
            title: '事由',
            width: 260,
            responsive: WIDE,
            render: (_, o) => <SubjectLine of={o.subject} drafted={o.state === 'drafted'} />,
          },
          { title: '回复期限', width: 110, className: 'num', responsive: WIDE, render: (_, o) => o.dueDay ?? '—' },
          {
            title: '送达',
            width: 120,
            className: 'num',
            responsive: WIDE,
            render: (_, o) =>
              o.servedAt ? (
                <>
                  {dayOf(o.servedAt)}
                  <div className="muted">{o.receivedAt ? '已签收' : '未签收'}</div>
                </>
              ) : (
                '—'
              ),
          },
        ]}
      />
      {drafting && (
        <DraftForm
          kind="order"
          onClose={() => setDrafting(false)}
          onDone={(id) => void navigate({ to: `/orders/${id}` as '/' })}
        />
      )}
    </div>
  );
}
