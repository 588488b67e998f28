import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Grid, Segmented } from 'antd';
import { useState } from 'react';
import { DRAW_KINDS, draws } from '../../../workers/contract/draws.ts';
import { DRAW_STATES, type DrawState } from '../../../workers/contract/expert-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { dayOf, timeOf } from '../format.ts';
import { DrawStateTag } from '../parts/draw-bits.tsx';
import { DrawEditor } from '../parts/draw-editor.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';

type Row = ClientOutput<typeof draws>['items'][number];

/** Draws of experts and of 双随机, newest first. */
export function Draws() {
  const can = useCan();
  const navigate = useNavigate();
  const { state = '' } = useSearch({ strict: false }) as { state?: DrawState | '' };
  const [adding, setAdding] = useState(false);
  const phone = Grid.useBreakpoint().md === false;
  const pages = usePages(draws, { ...(state ? { state } : {}), limit: 50 } as never);
  const waits = (d: Row) => (d.state === 'committed' && d.notBefore ? `${timeOf(d.notBefore)} 后开奖` : '');
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          value={state}
          onChange={(next) =>
            void navigate({ to: '/draws' as '/', search: (next ? { state: next } : {}) as never, replace: true })
          }
          options={[
            { value: '', label: '全部' },
            ...Object.entries(DRAW_STATES).map(([value, label]) => ({ value: value as DrawState, label })),
          ]}
          style={{ maxWidth: '100%', overflowX: 'auto' }}
        />
        <span className="grow" />
        {can('expert.draw') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            拟定抽取
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty="还没有抽取。拟定一次抽取，封存并公布名单，开奖后由两人录入号码，结果谁都能核对。"
        {...(phone ? { scroll: {} } : {})}
        columns={[
          { title: '编号', width: 110, className: 'num', dataIndex: 'number', responsive: ['md'] },
          {
            title: '事项',
            render: (_, d) => (
              <Link to={'/draws/$id' as never} params={{ id: d.id } as never}>
                {d.title}
                <div className="muted">
                  {[phone ? d.number : '', d.enterprise, d.redrawOf ? `重抽 ${d.redrawOf}` : '']
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </Link>
            ),
          },
          { title: '类别', width: 100, responsive: ['md'], render: (_, d) => DRAW_KINDS[d.kind] },
          {
            title: '状态',
            width: phone ? 110 : 240,
            render: (_, d) => (
              <>
                <DrawStateTag state={d.state} /> {!phone && <span className="muted num">{waits(d)}</span>}
              </>
            ),
          },
          { title: '拟定', width: 110, className: 'num', responsive: ['md'], render: (_, d) => dayOf(d.createdAt) },
        ]}
      />
      {adding && (
        <DrawEditor onClose={() => setAdding(false)} onSaved={(id) => void navigate({ to: `/draws/${id}` as never })} />
      )}
    </div>
  );
}
