import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, Button, Skeleton, Tabs, Tag } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { below as belowRoute } from '../../../workers/contract/cascade.ts';
import { plan as planRoute } from '../../../workers/contract/plans.ts';
import { PLAN_KINDS, PLAN_STATES } from '../../../workers/contract/task-words.ts';
import { tasks } from '../../../workers/contract/tasks.ts';
import { useRoute } from '../data.ts';
import { useCan } from '../parts/person.ts';
import { PlanActions } from '../parts/plan-actions.tsx';
import { useAll } from '../parts/plan-all.ts';
import { PlanBelow } from '../parts/plan-below.tsx';
import { PlanBoard } from '../parts/plan-board.tsx';
import { Drafts, PlanTable } from '../parts/plan-table.tsx';
import { Fallible } from '../parts/states.tsx';
import type { TaskRow } from '../parts/task-list.tsx';

const PlanMatrix = lazy(() => import('../parts/plan-matrix.tsx').then((m) => ({ default: m.PlanMatrix })));
const PlanGantt = lazy(() => import('../parts/plan-gantt.tsx').then((m) => ({ default: m.PlanGantt })));
const TaskCalendar = lazy(() => import('../parts/task-calendar.tsx').then((m) => ({ default: m.TaskCalendar })));

type View = [key: string, label: string, view: () => ReactNode];

/** One plan: its tasks as a table, a board, a matrix, a Gantt and a calendar; what can be done with the whole of it. */
export function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { tab = 'tasks', open } = useSearch({ strict: false }) as { tab?: string; open?: string };
  const navigate = useNavigate();
  const query = useRoute(planRoute, { id });
  const districts = useRoute(belowRoute, { id }).data?.items ?? [];
  const list = useAll(tasks, { planId: id, sort: 'plan', limit: 100 });
  const [adding, setAdding] = useState(false);
  const can = useCan();
  const plan = query.data;
  const rows = list.items as TaskRow[];
  const ids = useMemo(() => new Set(rows.map((r) => r.id)), [rows]);
  const go = (search: { tab?: string | undefined; open?: string | undefined }) => {
    const next = Object.entries({ tab, open, ...search }).filter(([k, v]) => v && !(k === 'tab' && v === 'tasks'));
    void navigate({
      to: '/plans/$id',
      params: { id } as never,
      search: Object.fromEntries(next) as never,
      replace: true,
    });
  };
  const views: View[] = [
    ['tasks', '任务', () => <PlanTable list={list} open={open} onOpen={(task) => go({ open: task })} />],
    ['board', '看板', () => <PlanBoard rows={rows} loading={!list.whole} />],
    ['matrix', '矩阵', () => <PlanMatrix id={id} />],
    ['gantt', '甘特图', () => <PlanGantt id={id} />],
    ['calendar', '日历', () => <TaskCalendar only={ids} />],
    ...(districts.length > 0 ? [['below', '下级进展', () => <PlanBelow districts={districts} />] as View] : []),
  ];
  const mayAdd = plan?.actions.some((a) => a.action === 'edit' && a.allowed) ?? false;
  return (
    <Fallible query={query}>
      {plan && (
        <>
          <div className="card">
            <div className="row">
              <h2 style={{ fontSize: 18, margin: 0 }}>{plan.title}</h2>
              <Tag color={plan.state === 'active' ? 'geekblue' : 'default'}>{PLAN_STATES[plan.state]}</Tag>
              <span className="grow" />
              {plan.kind === 'campaign' && can('check.read') && (
                <Link to={`/plans/${id}/coverage` as '/'}>
                  <Button>检查覆盖</Button>
                </Link>
              )}
              <Link to="/plans/$id/wall" params={{ id } as never} target="_blank">
                <Button>挂图作战</Button>
              </Link>
            </div>
            <p className="muted" style={{ margin: '4px 0 12px' }}>
              {[
                plan.number,
                PLAN_KINDS[plan.kind],
                plan.docNo,
                plan.issuer,
                plan.issuedOn && `${plan.issuedOn} 印发`,
                span(plan.fromDay, plan.toDay),
                plan.tag && `专项：${plan.tag}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {plan.upstream && (
              <Alert
                type="info"
                showIcon
                style={{ marginBottom: 12 }}
                title={`这是上级（${plan.issuer || plan.upstream}）交办的计划。`}
                description={
                  plan.state === 'drafted'
                    ? '请逐项点开任务，选定本地区的责任单位，再整体交办。完成情况会自动报回上级，不用另报。'
                    : '完成情况自动报回上级，不用另报。'
                }
              />
            )}
            <PlanActions
              plan={plan}
              rows={rows}
              whole={list.whole}
              onAdd={mayAdd ? () => setAdding(true) : undefined}
            />
          </div>
          <div className="card plan-views">
            <Tabs
              activeKey={tab}
              onChange={(key) => go({ tab: key, open: undefined })}
              destroyOnHidden
              items={views.map(([key, label, view]) => ({
                key,
                label,
                children: key === tab ? <Suspense fallback={<Skeleton active />}>{view()}</Suspense> : null,
              }))}
            />
          </div>
          {adding && <Drafts planId={id} onClose={() => setAdding(false)} />}
        </>
      )}
    </Fallible>
  );
}

const span = (from: string | null, to: string | null) => (from || to ? `${from ?? '即日'} 至 ${to ?? '长期'}` : '');
