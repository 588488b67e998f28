import { Link } from '@tanstack/react-router';
import { home } from '../../../workers/contract/desk.ts';
import { HAZARD_STATES } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { ago } from '../format.ts';
import { Due, isOpen, StateTag } from '../parts/hazard-bits.tsx';
import { useCan, useMe } from '../parts/person.ts';
import { Fallible, Nothing } from '../parts/states.tsx';
import { PartTag, StageTag } from '../parts/task-bits.tsx';

type Row = ClientOutput<typeof home>['waiting'][number];

/** What waits for me, what is late, what changed. Each number opens its rows. */
export function Home() {
  const me = useMe();
  const can = useCan();
  const query = useRoute(home, {}, { refetchInterval: 60_000 });
  const data = query.data;
  return (
    <Fallible query={query}>
      {data && (
        <>
          <div className="figures">
            {data.cards.map((card) => (
              <Link
                key={card.key}
                to="/hazards"
                search={Object.fromEntries(new URLSearchParams(card.query)) as never}
                className={`figure ${card.count > 0 ? card.tone : ''}`}
              >
                <b>{card.count}</b>
                {card.label}
              </Link>
            ))}
            {data.work.cards.map((card) => (
              <Link
                key={card.key}
                to={card.path as '/'}
                search={Object.fromEntries(new URLSearchParams(card.query)) as never}
                className={`figure ${card.count > 0 ? card.tone : ''}`}
              >
                <b>{card.count < 100 ? card.count : '99+'}</b>
                {card.label}
              </Link>
            ))}
            {data.tipsWaiting !== null && (
              <Link to="/tips" className="figure">
                <b>{data.tipsWaiting}</b>
                待受理举报
              </Link>
            )}
          </div>
          <div className="grid2">
            <div>
              <Rows title="等我办理的隐患" rows={data.waiting} empty={`${me.name}，眼下没有等您办理的隐患。`}>
                {can('hazard.report') && <Link to="/report">上报一条隐患</Link>}
              </Rows>
              {can('task.do') && (
                <TaskRows title="等我办理的任务" empty="眼下没有等您办理的任务。">
                  {data.work.waiting.map((t) => (
                    <TaskLine key={t.id} id={t.taskId} title={t.title} dueAt={t.dueAt}>
                      <PartTag state={t.state} />
                    </TaskLine>
                  ))}
                </TaskRows>
              )}
            </div>
            <div>
              <Rows title="已超期的隐患" rows={data.late} empty="没有超期的隐患。" />
              {can('task.read') && (
                <TaskRows title="已超期的任务" empty="没有超期的任务。">
                  {data.work.late.map((t) => (
                    <TaskLine key={t.id} id={t.id} title={t.title} dueAt={t.dueAt}>
                      <StageTag stage={t.stage} />
                    </TaskLine>
                  ))}
                </TaskRows>
              )}
              <Recent rows={data.recent} />
            </div>
          </div>
        </>
      )}
    </Fallible>
  );
}

function TaskRows({ title, empty, children }: { title: string; empty: string; children: React.ReactNode[] }) {
  return (
    <section className="card" style={{ marginTop: 16 }}>
      <h2>{title}</h2>
      {children.length === 0 && <p className="muted">{empty}</p>}
      <ul className="rows">{children}</ul>
    </section>
  );
}

interface TaskLineProps {
  readonly id: string;
  readonly title: string;
  readonly dueAt: string | null;
  readonly children: React.ReactNode;
}
function TaskLine({ id, title, dueAt, children }: TaskLineProps) {
  return (
    <li className="row">
      {children}
      <Link to="/tasks/$id" params={{ id } as never} className="grow">
        {title}
      </Link>
      <Due dueAt={dueAt} open />
    </li>
  );
}

function Recent({ rows }: { rows: ClientOutput<typeof home>['recent'] }) {
  return (
    <section className="card" style={{ marginTop: 16 }}>
      <h2>最近变化</h2>
      {rows.length === 0 && <Nothing why="还没有办理记录。" />}
      <ul className="rows">
        {rows.map((r) => (
          <li key={`${r.hazardId}-${r.at}-${r.label}`} className="row">
            <span className="num muted">{ago(r.at)}</span>
            <span>
              {r.actorName} {r.label}
            </span>
            <Link to="/hazards/$id" params={{ id: r.hazardId } as never} className="grow">
              {r.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rows({
  title,
  rows,
  empty,
  children,
}: {
  title: string;
  rows: Row[];
  empty: string;
  children?: React.ReactNode;
}) {
  return (
    <section className="card" style={{ margin: 0 }}>
      <h2>{title}</h2>
      {rows.length === 0 && <Nothing why={empty}>{children}</Nothing>}
      <ul className="rows">
        {rows.map((r) => (
          <li key={r.id} className="row">
            <StateTag state={r.state} />
            <Link to="/hazards/$id" params={{ id: r.id } as never} className="grow" title={HAZARD_STATES[r.state]}>
              {r.title}
            </Link>
            <Due dueAt={r.dueAt} open={isOpen(r.state)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
