import { Progress } from 'antd';
import type { below } from '../../../workers/contract/cascade.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { timeOf } from '../format.ts';
import { PagedTable } from './list.tsx';

type District = ClientOutput<typeof below>['items'][number];

/** All of them at once: districts below are few. */
const WHOLE = {
  isPending: false,
  error: null,
  hasNextPage: false,
  isFetchingNextPage: false,
  fetchNextPage: () => undefined,
  refetch: () => undefined,
};

/** How far the districts below say they are with this plan; each reports by itself, nobody types it. */
export function PlanBelow({ districts }: { districts: District[] }) {
  return (
    <>
      <p className="muted">下级把任务交给自己的单位后，进展自动报到这里；下级没有交办的任务不在其中。</p>
      <PagedTable<District>
        rowKey="unitId"
        pages={{ ...WHOLE, items: districts }}
        empty="下级还没有报回进展。"
        scroll={{ x: 640 }}
        columns={[
          { title: '地区', dataIndex: 'name', fixed: 'left', width: 110 },
          { title: '已交办任务', dataIndex: 'tasks', className: 'num', width: 100 },
          { title: '责任单位次', dataIndex: 'parts', className: 'num', width: 100 },
          {
            title: '完成',
            width: 170,
            render: (_, d) => (
              <Progress
                aria-label={`${d.name}完成`}
                percent={Math.round((d.finished / Math.max(1, d.parts)) * 100)}
                format={() => `${d.finished}/${d.parts}`}
                status="normal"
              />
            ),
          },
          {
            title: '超期',
            width: 70,
            className: 'num',
            render: (_, d) => <span className={d.late > 0 ? 'late' : ''}>{d.late}</span>,
          },
          { title: '报回时间', width: 150, className: 'num', render: (_, d) => timeOf(d.at) },
        ]}
      />
    </>
  );
}
