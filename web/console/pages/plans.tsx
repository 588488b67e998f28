import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, InputNumber, Select, Tag } from 'antd';
import { useState } from 'react';
import { plans } from '../../../workers/contract/plans.ts';
import type { ClientInput, ClientOutput } from '../../../workers/contract/route.ts';
import { PLAN_KINDS, PLAN_STATES, TASK_STAGE_NAMES } from '../../../workers/contract/task-words.ts';
import { usePages } from '../data.ts';
import { dayOf } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { PlanForm } from '../parts/plan-form.tsx';
import { FromTemplates } from '../parts/plan-templates.tsx';
import { Share } from '../parts/task-bits.tsx';

type Row = ClientOutput<typeof plans>['items'][number];
type Filter = Omit<ClientInput<typeof plans>, 'cursor' | 'limit'>;
const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** Plans: what was ordered, and how far each is. */
export function Plans() {
  const filter = useSearch({ strict: false }) as Filter;
  const navigate = useNavigate();
  const can = useCan();
  const pages = usePages(plans, { ...filter, limit: 50 });
  const [making, setMaking] = useState<'blank' | 'templates'>();
  const set = (change: Partial<Filter>) => {
    const next = Object.entries({ ...filter, ...change }).filter(([, v]) => v !== undefined && v !== null);
    void navigate({ to: '/plans', search: Object.fromEntries(next) as never, replace: true });
  };
  const open = (id: string) => void navigate({ to: '/plans/$id', params: { id } as never });
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Select
          allowClear
          placeholder="来源"
          aria-label="来源"
          style={{ width: 140 }}
          value={filter.kind}
          onChange={(kind) => set({ kind })}
          options={pick(PLAN_KINDS)}
        />
        <Select
          allowClear
          placeholder="状态"
          aria-label="状态"
          style={{ width: 110 }}
          value={filter.state}
          onChange={(state) => set({ state })}
          options={pick(PLAN_STATES)}
        />
        <InputNumber
          placeholder="年度"
          aria-label="年度"
          min={2000}
          max={2100}
          style={{ width: 92 }}
          value={filter.year ? Number(filter.year) : null}
          onChange={(year) => set({ year: year ?? undefined })}
        />
        <span className="grow" />
        {can('task.plan') && (
          <>
            <Button onClick={() => setMaking('blank')}>新建计划</Button>
            <Button type="primary" onClick={() => setMaking('templates')}>
              用模板生成
            </Button>
          </>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        size="small"
        pages={pages as never}
        empty={
          can('task.plan')
            ? '还没有计划。可以用本地区的任务模板生成一个，或者新建空白计划再添加任务。'
            : '还没有与您单位有关的计划。'
        }
        columns={[
          {
            title: '计划',
            render: (_, p) => (
              <>
                <Link to="/plans/$id" params={{ id: p.id } as never}>
                  {p.title}
                </Link>
                <div className="muted">
                  {PLAN_KINDS[p.kind]}
                  {p.docNo && ` · ${p.docNo}`}
                  {p.issuer && ` · ${p.issuer}`}
                  {p.upstream && ` · 由${p.upstream}下达`}
                </div>
              </>
            ),
          },
          { title: '状态', width: 92, render: (_, p) => <PlanTag plan={p} /> },
          { title: '年度', dataIndex: 'year', width: 64, className: 'num' },
          { title: '任务', width: 84, className: 'num', render: (_, p) => totalOf(p) },
          { title: '已认可、办结', width: 140, render: (_, p) => <Finished plan={p} /> },
          { title: '建立', width: 104, className: 'num', render: (_, p) => dayOf(p.createdAt) },
        ]}
      />
      {making === 'blank' && <PlanForm onClose={() => setMaking(undefined)} onMade={open} />}
      {making === 'templates' && <FromTemplates onClose={() => setMaking(undefined)} onMade={open} />}
    </div>
  );
}

const countOf = (p: Row, stage: string) => (p.tasks as Record<string, number>)[stage] ?? 0;
const totalOf = (p: Row) =>
  TASK_STAGE_NAMES.filter((s) => s !== 'withdrawn').reduce((sum, s) => sum + countOf(p, s), 0);

function PlanTag({ plan }: { plan: Row }) {
  return <Tag color={plan.state === 'active' ? 'geekblue' : 'default'}>{PLAN_STATES[plan.state]}</Tag>;
}

function Finished({ plan }: { plan: Row }) {
  const total = totalOf(plan);
  const done = countOf(plan, 'accepted') + countOf(plan, 'closed');
  if (total === 0) return <span className="muted">—</span>;
  return <Share percent={(100 * done) / total} label={`${done}/${total}`} />;
}
