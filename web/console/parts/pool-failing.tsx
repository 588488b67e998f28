import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { failing } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { PagedTable } from './list.tsx';

type Row = ClientOutput<typeof failing>['items'][number];

/** Members the rule in force no longer lets in: people decide what becomes of each. */
export function PoolFailing({ poolId }: { poolId?: string }) {
  const pages = usePages(failing, { ...(poolId ? { poolId } : {}), limit: 50 } as never);
  return (
    <PagedTable<Row>
      rowKey="seatId"
      pages={pages as never}
      empty="所有成员都符合现行条件。"
      scroll={{ x: 640 }}
      columns={[
        {
          title: '成员',
          width: 170,
          render: (_, s) => (
            <>
              <Link to={'/seats/$id' as '/'} params={{ id: s.seatId } as never}>
                {s.name}
              </Link>{' '}
              {s.state === 'suspended' && <Tag>暂停</Tag>}
              <div className="muted">{s.employer}</div>
            </>
          ),
        },
        ...(poolId ? [] : [{ title: '专家库', width: 150, dataIndex: 'poolTitle' }]),
        {
          title: '情况',
          width: 100,
          render: (_, s) => (s.passes ? <Tag color="orange">须核对</Tag> : <Tag color="red">不符合</Tag>),
        },
        { title: '原因', render: (_, s) => s.words.join('；') },
        { title: '可符合日期', width: 116, className: 'num', render: (_, s) => s.passesOn ?? '—' },
      ]}
    />
  );
}
