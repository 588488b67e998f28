import { Badge, Table, type TableProps } from 'antd';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import { TRACKS } from '../../../workers/contract/tips.ts';
import { Due } from './hazard-bits.tsx';
import { Nothing } from './states.tsx';
import { Category, Marks, stillOpen, TipStateTag, Whereabouts } from './tip-bits.tsx';
import { useRowKeys } from './tip-row-keys.ts';
import { firstLine, type Read, type Row } from './tip-sealed.ts';
import { useUnits } from './units.ts';

interface ListProps {
  rows: readonly Row[];
  reads: ReadonlyMap<string, Read>;
  loading: boolean;
  empty: string;
  onOpen: (id: string) => void;
}

/** Retaliation, then danger, then as the server orders them: newest first. Only what is still to be worked jumps ahead. */
export function urgentFirst(rows: readonly Row[]): Row[] {
  const rank = (r: Row) => (!stillOpen(r.state) && r.priority === 0 ? 2 : r.priority > 0 ? 0 : r.danger ? 1 : 2);
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

function Words({ row, read }: { row: Row; read: Read | undefined }) {
  if (row.shredded) return <span className="muted">内容已按期限销毁</span>;
  if (!read) return <span className="muted">已加密</span>;
  if (!read.opened) return <span className="late">您的密钥打不开</span>;
  const { text, enterprise } = read.opened.content;
  return (
    <span>
      {firstLine(text) || <span className="muted">（没有文字）</span>}
      {enterprise && <span className="muted">　{enterprise}</span>}
    </span>
  );
}

const Unread = ({ row }: { row: Row }) =>
  row.unread > 0 && !row.muted ? <Badge count={row.unread} size="small" title={`${row.unread} 条新消息`} /> : null;

export function TipTable({ rows, reads, loading, empty, onOpen }: ListProps) {
  const units = useUnits();
  const box = useRowKeys('tbody tr[tabindex]');
  const columns: NonNullable<TableProps<Row>['columns']> = [
    { title: '收到', dataIndex: 'day', width: 106, className: 'num' },
    {
      title: '状态',
      width: 128,
      render: (_, r) => (
        <>
          <TipStateTag state={r.state} />
          <Unread row={r} />
        </>
      ),
    },
    {
      title: '举报内容',
      render: (_, r) => (
        <>
          <div>
            <Category row={r} />
          </div>
          <Words row={r} read={reads.get(r.id)} />
        </>
      ),
    },
    {
      title: '地点',
      width: 120,
      render: (_, r) => units.short(r.placeUnitId) || <span className="muted">未选</span>,
    },
    { title: '方式', width: 92, render: (_, r) => TRACKS[r.track] },
    { title: '附件', dataIndex: 'attachments', width: 60, className: 'num' },
    { title: '对应隐患', dataIndex: 'hazardNumber', width: 120, className: 'num' },
    { title: '期限', width: 106, render: (_, r) => <Due dueAt={r.dueAt} open={stillOpen(r.state)} /> },
  ];
  return (
    <div ref={box}>
      <Table<Row>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={rows as Row[]}
        loading={loading}
        pagination={false}
        scroll={{ x: 960 }}
        locale={{ emptyText: <Nothing why={empty} /> }}
        onRow={(r) => ({
          onClick: () => onOpen(r.id),
          onKeyDown: (e) => e.key === 'Enter' && onOpen(r.id),
          tabIndex: 0,
          style: { cursor: 'pointer' },
        })}
      />
    </div>
  );
}

/** The same on a phone: the whole tile is the button. */
export function TipTiles({ rows, reads, loading, empty, onOpen }: ListProps) {
  const units = useUnits();
  const box = useRowKeys('li > button');
  if (!loading && rows.length === 0) return <Nothing why={empty} />;
  return (
    <div ref={box}>
      <ul className="tiles">
        {rows.map((r) => (
          <li key={r.id}>
            <button type="button" onClick={() => onOpen(r.id)}>
              <span className="row">
                <TipStateTag state={r.state} />
                <Unread row={r} />
                <span className="grow" />
                <Due dueAt={r.dueAt} open={stillOpen(r.state)} />
              </span>
              <strong>
                <Marks tip={r} />
                {CATEGORIES[r.category]}
              </strong>
              <Whereabouts row={r} />
              <div>
                <Words row={r} read={reads.get(r.id)} />
              </div>
              <span className="row muted">
                <span className="num">{r.day}</span>
                <span className="grow">{units.short(r.placeUnitId) || '未选地点'}</span>
                {TRACKS[r.track]}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
