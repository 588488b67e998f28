import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select, Tabs, Tag } from 'antd';
import { awards } from '../../../workers/contract/awards.ts';
import { AWARD_LEVELS, AWARD_STATES } from '../../../workers/contract/register-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { Programmes } from '../parts/award-programmes.tsx';
import { PagedTable } from '../parts/list.tsx';
import { WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof awards>['items'][number];

/** 示范创建: what may be applied for, what was applied for, and what is to be looked at again. */
export function Awards() {
  const { tab = 'list' } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  return (
    <div className="card">
      <Tabs
        activeKey={tab}
        onChange={(key) => void navigate({ to: '/awards' as '/', search: { tab: key } as never, replace: true })}
        items={[
          { key: 'list', label: '申报与命名', children: <List /> },
          { key: 'recheck', label: '“回头看”', children: <List recheck /> },
          {
            key: 'programmes',
            label: '创建项目',
            children: <Programmes onApplied={(id) => void navigate({ to: `/awards/${id}` as '/' })} />,
          },
        ]}
      />
    </div>
  );
}

function List({ recheck = false }: { recheck?: boolean }) {
  const { state } = useSearch({ strict: false }) as { state?: string };
  const navigate = useNavigate();
  const input = { limit: 50, ...(recheck ? { recheck: 'true' } : state ? { state } : {}) };
  const pages = usePages(awards, input as never);
  return (
    <>
      {!recheck && (
        <div className="row" style={{ marginBottom: 12 }}>
          <Select
            allowClear
            style={{ width: 160 }}
            placeholder="状态"
            aria-label="状态"
            value={state}
            onChange={(v?: string) => void navigate({ to: '/awards' as '/', search: { state: v } as never })}
            options={Object.entries(AWARD_STATES).map(([value, label]) => ({ value, label }))}
          />
        </div>
      )}
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={recheck ? '没有等待“回头看”的命名。' : '没有申报。单位可以在“创建项目”里申报。'}
        scroll={{}}
        columns={[
          {
            title: '申报',
            render: (_, a) => (
              <>
                <Link to={`/awards/${a.id}` as '/'}>{a.subject || a.unit}</Link>
                <div className="muted">
                  {a.programme} · {AWARD_LEVELS[a.level]}
                  {a.subject && ` · ${a.unit}`}
                </div>
              </>
            ),
          },
          { title: '状态', width: 120, render: (_, a) => <AwardState of={a} /> },
          {
            title: '自评',
            width: 80,
            className: 'num',
            responsive: WIDE,
            render: (_, a) => `${a.attained}/${a.total}`,
          },
          { title: '得分', width: 70, className: 'num', responsive: WIDE, render: (_, a) => a.score ?? '—' },
          { title: '证书编号', width: 150, responsive: WIDE, render: (_, a) => a.certificate ?? '—' },
          { title: '有效期至', width: 110, className: 'num', responsive: WIDE, render: (_, a) => a.validUntil ?? '—' },
          {
            title: '“回头看”',
            width: 120,
            className: 'num',
            render: (_, a) => <span className={a.late ? 'late' : ''}>{a.recheckOn ?? '—'}</span>,
          },
        ]}
      />
    </>
  );
}

const COLOURS: Partial<Record<Row['state'], string>> = { awarded: 'green', withdrawn: 'red', rejected: 'default' };

export function AwardState({ of }: { of: Pick<Row, 'state' | 'late' | 'expired'> }) {
  return (
    <>
      <Tag color={COLOURS[of.state] ?? 'geekblue'}>{AWARD_STATES[of.state]}</Tag>
      {of.expired && <Tag color="orange">已过有效期</Tag>}
    </>
  );
}
