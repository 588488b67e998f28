import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Grid, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { SEAT_STATES, type SeatState } from '../../../workers/contract/expert-words.ts';
import { choices, list } from '../../../workers/contract/experts.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages, useRoute } from '../data.ts';
import { ExpertForm } from '../parts/expert-form.tsx';
import { HeldApplications } from '../parts/expert-held.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';

type Row = ClientOutput<typeof list>['items'][number];
interface Filter {
  q?: string;
  poolId?: string;
  state?: SeatState;
}

/** Everybody with a place in a pool one keeps, from the application on. */
export function Experts() {
  const can = useCan();
  const navigate = useNavigate();
  const filter = useSearch({ strict: false }) as Filter;
  const [adding, setAdding] = useState(false);
  const phone = Grid.useBreakpoint().md === false;
  const manages = can('expert.manage');
  const kept = useRoute(choices, {}, { enabled: manages });
  const { q, poolId, state } = filter;
  const pages = usePages(list, {
    ...(q ? { q } : {}),
    ...(poolId ? { poolId } : {}),
    ...(state ? { state } : {}),
    limit: 50,
  } as never);
  const set = (change: Filter) =>
    void navigate({ to: '/experts' as '/', search: { ...filter, ...change } as never, replace: true });
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Input.Search
          allowClear
          defaultValue={q}
          placeholder="姓名"
          aria-label="按姓名查找"
          maxLength={30}
          style={{ width: 180 }}
          onSearch={(text) => set({ q: text.trim() || undefined } as Filter)}
        />
        {manages && (
          <Select
            allowClear
            value={poolId}
            placeholder="全部专家库"
            aria-label="专家库"
            style={{ minWidth: 180 }}
            options={(kept.data?.pools ?? []).map((p) => ({ value: p.id, label: p.title }))}
            onChange={(value) => set({ poolId: value } as Filter)}
          />
        )}
        <Select
          allowClear
          value={state}
          placeholder="全部状态"
          aria-label="状态"
          style={{ minWidth: 120 }}
          options={Object.entries(SEAT_STATES).map(([value, label]) => ({ value, label }))}
          onChange={(value) => set({ state: value } as Filter)}
        />
        <span className="grow" />
        {manages && (
          <>
            <Button onClick={() => void navigate({ to: '/experts/import' as '/' })}>导入 Excel</Button>
            <Button type="primary" onClick={() => setAdding(true)}>
              登记专家
            </Button>
          </>
        )}
      </div>
      {manages && <HeldApplications />}
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty="没有符合条件的专家。可以登记、从 Excel 导入，或请专家在公开页面上申请。"
        {...(phone ? { scroll: {} } : {})}
        columns={[
          {
            title: '姓名',
            width: phone ? 110 : 140,
            render: (_, e) => (
              <Link to={'/experts/$id' as never} params={{ id: e.id } as never}>
                {e.name}
              </Link>
            ),
          },
          { title: '工作单位', responsive: ['md'], render: (_, e) => [e.employer, e.post].filter(Boolean).join('，') },
          {
            title: '专家库',
            render: (_, e) =>
              e.seats.map((s) => (
                <div key={s.id}>
                  {s.poolTitle} <Tag>{SEAT_STATES[s.state]}</Tag>
                </div>
              )),
          },
        ]}
      />
      {adding && kept.data && (
        <ExpertForm
          choices={kept.data}
          onClose={() => setAdding(false)}
          onSaved={(id) => void navigate({ to: `/experts/${id}` as never })}
        />
      )}
    </div>
  );
}
