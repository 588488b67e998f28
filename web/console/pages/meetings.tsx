import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Grid, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { MEETING_KINDS, MEETING_STATES, type MeetingKind, meetings } from '../../../workers/contract/meetings.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { MeetingEditor } from '../parts/meeting-editor.tsx';
import { useCan } from '../parts/person.ts';

type Row = ClientOutput<typeof meetings>['items'][number];

const COLOURS: Partial<Record<Row['state'], string>> = { notified: 'geekblue', planned: 'default' };

/** Meetings of the commission, its committees and headquarters, and the sessions that study safety. */
export function Meetings() {
  const can = useCan();
  const navigate = useNavigate();
  const { kind = '' } = useSearch({ strict: false }) as { kind?: MeetingKind | '' };
  const [adding, setAdding] = useState(false);
  const phone = Grid.useBreakpoint().md === false;
  const pages = usePages(meetings, { ...(kind ? { kind } : {}), limit: 50 } as never);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          value={kind}
          onChange={(next) =>
            void navigate({ to: '/meetings', search: (next ? { kind: next } : {}) as never, replace: true })
          }
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
        {...(phone ? { scroll: {} } : {})}
        columns={[
          {
            title: '会议',
            render: (_, m) => (
              <Link to={'/meetings/$id' as never} params={{ id: m.id } as never}>
                {m.title}
                {phone && (
                  <div className="muted num">
                    {m.day} {m.time}
                  </div>
                )}
              </Link>
            ),
          },
          { title: '类别', responsive: ['md'], width: 170, render: (_, m) => MEETING_KINDS[m.kind] },
          { title: '时间', responsive: ['md'], width: 150, className: 'num', render: (_, m) => `${m.day} ${m.time}` },
          { title: '地点', responsive: ['md'], width: 160, dataIndex: 'place' },
          { title: '状态', width: 90, render: (_, m) => <Tag color={COLOURS[m.state]}>{MEETING_STATES[m.state]}</Tag> },
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
