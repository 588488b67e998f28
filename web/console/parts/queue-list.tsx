import { Table, type TableProps } from 'antd';
import { HAZARD_SOURCES, type queue } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { dayOf } from '../format.ts';
import { Due, isOpen, LevelTag, StateTag } from './hazard-bits.tsx';
import { Nothing } from './states.tsx';
import { useUnits } from './units.ts';

export type QueueRow = ClientOutput<typeof queue>['items'][number];
interface ListProps {
  rows: QueueRow[];
  loading: boolean;
  empty: string;
  openId: string | undefined;
  onOpen: (id: string) => void;
}

/** The queue as a dense table; `chosen` is absent for those who may not assign. */
export function QueueTable({
  rows,
  loading,
  empty,
  openId,
  onOpen,
  chosen,
  narrow,
}: ListProps & {
  chosen: { rows: QueueRow[]; set: (rows: QueueRow[]) => void } | undefined;
  narrow: boolean;
}) {
  const units = useUnits();
  const columns: NonNullable<TableProps<QueueRow>['columns']> = [
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

  const brief = ['number', 'state', 'title', 'dueAt'];
  return (
    <Table<QueueRow>
      rowKey="id"
      size="small"
      columns={narrow ? columns.filter((c) => 'dataIndex' in c && brief.includes(String(c.dataIndex))) : columns}
      dataSource={rows}
      loading={loading}
      pagination={false}
      scroll={narrow ? undefined : { x: 720 }}
      sticky={{ offsetHeader: 52 }}
      rowSelection={
        chosen && {
          selectedRowKeys: chosen.rows.map((r) => r.id),
          onChange: (_, picked) => chosen.set(picked),
          getCheckboxProps: (r) => ({
            disabled: !['confirmed', 'assigned'].includes(r.state),
            'aria-label': `选择 ${r.number}`,
          }),
        }
      }
      locale={{ emptyText: <Nothing why={empty} /> }}
      onRow={(r) => ({
        onClick: () => onOpen(r.id),
        onKeyDown: (e) => e.key === 'Enter' && onOpen(r.id),
        tabIndex: 0,
        className: r.id === openId ? 'open-row' : '',
        style: { cursor: 'pointer' },
      })}
    />
  );
}

/** The same rows on a phone: one under the other, the whole tile is the button. */
export function QueueTiles({ rows, loading, empty, onOpen }: ListProps) {
  const units = useUnits();
  if (!loading && rows.length === 0) return <Nothing why={empty} />;
  return (
    <ul className="tiles">
      {rows.map((r) => (
        <li key={r.id}>
          <button type="button" onClick={() => onOpen(r.id)}>
            <span className="row">
              <StateTag state={r.state} />
              {r.level === 'major' && <LevelTag level="major" />}
              <span className="grow" />
              <Due dueAt={r.dueAt} open={isOpen(r.state)} />
            </span>
            <strong>
              {r.danger && <span className="late">▲现场危险 </span>}
              {r.title}
            </strong>
            <span className="row muted">
              <span className="num">{r.number}</span>
              <span className="grow">{r.enterprise || r.address}</span>
              {units.short(r.ownerUnitId) || '未交办'}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
