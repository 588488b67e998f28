import { Button, InputNumber, Progress, Switch, Table } from 'antd';
import { useState } from 'react';
import { cells, setCell } from '../../../workers/contract/platform.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import { Fallible } from '../parts/states.tsx';

type Cell = ClientOutput<typeof cells>['items'][number];

const megabytes = (bytes: number): string => Math.round(bytes / 1_000_000).toLocaleString('zh-CN');

export function Cells() {
  const query = useRoute(cells, {});
  const save = useCommand(setCell, { done: '已保存', touches: ['platform.cells'] });
  const [capacity, setCapacity] = useState<Record<string, number>>({});
  return (
    <div className="card">
      <h2>数据单元</h2>
      <p className="muted">
        新地区放进余量最大且开放的单元，按地区数和数据量中较满的一项计算；数据量每晚统计。每个单元是一个独立的数据库。
      </p>
      <Fallible query={query}>
        <Table<Cell>
          rowKey="name"
          size="middle"
          pagination={false}
          dataSource={query.data?.items ?? []}
          columns={[
            { title: '单元', dataIndex: 'name', className: 'num' },
            {
              title: '地区数',
              render: (_, c) => (
                <Progress
                  aria-label={`单元 ${c.name} 已用`}
                  percent={Math.round((c.tenants / Math.max(1, c.capacity)) * 100)}
                  format={() => `${c.tenants}/${c.capacity}`}
                  style={{ maxWidth: 240 }}
                />
              ),
            },
            {
              title: '数据量',
              className: 'num',
              render: (_, c) =>
                c.countedAt === null ? '未统计' : `${megabytes(c.bytes)} / ${megabytes(c.maxBytes)} MB`,
            },
            {
              title: '容量',
              render: (_, c) => (
                <div className="row">
                  <InputNumber
                    min={0}
                    max={100000}
                    value={capacity[c.name] ?? c.capacity}
                    onChange={(v) => setCapacity({ ...capacity, [c.name]: v ?? 0 })}
                    aria-label={`单元 ${c.name} 容量`}
                  />
                  <Button
                    size="small"
                    disabled={capacity[c.name] === undefined || capacity[c.name] === c.capacity}
                    onClick={() =>
                      save.mutate({ name: c.name, capacity: capacity[c.name] ?? c.capacity, open: c.open })
                    }
                  >
                    保存
                  </Button>
                </div>
              ),
            },
            {
              title: '接收新地区',
              render: (_, c) => (
                <Switch
                  checked={c.open}
                  aria-label={`单元 ${c.name} 接收新地区`}
                  onChange={(open) => save.mutate({ name: c.name, capacity: c.capacity, open })}
                />
              ),
            },
          ]}
        />
      </Fallible>
    </div>
  );
}
