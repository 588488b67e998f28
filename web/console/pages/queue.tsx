import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Grid, Input, Modal, Select, Space, Table, type TableProps } from 'antd';
import { useState } from 'react';
import {
  counts,
  exportQueue,
  HAZARD_LEVELS,
  HAZARD_SOURCES,
  HAZARD_STATE_NAMES,
  HAZARD_STATES,
  queue,
} from '../../../workers/contract/hazards.ts';
import type { ClientInput, ClientOutput } from '../../../workers/contract/route.ts';
import { usePages, useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { BulkAssign } from '../parts/bulk-assign.tsx';
import { Due, isOpen, LevelTag, StateTag } from '../parts/hazard-bits.tsx';
import { HazardDetail } from '../parts/hazard-detail.tsx';
import { useCan } from '../parts/person.ts';
import { SavedFilters } from '../parts/saved-filters.tsx';
import { Failed, Nothing } from '../parts/states.tsx';
import { useUnits } from '../parts/units.ts';
import { download, saveAs } from '../session.ts';

type Row = ClientOutput<typeof queue>['items'][number];
type Filter = Omit<ClientInput<typeof queue>, 'cursor' | 'limit'> & { open?: string };
const URGENCY = { overdue: '已超期', soon: '即将到期', danger: '现场危险' } as const;
const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** The queue: filters in the URL, keyset pages, detail beside the list. */
export function Queue() {
  const search = useSearch({ strict: false }) as Filter;
  const navigate = useNavigate();
  const can = useCan();
  const units = useUnits();
  const wide = Grid.useBreakpoint().xl ?? false;
  const { open, ...filter } = search;
  const pages = usePages(queue, { ...filter, limit: 50 } as never);
  const totals = useRoute(counts, {}, { refetchInterval: 60_000 });
  const [chosen, setChosen] = useState<Row[]>([]);
  const [assigning, setAssigning] = useState(false);
  const rows = pages.items as Row[];
  const set = (change: Partial<Filter>) =>
    void navigate({ to: '/hazards', search: clean({ ...search, ...change }) as never, replace: true });

  const columns: TableProps<Row>['columns'] = [
    { title: '编号', dataIndex: 'number', width: 118, className: 'num' },
    { title: '状态', dataIndex: 'state', width: 92, render: (_, r) => <StateTag state={r.state} /> },
    {
      title: '隐患',
      dataIndex: 'title',
      render: (_, r) => (
        <>
          {r.danger && <span className="late">▲现场危险 </span>}
          {r.level === 'major' && <LevelTag level="major" />}
          {r.title}
          {(r.enterprise || r.address) && (
            <div className="muted">{[r.enterprise, r.address].filter(Boolean).join(' · ')}</div>
          )}
        </>
      ),
    },
    {
      title: '责任单位',
      dataIndex: 'ownerUnitId',
      width: 120,
      render: (_, r) => units.short(r.ownerUnitId) || <span className="muted">未交办</span>,
    },
    { title: '期限', dataIndex: 'dueAt', width: 112, render: (_, r) => <Due dueAt={r.dueAt} open={isOpen(r.state)} /> },
    { title: '来源', dataIndex: 'source', width: 90, responsive: ['xxl'], render: (_, r) => HAZARD_SOURCES[r.source] },
    {
      title: '上报',
      dataIndex: 'createdAt',
      width: 100,
      className: 'num',
      responsive: ['lg'],
      render: (_, r) => dayOf(r.createdAt),
    },
  ];

  const detail = open && <HazardDetail id={open} onClose={() => set({ open: undefined })} />;
  return (
    <>
      <div className="card" style={{ marginBottom: 12 }}>
        <Space wrap>
          <Input.Search
            allowClear
            placeholder="编号、标题、企业、地址"
            defaultValue={search.q}
            onSearch={(q) => set({ q })}
            style={{ width: 220 }}
          />
          <Select
            mode="multiple"
            allowClear
            placeholder="状态"
            maxTagCount={2}
            style={{ minWidth: 150 }}
            value={search.state ? search.state.split(',') : []}
            onChange={(v: string[]) => set({ state: v.join(',') })}
            options={HAZARD_STATE_NAMES.map((s) => ({
              value: s,
              label: `${HAZARD_STATES[s]} ${totals.data?.byState[s] ?? ''}`,
            }))}
          />
          <Select
            allowClear
            placeholder="紧急程度"
            style={{ width: 130 }}
            value={search.urgency}
            onChange={(urgency) => set({ urgency })}
            options={Object.entries(URGENCY).map(([value, label]) => ({
              value,
              label: `${label} ${totals.data?.byUrgency[value] ?? ''}`,
            }))}
          />
          <Select
            allowClear
            placeholder="等级"
            style={{ width: 130 }}
            value={search.level}
            onChange={(level) => set({ level })}
            options={pick(HAZARD_LEVELS)}
          />
          <Select
            allowClear
            placeholder="来源"
            style={{ width: 120 }}
            value={search.source}
            onChange={(source) => set({ source })}
            options={pick(HAZARD_SOURCES)}
          />
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="责任单位"
            style={{ width: 180 }}
            value={search.ownerUnitId}
            onChange={(ownerUnitId) => set({ ownerUnitId })}
            options={units.options}
          />
          <Checkbox
            checked={search.mine === 'todo'}
            onChange={(e) => set({ mine: e.target.checked ? 'todo' : undefined })}
          >
            等我办
          </Checkbox>
          <Checkbox
            checked={search.sort === 'due'}
            onChange={(e) => set({ sort: e.target.checked ? 'due' : undefined })}
          >
            按期限排
          </Checkbox>
          <SavedFilters
            page="hazards"
            current={filter as never}
            apply={(next) => void navigate({ to: '/hazards', search: next as never })}
          />
        </Space>
        <div className="row" style={{ marginTop: 12 }}>
          {can('hazard.assign') && (
            <Button disabled={chosen.length === 0} onClick={() => setAssigning(true)}>
              批量交办{chosen.length > 0 && `（${chosen.length}）`}
            </Button>
          )}
          {can('export.run') && (
            <Button onClick={() => void saveAs(download(exportQueue, filter as never), '隐患清单.xlsx')}>
              导出当前筛选
            </Button>
          )}
          <span className="muted grow" style={{ textAlign: 'right' }}>
            {Object.keys(filter).length > 0 && (
              <Button type="link" size="small" onClick={() => void navigate({ to: '/hazards', search: {} as never })}>
                清除筛选
              </Button>
            )}
          </span>
        </div>
      </div>
      <div className={open && wide ? 'split' : ''}>
        <div className="card" style={{ padding: 0, margin: 0 }}>
          {pages.error ? (
            <Failed error={pages.error} retry={() => void pages.refetch()} />
          ) : (
            <Table<Row>
              rowKey="id"
              size="middle"
              columns={columns}
              dataSource={rows}
              loading={pages.isPending}
              pagination={false}
              scroll={{ x: open && wide ? undefined : 720 }}
              sticky={{ offsetHeader: 52 }}
              rowSelection={
                can('hazard.assign')
                  ? {
                      selectedRowKeys: chosen.map((r) => r.id),
                      onChange: (_, picked) => setChosen(picked),
                      getCheckboxProps: (r) => ({
                        disabled: !['confirmed', 'assigned'].includes(r.state),
                        'aria-label': `选择 ${r.number}`,
                      }),
                    }
                  : undefined
              }
              locale={{
                emptyText: (
                  <Nothing
                    why={
                      Object.keys(filter).length > 0
                        ? '没有符合筛选条件的隐患。'
                        : '还没有隐患。上报或收到举报后会出现在这里。'
                    }
                  />
                ),
              }}
              onRow={(r) => ({
                onClick: () => set({ open: r.id }),
                onKeyDown: (e) => e.key === 'Enter' && set({ open: r.id }),
                tabIndex: 0,
                style: { cursor: 'pointer', background: r.id === open ? '#eef3fb' : undefined },
              })}
            />
          )}
          {pages.hasNextPage && (
            <div style={{ padding: 12, textAlign: 'center' }}>
              <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                再看 50 条
              </Button>
            </div>
          )}
        </div>
        {wide && detail && (
          <aside className="detail card" style={{ margin: 0 }}>
            {detail}
          </aside>
        )}
      </div>
      {!wide && (
        <Modal open={!!open} onCancel={() => set({ open: undefined })} footer={null} width={720} destroyOnHidden>
          {detail}
        </Modal>
      )}
      {assigning && (
        <BulkAssign
          rows={chosen}
          onClose={() => {
            setAssigning(false);
            setChosen([]);
          }}
        />
      )}
    </>
  );
}

function clean(filter: Filter): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, v]) => v !== undefined && v !== '')) as Filter;
}
