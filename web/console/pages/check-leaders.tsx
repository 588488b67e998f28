import { Select } from 'antd';
import { useState } from 'react';
import { leaders } from '../../../workers/contract/checks.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { thisYear } from '../format.ts';
import { CheckTabs } from '../parts/check-bits.tsx';
import { PagedTable } from '../parts/list.tsx';
import { WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof leaders>['items'][number];

/** 领导带队检查: how often in a year, what was found, how much of it is closed. */
export function CheckLeaders() {
  const now = thisYear();
  const [year, setYear] = useState(now);
  const pages = usePages(leaders, { year, limit: 100 } as never);
  const share = (row: Row) => (row.hazards > 0 ? `${Math.round((row.closed / row.hazards) * 100)}%` : '—');
  return (
    <>
      <CheckTabs />
      <div className="card">
        <div className="row" style={{ marginBottom: 12 }}>
          <Select
            aria-label="年份"
            style={{ width: 110 }}
            value={year}
            onChange={setYear}
            options={[0, 1, 2, 3].map((back) => ({ value: now - back, label: `${now - back} 年` }))}
          />
          <span className="muted">检查记录保存后计入；当时担任领导岗位并参加检查的，算带队一次。</span>
        </div>
        <PagedTable<Row>
          rowKey="personId"
          pages={pages as never}
          empty="还没有设领导岗位的人员。"
          scroll={{}}
          columns={[
            { title: '领导', dataIndex: 'name' },
            { title: '带队检查', width: 92, className: 'num', render: (_, row) => `${row.checks} 次` },
            {
              title: '其中暗访',
              width: 92,
              className: 'num',
              responsive: WIDE,
              render: (_, row) => `${row.covert} 次`,
            },
            { title: '发现问题', width: 92, className: 'num', dataIndex: 'findings' },
            { title: '隐患', width: 76, className: 'num', responsive: WIDE, dataIndex: 'hazards' },
            { title: '已销号', width: 84, className: 'num', responsive: WIDE, dataIndex: 'closed' },
            { title: '销号率', width: 84, className: 'num', render: (_, row) => share(row) },
            {
              title: '最近一次',
              width: 116,
              className: 'num',
              responsive: WIDE,
              render: (_, row) => row.lastDay ?? '—',
            },
          ]}
        />
      </div>
    </>
  );
}
