import { Link, useParams } from '@tanstack/react-router';
import { Progress, Tag } from 'antd';
import { HAZARD_STATES, type HazardState } from '../../../workers/contract/hazards.ts';
import { workspace, workspaces } from '../../../workers/contract/meetings.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ASSIGNMENT_STATES, type AssignmentState } from '../../../workers/contract/task-words.ts';
import { usePages, useRoute } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { Fallible } from '../parts/states.tsx';
import { UnitProfile } from '../parts/unit-profile.tsx';

type Row = ClientOutput<typeof workspaces>['items'][number];

/** 街道（镇）工作台: each with what is open there. */
export function Streets() {
  const pages = usePages(workspaces, { limit: 100 } as never);
  const [only, ...others] = pages.items as Row[];
  if (only && others.length === 0 && !pages.hasNextPage) return <Desk unitId={only.id} />;
  return (
    <div className="card">
      <PagedTable<Row>
        rowKey="id"
        scroll={{}}
        pages={pages as never}
        empty="没有您负责的街道（镇、乡）。"
        columns={[
          {
            title: '街道（镇、乡）',
            render: (_, s) => (
              <Link to={'/streets/$unitId' as never} params={{ unitId: s.id } as never}>
                {s.name}
              </Link>
            ),
          },
          { title: '在办任务', width: 100, className: 'num', dataIndex: 'tasksOpen' },
          { title: '未销号隐患', width: 110, className: 'num', dataIndex: 'hazardsOpen' },
        ]}
      />
    </div>
  );
}

const sum = (states: Record<string, number>, without: readonly string[]) =>
  Object.entries(states).reduce((all, [state, n]) => all + (without.includes(state) ? 0 : n), 0);

export function StreetPage() {
  const { unitId } = useParams({ strict: false }) as { unitId: string };
  return <Desk unitId={unitId} />;
}

function Desk({ unitId }: { unitId: string }) {
  const query = useRoute(workspace, { unitId });
  const w = query.data;
  return (
    <Fallible query={query}>
      {w && (
        <>
          <h2 style={{ marginTop: 0 }}>{w.unit.name}</h2>
          <div className="figures">
            <Link className="figure" to={'/tasks' as never} search={{ unitId } as never}>
              在办任务<b>{sum(w.tasks, ['accepted', 'released', 'drafted'])}</b>
            </Link>
            <Link className="figure" to={'/hazards' as never} search={{ placeUnitId: unitId } as never}>
              未销号隐患<b>{sum(w.hazards, ['closed', 'not_established', 'merged'])}</b>
            </Link>
            <Link className="figure" to={'/duties' as never} search={{ tab: 'checks' } as never}>
              达标自查
              <b>
                {w.checks.filter((c) => c.day && c.attained === c.total).length}/{w.checks.length}
              </b>
            </Link>
          </div>
          <div className="grid2 stack">
            <section className="card" aria-label="任务">
              <h2>任务</h2>
              <States
                states={w.tasks}
                names={ASSIGNMENT_STATES as Record<AssignmentState, string>}
                none="没有交办给这里的任务。"
              />
            </section>
            <section className="card" aria-label="隐患">
              <h2>隐患</h2>
              <States states={w.hazards} names={HAZARD_STATES as Record<HazardState, string>} none="没有登记的隐患。" />
            </section>
            <section className="card" aria-label="达标自查">
              <h2>达标自查</h2>
              {w.checks.length === 0 && <p className="muted">没有达标自查的检查表。</p>}
              <ul className="rows">
                {w.checks.map((c) => (
                  <li key={c.templateId}>
                    <div className="row">
                      <span className="grow">{c.title}</span>
                      <span className="muted num">{c.day ?? '还没有自查'}</span>
                    </div>
                    <Progress
                      aria-label={c.title}
                      percent={Math.round((c.attained / Math.max(1, c.total)) * 100)}
                      format={() => `${c.attained}/${c.total}`}
                      status="normal"
                    />
                  </li>
                ))}
              </ul>
            </section>
            <section className="card" aria-label="职责与述职">
              <h2>职责与述职</h2>
              <ul className="rows">
                {w.dutyLists.map((d) => (
                  <li key={d.id} className="row">
                    <Link className="grow" to={'/duties/$id' as never} params={{ id: d.id } as never}>
                      {d.title}
                    </Link>
                    <span className="num">
                      {d.done}/{d.total}
                    </span>
                  </li>
                ))}
                <li className="row">
                  <Link className="grow" to={'/duties' as never} search={{ tab: 'reports' } as never}>
                    年度述职
                  </Link>
                  {w.dutyReport ? (
                    <Tag>
                      {{ scheduled: '待提交', submitted: '待评议', scored: '已评议' }[w.dutyReport.state] ?? ''}
                    </Tag>
                  ) : (
                    <span className="muted">未安排</span>
                  )}
                </li>
              </ul>
            </section>
            <section className="card" aria-label="机构与人员">
              <h2>机构与人员</h2>
              <UnitProfile unitId={unitId} />
            </section>
          </div>
        </>
      )}
    </Fallible>
  );
}

function States({
  states,
  names,
  none,
}: {
  states: Record<string, number>;
  names: Record<string, string>;
  none: string;
}) {
  const shown = Object.entries(names).filter(([state]) => (states[state] ?? 0) > 0);
  if (shown.length === 0) return <p className="muted">{none}</p>;
  return (
    <ul className="rows">
      {shown.map(([state, label]) => (
        <li key={state} className="row">
          <span className="grow">{label}</span>
          <b className="num">{states[state]}</b>
        </li>
      ))}
    </ul>
  );
}
