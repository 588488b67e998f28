import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { CADENCES, type Cadence, periodWords, reports } from '../../../workers/contract/month.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { cellWords, MonthMatrix } from '../parts/month-matrix.tsx';
import { MonthRollup } from '../parts/month-rollup.tsx';
import { useCan } from '../parts/person.ts';

type Row = ClientOutput<typeof reports>['items'][number];
interface Search {
  cadence?: Cadence;
  state?: 'open' | 'missing' | 'submitted';
}
const STATES = [
  { value: '', label: '全部' },
  { value: 'open', label: '待报送' },
  { value: 'missing', label: '逾期未报' },
  { value: 'submitted', label: '待认可' },
];

/** 月报: for the office who has reported and who has not; for a unit its own, the open ones first. */
export function MonthReports() {
  const { cadence = 'month', state } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const all = useCan()('task.read_all');
  const go = (search: Search) => void navigate({ to: '/month-reports' as '/', search: search as never });
  return (
    <>
      <section className="card">
        <div className="row" style={{ marginBottom: 12 }}>
          <Segmented<Cadence>
            value={cadence}
            onChange={(next) => go({ cadence: next, ...(state ? { state } : {}) })}
            options={(Object.keys(CADENCES) as Cadence[]).map((value) => ({ value, label: CADENCES[value] }))}
          />
          <span className="muted">数字取自台账，单位只补充文字；到期未报由系统自动标记并提醒。</span>
        </div>
        {all && <MonthMatrix cadence={cadence} />}
      </section>
      <section className="card" aria-label="清单">
        <div style={{ marginBottom: 12, overflowX: 'auto' }}>
          <Segmented
            value={state ?? ''}
            onChange={(next) => go({ cadence, ...(next ? { state: next as Search['state'] } : {}) } as Search)}
            options={STATES}
          />
        </div>
        <List cadence={cadence} state={state} />
      </section>
      <MonthRollup />
    </>
  );
}

function List({ cadence, state }: { cadence: Cadence; state: Search['state'] }) {
  const pages = usePages(reports, { cadence, state, limit: 50 } as never);
  return (
    <PagedTable<Row>
      rowKey="id"
      pages={pages as never}
      empty={state === 'missing' ? '没有逾期未报的。' : '没有这样的月报。'}
      scroll={{ x: 640 }}
      columns={[
        {
          title: '期次',
          render: (_, r) => <Link to={`/month-reports/${r.id}` as '/'}>{periodWords(r.period)}</Link>,
        },
        { title: '单位', dataIndex: 'unitName' },
        { title: '情况', width: 90, render: (_, r) => <Mark row={r} /> },
        { title: '截止日', dataIndex: 'dueDay', width: 120, className: 'num' },
        {
          title: '报送时间',
          width: 160,
          className: 'num',
          render: (_, r) => (r.submittedAt ? timeOf(r.submittedAt) : '—'),
        },
      ]}
    />
  );
}

function Mark({ row }: { row: Row }) {
  const [word, kind] = cellWords(row);
  return <span className={`month-mark ${kind}`}>{word}</span>;
}
