import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { teams } from '../../../workers/contract/check-teams.ts';
import { CHECK_STATES, CHECK_TAGS } from '../../../workers/contract/check-words.ts';
import { checks, exportChecks } from '../../../workers/contract/checks.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { CheckStateTag, CheckTabs, TypeTags } from '../parts/check-bits.tsx';
import { PlanDrawer } from '../parts/check-plan.tsx';
import { DayField } from '../parts/day-field.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { WIDE } from '../parts/supervision-filters.tsx';
import { download, saveAs } from '../session.ts';

type Row = ClientOutput<typeof checks>['items'][number];
type Search = Partial<Record<'state' | 'type' | 'teamId' | 'from' | 'to' | 'mine', string>>;
const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** 督导检查: what is planned, under way, written up. Covert ones stand here for those who may know. */
export function Checks() {
  const can = useCan();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [planning, setPlanning] = useState(false);
  const filter = Object.fromEntries(Object.entries(search).filter(([, value]) => value));
  const pages = usePages(checks, { kind: 'visit', limit: 50, ...filter } as never);
  return (
    <>
      <CheckTabs />
      <div className="card">
        <div className="row" style={{ marginBottom: 12 }}>
          <Filters search={search} />
          <span className="grow" />
          {can('export.run') && (
            <Button
              onClick={() =>
                void saveAs(download(exportChecks, { kind: 'visit', ...filter } as never), '检查台账.xlsx')
              }
            >
              导出
            </Button>
          )}
          {can('check.plan') && (
            <Button type="primary" onClick={() => setPlanning(true)}>
              安排检查
            </Button>
          )}
        </div>
        <PagedTable<Row>
          rowKey="id"
          pages={pages as never}
          empty={Object.keys(filter).length > 0 ? '没有符合条件的检查。' : '还没有检查。'}
          scroll={{}}
          columns={[
            {
              title: '检查',
              render: (_, row) => (
                <>
                  <Link to={`/checks/${row.id}` as '/'}>{row.title}</Link>
                  <div>
                    <TypeTags of={row} />
                  </div>
                  <div className="muted narrow-only">{row.plannedDay}</div>
                </>
              ),
            },
            { title: '对象', dataIndex: 'target', width: 200, responsive: WIDE },
            { title: '督导组', dataIndex: 'team', width: 140, responsive: WIDE },
            { title: '计划日期', dataIndex: 'plannedDay', width: 116, className: 'num', responsive: WIDE },
            { title: '状态', width: 92, render: (_, row) => <CheckStateTag state={row.state} /> },
            { title: '问题', width: 64, className: 'num', render: (_, row) => (row.startedAt ? row.findings : '—') },
          ]}
        />
        {planning && (
          <PlanDrawer
            onClose={() => setPlanning(false)}
            onDone={(id) => id && void navigate({ to: `/checks/${id}` as '/' })}
          />
        )}
      </div>
    </>
  );
}

function Filters({ search }: { search: Search }) {
  const navigate = useNavigate();
  const list = usePages(teams, { limit: 100 } as never).items as { id: string; name: string }[];
  const set = (more: Search | Partial<Record<keyof Search, undefined>>) =>
    void navigate({ to: '/checks' as '/', search: { ...search, ...more } as never, replace: true });
  const choice = (key: 'state' | 'type' | 'teamId', label: string, all: { value: string; label: string }[]) => (
    <Select
      allowClear
      style={{ width: 124 }}
      placeholder={label}
      aria-label={label}
      value={search[key]}
      onChange={(value?: string) => set({ [key]: value })}
      options={all}
    />
  );
  return (
    <>
      <Segmented
        value={search.mine ?? ''}
        onChange={(value) => set({ mine: value || undefined })}
        options={[
          { value: '', label: '全部' },
          { value: 'true', label: '我参加的' },
        ]}
      />
      {choice('state', '状态', options(CHECK_STATES))}
      {choice('type', '检查方式', options(CHECK_TAGS))}
      {choice(
        'teamId',
        '督导组',
        list.map((t) => ({ value: t.id, label: t.name })),
      )}
      <span style={{ width: 140 }}>
        <DayField
          aria-label="计划日期从"
          placeholder="日期从"
          value={search.from ?? null}
          onChange={(from) => set({ from: from ?? undefined })}
        />
      </span>
      <span style={{ width: 140 }}>
        <DayField
          aria-label="计划日期到"
          placeholder="到"
          value={search.to ?? null}
          onChange={(to) => set({ to: to ?? undefined })}
        />
      </span>
    </>
  );
}
