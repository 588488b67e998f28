import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Grid, Segmented, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { DUTY_KINDS, DUTY_STATES, type DutyKind, dutyLists } from '../../../workers/contract/duties.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { DutyEditor } from '../parts/duty-editor.tsx';
import { DutyReports } from '../parts/duty-reports.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { SelfChecks } from '../parts/self-checks.tsx';
import { useUnits } from '../parts/units.ts';

type Row = ClientOutput<typeof dutyLists>['items'][number];

/** Duty lists, duty reports before the plenary, self-checks: what each owes, and how far it is. */
export function Duties() {
  const { tab = 'lists' } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  return (
    <div className="card">
      <Tabs
        activeKey={tab}
        onChange={(key) => void navigate({ to: '/duties', search: { tab: key } as never, replace: true })}
        items={[
          { key: 'lists', label: '职责清单', children: <Lists /> },
          { key: 'reports', label: '述职', children: <DutyReports /> },
          { key: 'checks', label: '达标自查', children: <SelfChecks /> },
        ]}
      />
    </div>
  );
}

function Lists() {
  const can = useCan();
  const units = useUnits();
  const navigate = useNavigate();
  const [kind, setKind] = useState<DutyKind | ''>('');
  const [state, setState] = useState<'published' | 'draft'>('published');
  const [adding, setAdding] = useState(false);
  const phone = Grid.useBreakpoint().md === false;
  const pages = usePages(dutyLists, { ...(kind ? { kind } : {}), state, limit: 50 } as never);
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          value={kind}
          onChange={setKind}
          options={[
            { value: '', label: '全部' },
            ...Object.entries(DUTY_KINDS).map(([value, label]) => ({ value: value as DutyKind, label })),
          ]}
          style={{ maxWidth: '100%', overflowX: 'auto' }}
        />
        {can('committee.manage') && (
          <Segmented
            value={state}
            onChange={setState}
            options={[
              { value: 'published', label: '现行' },
              { value: 'draft', label: '草稿' },
            ]}
          />
        )}
        <span className="grow" />
        {can('committee.manage') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            新建清单
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={state === 'draft' ? '没有草稿。' : '还没有印发职责清单。'}
        {...(phone ? { scroll: {} } : {})}
        columns={[
          {
            title: '名称',
            render: (_, d) => (
              <Link to={'/duties/$id' as never} params={{ id: d.id } as never}>
                {d.title}
                {phone && <div className="muted">{[units.short(d.unitId), d.holder].filter(Boolean).join(' ')}</div>}
              </Link>
            ),
          },
          { title: '类别', responsive: ['md'], width: 170, render: (_, d) => DUTY_KINDS[d.kind] },
          {
            title: '责任主体',
            responsive: ['md'],
            width: 160,
            render: (_, d) => [units.short(d.unitId), d.holder].filter(Boolean).join(' '),
          },
          { title: '版次', responsive: ['md'], width: 80, className: 'num', render: (_, d) => `第 ${d.edition} 版` },
          {
            title: '进展',
            width: 80,
            className: 'num',
            render: (_, d) => (d.state === 'draft' ? <Tag>{DUTY_STATES[d.state]}</Tag> : `${d.done}/${d.lines}`),
          },
          { title: '印发', responsive: ['md'], width: 110, className: 'num', dataIndex: 'publishedOn' },
        ]}
      />
      {adding && (
        <DutyEditor
          onClose={() => setAdding(false)}
          onSaved={(id) => void navigate({ to: `/duties/${id}` as never })}
        />
      )}
    </>
  );
}
