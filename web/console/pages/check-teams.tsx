import { Link, useParams } from '@tanstack/react-router';
import { Button, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { endTeam, team, teams } from '../../../workers/contract/check-teams.ts';
import { CHECK_STATES, type CheckState, TEAM_STATES } from '../../../workers/contract/check-words.ts';
import { checks, findings } from '../../../workers/contract/checks.ts';
import { HAZARD_STATES } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { CheckStateTag, CheckTabs, TypeTags } from '../parts/check-bits.tsx';
import { TeamDrawer } from '../parts/check-team.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';
import { WIDE } from '../parts/supervision-filters.tsx';

type Row = ClientOutput<typeof teams>['items'][number];
type Team = ClientOutput<typeof team>;
type Visit = ClientOutput<typeof checks>['items'][number];
type Finding = ClientOutput<typeof findings>['items'][number];
const span = (t: { fromDay: string; toDay: string | null }) => `${t.fromDay} 至 ${t.toDay ?? '长期'}`;

/** 督导组: who goes round, where, since when. */
export function Teams() {
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const pages = usePages(teams, { limit: 50 } as never);
  return (
    <>
      <CheckTabs />
      <div className="card">
        {can('check.plan') && (
          <div className="row" style={{ marginBottom: 12 }}>
            <span className="grow" />
            <Button type="primary" onClick={() => setAdding(true)}>
              组建督导组
            </Button>
          </div>
        )}
        <PagedTable<Row>
          rowKey="id"
          pages={pages as never}
          empty="还没有督导组。"
          scroll={{}}
          columns={[
            {
              title: '督导组',
              render: (_, t) => (
                <>
                  <Link to={`/checks/teams/${t.id}` as '/'}>{t.name}</Link>
                  <div className="muted narrow-only">{t.leader && `组长 ${t.leader}`}</div>
                </>
              ),
            },
            { title: '组长', dataIndex: 'leader', width: 120, responsive: WIDE },
            { title: '人数', dataIndex: 'members', width: 72, className: 'num' },
            { title: '任期', width: 220, className: 'num', responsive: WIDE, render: (_, t) => span(t) },
            { title: '状态', width: 88, render: (_, t) => <Tag>{TEAM_STATES[t.state]}</Tag> },
          ]}
        />
        {adding && <TeamDrawer onClose={() => setAdding(false)} />}
      </div>
    </>
  );
}

/** One team: its roster, its visits as far as the reader may know of them, what it found. */
export function TeamPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(team, { id });
  return (
    <>
      <CheckTabs here="/checks/teams" />
      <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>
    </>
  );
}

function Shown({ of }: { of: Team }) {
  const [editing, setEditing] = useState(false);
  const end = useCommand(endTeam, { done: '已撤销', touches: ['checkTeams.'] });
  const visits = usePages(checks, { teamId: of.id, limit: 20 } as never);
  const found = usePages(findings, { teamId: of.id, limit: 20 } as never);
  const active = of.state === 'active';
  return (
    <>
      <section className="card" aria-label="督导组">
        <div className="row">
          <h2 style={{ fontSize: 18, margin: 0 }}>{of.name}</h2>
          <Tag>{TEAM_STATES[of.state]}</Tag>
          <span className="grow" />
          {of.mayEdit && active && <Button onClick={() => setEditing(true)}>修改</Button>}
          {of.mayEdit && active && (
            <Popconfirm
              title="撤销后不能再为它安排检查，已有的检查保留。"
              okText="撤销"
              onConfirm={() => end.mutate({ id: of.id, version: of.version })}
            >
              <Button danger>撤销</Button>
            </Popconfirm>
          )}
        </div>
        <p className="muted">
          {[
            span(of),
            of.unitIds.length > 0 ? `负责 ${of.unitIds.map((id) => of.names[id]).join('、')}` : '负责全地区',
            ...Object.entries(of.visits).map(([state, n]) => `${CHECK_STATES[state as CheckState]} ${n} 次`),
            `发现问题 ${of.findings} 处`,
          ].join(' · ')}
        </p>
        <ul className="rows">
          {of.leader && <li>{of.leader}　组长</li>}
          {of.memberList.map((m) => (
            <li key={`${m.personId}${m.name}`}>
              {m.personId ? of.names[m.personId] : m.name}
              {m.duty && `　${m.duty}`}
              {!m.personId && <span className="muted">（外聘）</span>}
            </li>
          ))}
        </ul>
        {of.note && <p>{of.note}</p>}
      </section>
      <section className="card" aria-label="检查">
        <h2>检查</h2>
        <PagedTable<Visit>
          rowKey="id"
          pages={visits as never}
          empty="还没有检查。"
          scroll={{}}
          columns={[
            {
              title: '检查',
              render: (_, v) => (
                <>
                  <Link to={`/checks/${v.id}` as '/'}>{v.title}</Link> <TypeTags of={v} />
                </>
              ),
            },
            { title: '日期', dataIndex: 'plannedDay', width: 116, className: 'num' },
            { title: '状态', width: 92, render: (_, v) => <CheckStateTag state={v.state} /> },
          ]}
        />
      </section>
      <section className="card" aria-label="发现的问题">
        <h2>发现的问题</h2>
        <PagedTable<Finding>
          rowKey="id"
          pages={found as never}
          empty="还没有发现问题。"
          scroll={{}}
          columns={[
            {
              title: '问题',
              render: (_, f) => (
                <>
                  <Link to={`/checks/${f.checkId}` as '/'}>{f.title}</Link>
                  <div className="muted">{f.target}</div>
                </>
              ),
            },
            { title: '发现日期', dataIndex: 'day', width: 116, className: 'num' },
            {
              title: '进展',
              width: 104,
              render: (_, f) => (f.hazardState ? HAZARD_STATES[f.hazardState] : f.taskId ? '已转任务' : '未转任务'),
            },
          ]}
        />
      </section>
      {editing && <TeamDrawer old={of} onClose={() => setEditing(false)} />}
    </>
  );
}
