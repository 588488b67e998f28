import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { NOTICE_STATES, type NoticeState, notices } from '../../../workers/contract/notice-desk.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { ago } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { NoticePaste } from '../parts/notice-paste.tsx';

type Row = ClientOutput<typeof notices>['items'][number];
const STATES = Object.entries(NOTICE_STATES).map(([value, label]) => ({ value: value as NoticeState, label }));

/** A notice comes in here; those being looked through, done and put aside stand below. */
export function Notices() {
  const [state, setState] = useState<NoticeState>('reviewing');
  const pages = usePages(notices, { state, limit: 20 } as never);
  return (
    <>
      <NoticePaste />
      <div className="card">
        <div className="row" style={{ marginBottom: 12 }}>
          <Segmented aria-label="状态" options={STATES} value={state} onChange={setState} />
        </div>
        <PagedTable<Row>
          rowKey="id"
          pages={pages as never}
          empty={state === 'reviewing' ? '没有正在核对的通知。把通知粘贴到上面就可以开始。' : '这里还没有通知。'}
          columns={[
            {
              title: '通知',
              render: (_, row) => <Link to={`/notices/${row.id}` as never}>{row.title || '（无标题）'}</Link>,
            },
            {
              title: '任务',
              width: 150,
              className: 'num',
              render: (_, row) => (state === 'reviewing' ? `${row.checked}/${row.tasks} 已核对` : `${row.tasks} 项`),
            },
            { title: '读入人', dataIndex: 'createdBy', width: 120 },
            { title: '最近改动', width: 130, className: 'num', render: (_, row) => ago(row.updatedAt) },
            {
              title: '',
              width: 110,
              render: (_, row) => row.planId && <Link to={`/plans/${row.planId}` as never}>任务计划</Link>,
            },
          ]}
        />
      </div>
    </>
  );
}
