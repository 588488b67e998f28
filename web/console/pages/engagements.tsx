import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { engagementCounts, engagements } from '../../../workers/contract/engagements.ts';
import { ENGAGEMENT_KINDS, ENGAGEMENT_STATES } from '../../../workers/contract/expert-words.ts';
import { pools } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages, useRoute } from '../data.ts';
import { remaining } from '../format.ts';
import { EngagementTag } from '../parts/engagement-bits.tsx';
import { EngagementCalendar } from '../parts/engagement-calendar.tsx';
import { PlanForm } from '../parts/engagement-plan.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof engagements>['items'][number];
interface Search {
  readonly view?: 'days';
  readonly state?: string;
  readonly kind?: string;
  readonly poolId?: string;
  readonly q?: string;
  readonly late?: string;
  /** Of a draw just done: the form of planning opens with its result. */
  readonly drawId?: string;
}
const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** 专家检查: experts' work at enterprises, as a list and by day. */
export function Engagements() {
  const can = useCan();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [planning, setPlanning] = useState(search.drawId !== undefined);
  const set = (more: Partial<Record<keyof Search, string | undefined>>) =>
    void navigate({ to: '/engagements' as '/', search: { ...search, ...more } as never });
  const { view, drawId, ...filter } = search;
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
  const pages = usePages(engagements, { limit: 50, ...given } as never);
  const counts = useRoute(engagementCounts, {});
  const list = usePages(pools, { limit: 100 } as never);
  const count = (state: string) => counts.data?.byState[state] ?? 0;
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          value={view ?? 'list'}
          onChange={(v) => set({ view: v === 'days' ? 'days' : undefined })}
          options={[
            { value: 'list', label: '清单' },
            { value: 'days', label: '日程' },
          ]}
        />
        {view !== 'days' && (
          <>
            <Select
              allowClear
              style={{ width: 160 }}
              placeholder="状态"
              aria-label="状态"
              value={search.state}
              onChange={(v?: string) => set({ state: v })}
              options={options(ENGAGEMENT_STATES).map((o) => ({ ...o, label: `${o.label} ${count(o.value)}` }))}
            />
            <Select
              allowClear
              style={{ width: 130 }}
              placeholder="类型"
              aria-label="类型"
              value={search.kind}
              onChange={(v?: string) => set({ kind: v })}
              options={options(ENGAGEMENT_KINDS)}
            />
            <Select
              allowClear
              style={{ width: 180 }}
              placeholder="专家库"
              aria-label="专家库"
              value={search.poolId}
              onChange={(v?: string) => set({ poolId: v })}
              options={list.items.map((p) => ({ value: p.id, label: p.title }))}
            />
            <Input.Search
              allowClear
              style={{ width: 200 }}
              placeholder="受检单位名称"
              aria-label="受检单位名称"
              defaultValue={search.q}
              onSearch={(v) => set({ q: v || undefined })}
            />
            {(counts.data?.late ?? 0) > 0 && (
              <Button
                type={search.late ? 'primary' : 'default'}
                danger
                onClick={() => set({ late: search.late ? undefined : 'true' })}
              >
                超期 {counts.data?.late}
              </Button>
            )}
          </>
        )}
        <span className="grow" />
        {can('expert.engage') && (
          <Button type="primary" onClick={() => setPlanning(true)}>
            安排专家检查
          </Button>
        )}
      </div>
      {view === 'days' ? (
        <EngagementCalendar />
      ) : (
        <PagedTable<Row>
          rowKey="id"
          pages={pages as never}
          scroll={{}}
          empty={
            Object.keys(given).length > 0
              ? '没有符合条件的专家检查。'
              : '还没有专家检查。抽取专家后在这里安排，也可以直接从专家库里选人。'
          }
          columns={columns}
        />
      )}
      {planning && (
        <PlanForm
          {...(drawId ? { drawId } : {})}
          onClose={() => setPlanning(false)}
          onDone={(id) => void navigate({ to: `/engagements/${id}` as '/' })}
        />
      )}
    </div>
  );
}

const link = (row: Row, words: string) => <Link to={`/engagements/${row.id}` as '/'}>{words}</Link>;
const columns = [
  {
    title: '编号',
    width: 128,
    className: 'num',
    render: (_: unknown, row: Row) => (
      <>
        {link(row, row.number)}
        <div>
          <EngagementTag state={row.state} late={row.late} />
        </div>
      </>
    ),
  },
  {
    title: '受检单位',
    render: (_: unknown, row: Row) => (
      <>
        {link(row, row.enterprise)}
        <div className="muted">
          {ENGAGEMENT_KINDS[row.kind]} · {row.title}
        </div>
        <div className="muted narrow-only">
          <span className="num">
            {row.fromDay} 至 {row.toDay}
          </span>
          {row.experts.length > 0 && ` · ${row.experts.join('、')}`}
        </div>
      </>
    ),
  },
  {
    title: '日期',
    width: 116,
    className: 'num',
    responsive: WIDE,
    render: (_: unknown, row: Row) => (
      <>
        {row.fromDay}
        <div>{row.toDay}</div>
      </>
    ),
  },
  {
    title: '专家',
    width: 170,
    responsive: WIDE,
    render: (_: unknown, row: Row) => row.experts.join('、') || <span className="muted">未选</span>,
  },
  { title: '组织单位', width: 150, responsive: WIDE, dataIndex: 'unitName' },
  {
    title: '发现隐患',
    width: 110,
    responsive: WIDE,
    render: (_: unknown, row: Row) =>
      row.findings === 0 ? (
        <span className="muted">无</span>
      ) : (
        <span className="num">
          {row.findings} 项{row.findingsOpen > 0 && <span className="soon">，{row.findingsOpen} 未销</span>}
        </span>
      ),
  },
  {
    title: '最近期限',
    width: 110,
    responsive: WIDE,
    render: (_: unknown, row: Row) =>
      row.dueAt ? <span className={row.late ? 'late' : ''}>{remaining(row.dueAt)}</span> : '—',
  },
];
