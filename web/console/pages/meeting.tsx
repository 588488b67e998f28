import { Link, useParams } from '@tanstack/react-router';
import { Button, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/meetings.ts';
import { committees } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { TASK_STAGES, type TaskStage } from '../../../workers/contract/task-words.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { prose } from '../format.ts';
import { MeetingEditor } from '../parts/meeting-editor.tsx';
import { MeetingRecord } from '../parts/meeting-record.tsx';
import { CancelMeeting, NotifyMeeting } from '../parts/meeting-steps.tsx';
import { Fallible } from '../parts/states.tsx';

type Meeting = ClientOutput<typeof contract.meeting>;

/** One meeting: agenda and minutes left, who came and what was decided right. */
export function MeetingPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(contract.meeting, { id });
  return <Fallible query={query}>{query.data && <Shown meeting={query.data} />}</Fallible>;
}

function Shown({ meeting: m }: { meeting: Meeting }) {
  const [open, setOpen] = useState<'edit' | 'notify' | 'hold' | 'cancel'>();
  const can = (action: Meeting['actions'][number]) => m.actions.includes(action);
  const seen = { id: m.id, version: m.version };
  const toTasks = useCommand(contract.resolutionsToTasks, {
    done: '已生成任务草稿，请到计划中核对后交办',
    touches: ['meetings', 'plans', 'tasks'],
  });
  const archive = useCommand(contract.archiveMeeting, { done: '已归档', touches: ['meetings'] });
  const list = usePages(committees, { limit: 100 } as never).items as { id: string; name: string }[];
  const committee = list.find((c) => c.id === m.committeeId)?.name;
  const waiting = m.resolutions.filter((r) => r.taskId === null && r.unitId !== null).length;
  return (
    <>
      <div className="card">
        <div className="row">
          <Tag>{contract.MEETING_STATES[m.state]}</Tag>
          <span className="muted">{[committee, contract.MEETING_KINDS[m.kind]].filter(Boolean).join(' · ')}</span>
        </div>
        <h2 style={{ fontSize: 20, margin: '8px 0' }}>{m.title}</h2>
        <p className="muted">{[prose(`${m.day}T00:00:00+08:00`), m.time, m.place].filter(Boolean).join(' ')}</p>
        <div className="row">
          {can('notify') && <Button onClick={() => setOpen('notify')}>发会议通知</Button>}
          {can('hold') && (
            <Button type={m.state === 'held' ? 'default' : 'primary'} onClick={() => setOpen('hold')}>
              {m.state === 'held' ? '更正记录' : '记录会议'}
            </Button>
          )}
          {can('toTasks') && waiting > 0 && (
            <Button type="primary" loading={toTasks.isPending} onClick={() => toTasks.mutate(seen)}>
              议定事项转为任务（{waiting} 项）
            </Button>
          )}
          {can('edit') && <Button onClick={() => setOpen('edit')}>修改</Button>}
          {can('archive') && (
            <Popconfirm title="归档后不能再更正记录。" okText="归档" onConfirm={() => archive.mutate(seen)}>
              <Button>归档</Button>
            </Popconfirm>
          )}
          {can('cancel') && (
            <Button danger onClick={() => setOpen('cancel')}>
              取消会议
            </Button>
          )}
        </div>
      </div>
      <div className="grid2 stack" style={{ marginTop: 16 }}>
        <div>
          <section className="card" aria-label="议程">
            <h2>议程</h2>
            {m.agenda.length === 0 && <p className="muted">没有列议程。</p>}
            <ol>
              {m.agenda.map((a) => (
                <li key={a.title + a.unitId}>
                  {a.title} <span className="muted">{a.unitId ? `（${m.names[a.unitId]}）` : ''}</span>
                </li>
              ))}
            </ol>
          </section>
          <section className="card" aria-label="纪要">
            <h2>纪要</h2>
            {m.minutes ? <div className="prose">{m.minutes}</div> : <p className="muted">会后记录纪要。</p>}
          </section>
        </div>
        <div>
          <Resolutions meeting={m} />
          <Attendance meeting={m} />
        </div>
      </div>
      {open === 'edit' && <MeetingEditor meeting={m} onClose={() => setOpen(undefined)} />}
      {open === 'hold' && <MeetingRecord meeting={m} onClose={() => setOpen(undefined)} />}
      {open === 'cancel' && <CancelMeeting meeting={m} onClose={() => setOpen(undefined)} />}
      {open === 'notify' && <NotifyMeeting meeting={m} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Resolutions({ meeting: m }: { meeting: Meeting }) {
  return (
    <section className="card" aria-label="议定事项">
      <h2>议定事项</h2>
      {m.resolutions.length === 0 && <p className="muted">还没有议定事项。</p>}
      <ol className="rows">
        {m.resolutions.map((r, i) => (
          <li key={r.id}>
            <div>
              {i + 1}. {r.title}
            </div>
            <div className="row muted">
              <span>{r.unitId ? `牵头：${m.names[r.unitId]}` : '未定责任单位'}</span>
              {r.support.length > 0 && <span>配合：{r.support.map((id) => m.names[id]).join('、')}</span>}
              {r.dueDay && <span className="num">{r.dueDay} 前</span>}
              {r.taskId && (
                <Link to={'/tasks/$id' as never} params={{ id: r.taskId } as never}>
                  任务：{TASK_STAGES[r.stage as TaskStage]}
                </Link>
              )}
            </div>
          </li>
        ))}
      </ol>
      {m.planId && (
        <Link to={'/plans/$id' as never} params={{ id: m.planId } as never}>
          打开本次会议的任务计划
        </Link>
      )}
    </section>
  );
}

function Attendance({ meeting: m }: { meeting: Meeting }) {
  const of = (status: contract.Attendance) => m.attendance.filter((a) => a.status === status);
  const came = of('present').length + of('substitute').length;
  return (
    <section className="card" aria-label="参会单位">
      <h2>
        参会单位（{m.state === 'held' || m.state === 'archived' ? `到会 ${came}/` : ''}
        {m.attendance.length}）
      </h2>
      {m.attendance.length === 0 && <p className="muted">还没有通知参会单位。</p>}
      {Object.entries(contract.ATTENDANCE).map(([status, label]) => {
        const units = of(status as contract.Attendance);
        return (
          units.length > 0 && (
            <p key={status}>
              <span className={status === 'absent' ? 'late' : 'muted'}>
                {label}（{units.length}）：
              </span>
              {units.map((a) => `${m.names[a.unitId] ?? ''}${a.note ? `（${a.note}）` : ''}`).join('、')}
            </p>
          )
        );
      })}
    </section>
  );
}
