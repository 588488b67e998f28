import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Badge, Checkbox, Input, Segmented, Select, Tag } from 'antd';
import { SEAT_STATES, type SeatState } from '../../../workers/contract/expert-words.ts';
import { pools } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { counts, seats } from '../../../workers/contract/seats.ts';
import { usePages, useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { SeatTag } from '../parts/seat-bits.tsx';
import { SeatObjections } from '../parts/seat-objections.tsx';
import { WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof seats>['items'][number];
interface Search {
  readonly poolId?: string;
  readonly state?: SeatState;
  readonly doubtful?: boolean;
  readonly ending?: boolean;
  readonly q?: string;
  readonly show?: 'objections';
}
const ORDER = Object.keys(SEAT_STATES) as SeatState[];

/** 申请与成员: every place in the pools one may see, by how far it has come. */
export function Seats() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const set = (change: Partial<Search>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, v]) => v !== undefined && v !== '' && v !== false);
    void navigate({ to: '/expert-seats' as '/', search: Object.fromEntries(next) as never, replace: true });
  };
  const { poolId } = search;
  const own = useRoute(counts, poolId ? { poolId } : {});
  const found = usePages(pools, { limit: 100 });
  const held = own.data;
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Select
          allowClear
          style={{ minWidth: 220 }}
          placeholder="全部专家库"
          aria-label="专家库"
          value={poolId}
          onChange={(v?: string) => set({ poolId: v })}
          options={found.items.map((p) => ({ value: p.id, label: p.title }))}
        />
        <Input.Search
          allowClear
          style={{ width: 220 }}
          placeholder="姓名，或完整编号"
          aria-label="姓名或编号"
          defaultValue={search.q}
          onSearch={(q) => set({ q: q.trim() })}
        />
        <Checkbox checked={search.doubtful === true} onChange={(e) => set({ doubtful: e.target.checked })}>
          须人工核对{held ? `（${held.doubtful}）` : ''}
        </Checkbox>
        <Checkbox checked={search.ending === true} onChange={(e) => set({ ending: e.target.checked })}>
          {held ? `${held.remindDays} 天内聘期届满（${held.ending}）` : '聘期将满'}
        </Checkbox>
        <Checkbox
          checked={search.show === 'objections'}
          onChange={(e) => set({ show: e.target.checked ? 'objections' : undefined })}
        >
          公示异议 <Badge count={held?.objections ?? 0} size="small" />
        </Checkbox>
      </div>
      {search.show === 'objections' ? (
        <SeatObjections />
      ) : (
        <>
          <div style={{ overflowX: 'auto', marginBottom: 12 }}>
            <Segmented
              aria-label="状态"
              value={search.state ?? 'all'}
              onChange={(v) => set({ state: v === 'all' ? undefined : (v as SeatState) })}
              options={[
                { value: 'all', label: '全部' },
                ...ORDER.map((state) => ({
                  value: state,
                  label: `${SEAT_STATES[state]} ${held?.byState[state] ?? ''}`,
                })),
              ]}
            />
          </div>
          <SeatTable search={search} />
        </>
      )}
    </div>
  );
}

function SeatTable({ search: { poolId, state, doubtful, ending, q } }: { search: Search }) {
  const input = {
    ...(poolId ? { poolId } : {}),
    ...(state ? { state } : {}),
    ...(doubtful ? { doubtful: 'true' } : {}),
    ...(ending ? { ending: 'true' } : {}),
    ...(q ? { q } : {}),
  };
  const pages = usePages(seats, input as never);
  const filtered = Object.keys(input).length > 0;
  return (
    <PagedTable<Row>
      rowKey="id"
      pages={pages as never}
      scroll={{}}
      empty={filtered ? '没有符合条件的申请或成员。' : '还没有人申请。可以公布申请网址，也可以导入或代填。'}
      columns={[
        {
          title: '姓名',
          render: (_, s) => (
            <>
              <Link to={`/expert-seats/${s.id}` as '/'}>{s.name}</Link>{' '}
              {s.number && <span className="muted num">{s.number}</span>}
              <div className="muted">{s.employer}</div>
              <div className="narrow-only">
                <SeatTag state={s.state} /> <span className="muted">{s.poolTitle}</span>
              </div>
            </>
          ),
        },
        { title: '专家库', dataIndex: 'poolTitle', width: 190, responsive: WIDE },
        { title: '状态', width: 100, responsive: WIDE, render: (_, s) => <SeatTag state={s.state} /> },
        { title: '入库条件', width: 170, render: (_, s) => <Passes of={s} /> },
        {
          title: '聘期',
          width: 120,
          className: 'num',
          responsive: WIDE,
          render: (_, s) => (s.termTo ? `至 ${s.termTo}` : s.publicisedTo ? `公示至 ${s.publicisedTo}` : '—'),
        },
        { title: '申请', width: 110, className: 'num', responsive: WIDE, render: (_, s) => dayOf(s.appliedAt) },
      ]}
    />
  );
}

function Passes({ of: s }: { of: Row }) {
  return (
    <>
      {s.passes ? <Tag color="green">符合</Tag> : <Tag>不符合</Tag>}
      {s.doubtful && <Tag color="orange">须核对</Tag>}
      {!s.passes && s.passesOn && <div className="muted num">{s.passesOn} 起符合</div>}
    </>
  );
}
