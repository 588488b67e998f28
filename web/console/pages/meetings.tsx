import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { MEETING_KINDS, MEETING_STATES, type MeetingKind, meetings } from '../../../workers/contract/meetings.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { MeetingEditor } from '../parts/meeting-editor.tsx';
import { useCan } from '../parts/person.ts';

type Row = ClientOutput<typeof meetings>['items'][number];

/** Meetings of the commission, its committees and headquarters, and the sessions that study safety. */
export function Meetings() {
  const can = useCan();
  const navigate = useNavigate();
  const [kind, setKind] = useState<MeetingKind | ''>('');
  const [adding, setAdding] = useState(false);
  const pages = usePages(meetings, { ...(kind ? { kind } : {}), limit: 50 } as never);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          value={kind}
          onChange={setKind}
          options={[
            { value: '', label: '全部' },
            ...Object.entries(MEETING_KINDS).map(([value, label]) => ({ value: value as MeetingKind, label })),
          ]}
          style={{ maxWidth: '100%', overflowX: 'auto' }}
        />
        <span className="grow" />
        {can('committee.manage') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            筹备会议
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty="还没有会议。筹备一次会议，可以发通知、签到、记纪要，议定事项直接转为任务。"
        columns={[
          {
            title: '会议',
            render: (_, m) => (
              <Link to={'/meetings/$id' as never} params={{ id: m.id } as never}>
                {m.title}
              </Link>
            ),
          },
          { title: '类别', width: 170, render: (_, m) => MEETING_KINDS[m.kind] },
          { title: '时间', width: 150, className: 'num', render: (_, m) => `${m.day} ${m.time}` },
          { title: '地点', width: 160, dataIndex: 'place' },
          { title: '状态', width: 90, render: (_, m) => <Tag>{MEETING_STATES[m.state]}</Tag> },
        ]}
      />
      {adding && (
        <MeetingEditor
          onClose={() => setAdding(false)}
          onSaved={(id) => void navigate({ to: `/meetings/${id}` as never })}
        />
      )}
    </div>
  );
}
