import { Timeline as AntTimeline, Button } from 'antd';
import { useEffect } from 'react';
import { events, HAZARD_STATES, type HazardState } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';
import { timeOf } from '../format.ts';

type Event = ClientOutput<typeof events>['items'][number];
const SHOWN: Record<string, string> = {
  reason: '理由',
  note: '意见',
  opinion: '验收意见',
  watcher: '盯防人',
  basis: '依据',
};

export function Timeline({ id, version }: { id: string; version: number }) {
  const pages = usePages(events, { id, limit: 50 });
  const { refetch } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means a new event
  useEffect(() => void refetch(), [version, refetch]);
  return (
    <section>
      <h2 style={{ fontSize: 15 }}>办理过程</h2>
      <AntTimeline items={(pages.items as Event[]).map((e) => ({ key: e.seq, content: <Step event={e} /> }))} />
      {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>更早的记录</Button>}
    </section>
  );
}

function Step({ event }: { event: Event }) {
  const facts = Object.entries(SHOWN).filter(([key]) => typeof event.data[key] === 'string' && event.data[key] !== '');
  return (
    <>
      <div>
        <strong>{event.label}</strong>{' '}
        {event.to && event.to !== event.from && (
          <span className="muted">→ {HAZARD_STATES[event.to as HazardState] ?? event.to}</span>
        )}
      </div>
      <div className="muted num">
        {timeOf(event.at)} {event.actorName}
      </div>
      {facts.map(([key, label]) => (
        <div key={key}>
          {label}：{String(event.data[key])}
        </div>
      ))}
    </>
  );
}
