import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { criminalCases } from '../../../workers/contract/criminal-cases.ts';
import { one } from '../../../workers/contract/hazards.ts';
import { CASE_ORGANS, CASE_STATES } from '../../../workers/contract/register-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages, useRoute } from '../data.ts';
import { CaseBulletin } from '../parts/case-bulletin.tsx';
import { CaseEditor } from '../parts/case-editor.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { Failed } from '../parts/states.tsx';
import { WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof criminalCases>['items'][number];

/** 事前刑责: dangers that are a crime before anybody is hurt, and what the organs of justice made of them. */
export function CriminalCases() {
  const { tab = 'list' } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  return (
    <div className="card">
      <Tabs
        activeKey={tab}
        onChange={(key) =>
          void navigate({ to: '/criminal-cases' as '/', search: { tab: key } as never, replace: true })
        }
        items={[
          { key: 'list', label: '案件', children: <List /> },
          { key: 'bulletin', label: '定期通报', children: <CaseBulletin /> },
        ]}
      />
    </div>
  );
}

function List() {
  const can = useCan();
  const navigate = useNavigate();
  const [state, setState] = useState<Row['state']>();
  // Come from a hazard: the form stands open, filled in from it.
  const { hazard = '' } = useSearch({ strict: false }) as { hazard?: string };
  const from = useRoute(one, { id: hazard }, { enabled: hazard !== '' });
  const [adding, setAdding] = useState(hazard !== '');
  const pages = usePages(criminalCases, { limit: 50, ...(state ? { state } : {}) } as never);
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Select
          allowClear
          style={{ width: 160 }}
          placeholder="状态"
          aria-label="状态"
          value={state}
          onChange={setState}
          options={Object.entries(CASE_STATES).map(([value, label]) => ({ value: value as Row['state'], label }))}
        />
        <span className="grow" />
        {can('case.write') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            登记案件
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty="没有登记的案件。"
        scroll={{}}
        columns={[
          {
            title: '案件',
            render: (_, c) => (
              <>
                <Link to={`/criminal-cases/${c.id}` as '/'}>
                  <span className="num">{c.number}</span> {c.accused}
                </Link>
                <div className="muted">{c.chargeName}</div>
              </>
            ),
          },
          { title: '状态', width: 120, render: (_, c) => <CaseState state={c.state} /> },
          {
            title: '移送机关',
            width: 110,
            responsive: WIDE,
            render: (_, c) => (c.organ ? CASE_ORGANS[c.organ] : '—'),
          },
          { title: '报告单位', width: 170, responsive: WIDE, dataIndex: 'unit' },
          { title: '发现', width: 110, className: 'num', dataIndex: 'foundOn' },
        ]}
      />
      {from.error && <Failed error={from.error} retry={() => void from.refetch()} />}
      {adding && (hazard === '' || from.data) && (
        <CaseEditor
          {...(from.data ? { from: from.data } : {})}
          onClose={() => setAdding(false)}
          onDone={(id) => void navigate({ to: `/criminal-cases/${id}` as '/' })}
        />
      )}
    </>
  );
}

const ENDED: readonly Row['state'][] = ['not_filed', 'dropped'];

export function CaseState({ state }: { state: Row['state'] }) {
  const colour = state === 'judged' ? 'green' : ENDED.includes(state) ? 'default' : 'geekblue';
  return <Tag color={colour}>{CASE_STATES[state]}</Tag>;
}
