import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { trainingLog } from '../../../workers/contract/assessments.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { AddTraining } from '../parts/training.tsx';

type Row = ClientOutput<typeof trainingLog>['items'][number];

/** 培训记录: who was trained in what, and a course with everybody who took part entered at once. */
export function ExpertTrainingLog() {
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const pages = usePages(trainingLog, { limit: 50 } as never);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <span className="muted grow">学时计入年度考评。</span>
        {can('expert.manage') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            登记培训
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty="还没有培训记录。"
        columns={[
          { title: '日期', dataIndex: 'day', width: 120, className: 'num' },
          {
            title: '专家',
            width: 120,
            render: (_, row) => <Link to={`/experts/${row.expertId}` as '/'}>{row.expert}</Link>,
          },
          { title: '培训内容', dataIndex: 'title' },
          { title: '学时', dataIndex: 'hours', width: 80, className: 'num' },
          { title: '登记人', dataIndex: 'enteredBy', width: 120 },
        ]}
      />
      {adding && <AddTraining onClose={() => setAdding(false)} />}
    </div>
  );
}
