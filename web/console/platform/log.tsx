import { log } from '../../../workers/contract/platform.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';

type Entry = ClientOutput<typeof log>['items'][number];

export function Log() {
  const pages = usePages(log, { limit: 50 } as never);
  return (
    <div className="card">
      <h2>操作记录</h2>
      <PagedTable<Entry>
        rowKey="id"
        pages={pages as never}
        empty="还没有记录。"
        columns={[
          { title: '时间', className: 'num', width: 160, render: (_, e) => timeOf(e.at) },
          { title: '操作', dataIndex: 'action', width: 160 },
          { title: '地区编号', dataIndex: 'tenantNo', className: 'num', width: 100 },
          { title: '操作人', dataIndex: 'actor', width: 320, ellipsis: true },
          { title: '理由', dataIndex: 'reason' },
        ]}
      />
    </div>
  );
}
