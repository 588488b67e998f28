import { Timeline as AntTimeline, Button } from 'antd';
import { useEffect } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { ASSIGNMENT_STATES, TASK_STATES } from '../../../workers/contract/task-words.ts';
import { taskEvents } from '../../../workers/contract/tasks.ts';
import { usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import { Failed } from './states.tsx';

type Event = ClientOutput<typeof taskEvents>['items'][number];
/** The same word of a state reads differently of a unit's part and of the whole task. */
const PARTS: Record<string, string> = ASSIGNMENT_STATES;
const TASKS: Record<string, string> = TASK_STATES;

/** What happened to a task and to all its parts, newest first. */
export function TaskTimeline({ id, version, names }: { id: string; version: number; names: Record<string, string> }) {
  const pages = usePages(taskEvents, { id, limit: 50 });
  const { refetch } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means a new event
  useEffect(() => void refetch(), [version, refetch]);
  const events = pages.items as Event[];
  return (
    <section className="task-block">
      <h2>办理过程</h2>
      {pages.error && events.length === 0 && <Failed error={pages.error} retry={() => void refetch()} />}
      <AntTimeline items={events.map((e) => ({ key: e.hash, content: <Step event={e} names={names} /> }))} />
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          更早的记录
        </Button>
      )}
    </section>
  );
}

function Step({ event, names }: { event: Event; names: Record<string, string> }) {
  const unit = event.unitId ? names[event.unitId] : '';
  const to = event.to ? (event.unitId ? PARTS : TASKS)[event.to] : '';
  return (
    <>
      <div>
        <strong>{event.label}</strong>
        {unit && ` ${unit}`}
        {to && to !== event.label && <span className="muted"> → {to}</span>}
      </div>
      <div className="muted num">
        {timeOf(event.at)} {event.actorName}
      </div>
      {event.words && <div className="words">{event.words}</div>}
    </>
  );
}
