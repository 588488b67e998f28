import { Link } from '@tanstack/react-router';
import { Timeline as AntTimeline, Button, Tag } from 'antd';
import { useEffect } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { summonsEvents, summonsFile } from '../../../workers/contract/summonses.ts';
import { orderEvents, orderFile } from '../../../workers/contract/supervision.ts';
import {
  ORDER_STATES,
  type OrderState,
  SUMMONS_STATES,
  type SummonsState,
} from '../../../workers/contract/supervision-words.ts';
import { usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import { download, saveAs } from '../session.ts';
import { fileName } from './file-name.ts';
import type { Order, Summons } from './supervision-documents.ts';

export type Kind = 'order' | 'summons';
const DONE = ['accepted', 'closed'];

/** The state in words; `late` in red beside it. */
export function PaperState({ kind, state, late }: { kind: Kind; state: string; late: boolean }) {
  const label = kind === 'order' ? ORDER_STATES[state as OrderState] : SUMMONS_STATES[state as SummonsState];
  const colour = DONE.includes(state) ? 'green' : state === 'withdrawn' ? 'default' : 'geekblue';
  return (
    <>
      <Tag color={colour}>{label}</Tag>
      {late && <span className="late">已超期</span>}
    </>
  );
}

/** What it is about, with a way there; a draft whose matter is done says so. */
export function SubjectLine({ of, drafted }: { of: Order['subject']; drafted: boolean }) {
  if (!of) return <span className="muted">—</span>;
  return (
    <>
      <Link to={of.link as '/'}>
        <span className="num">{of.number}</span> {of.title}
      </Link>
      {of.finished && <Tag style={{ marginLeft: 6 }}>{drafted ? '已办结，可撤回' : '已办结'}</Tag>}
    </>
  );
}

const KINDS = { answer: '回复附件', minutes: '纪要附件', report: '整改报告附件' } as const;

/** Files of it, each saved by a press. */
export function PaperFiles({ kind, of }: { kind: Kind; of: Pick<Order | Summons, 'id' | 'files'> }) {
  if (of.files.length === 0) return null;
  const route = kind === 'order' ? orderFile : summonsFile;
  return (
    <section>
      <h2 style={{ fontSize: 15 }}>附件</h2>
      <ul className="rows">
        {of.files.map((file, i) => (
          <li key={file.blobId}>
            <Button
              type="link"
              style={{ padding: 0 }}
              onClick={() => void saveAs(download(route, { id: of.id, blobId: file.blobId }), nameOf(file, i))}
            >
              {nameOf(file, i)}
            </Button>{' '}
            <span className="muted num">{timeOf(file.addedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const nameOf = (file: Order['files'][number], i: number): string =>
  fileName(`${KINDS[file.kind]}${i + 1}`, file.mediaType);

/** The limit and where it comes from. */
export function PaperClock({ clock }: { clock: Order['clock'] }) {
  if (!clock) return null;
  return (
    <div className="muted paper-basis">
      期限的依据：{clock.basis}
      {!clock.basisChecked && (
        <Tag color="orange" style={{ marginLeft: 6 }}>
          待核实
        </Tag>
      )}
    </div>
  );
}

type Event = ClientOutput<typeof orderEvents>['items'][number];
const FACTS: Record<string, string> = { reason: '理由', opinion: '意见', dueDay: '期限', talkDay: '约谈日期' };

/** Everything that happened to it, oldest first. */
export function PaperTimeline({ kind, id, version }: { kind: Kind; id: string; version: number }) {
  const pages = usePages(kind === 'order' ? orderEvents : summonsEvents, { id, limit: 50 } as never);
  const { refetch } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means a new event
  useEffect(() => void refetch(), [version, refetch]);
  return (
    <section>
      <h2 style={{ fontSize: 15 }}>办理过程</h2>
      <AntTimeline items={(pages.items as Event[]).map((e) => ({ key: e.seq, content: <Step event={e} /> }))} />
      {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>后面的记录</Button>}
    </section>
  );
}

function Step({ event }: { event: Event }) {
  return (
    <>
      <strong>{event.label}</strong>
      <div className="muted num">
        {timeOf(event.at)} {event.actorName}
      </div>
      {Object.entries(FACTS)
        .filter(([key]) => typeof event.data[key] === 'string' && event.data[key] !== '')
        .map(([key, label]) => (
          <div key={key}>
            {label}：{String(event.data[key])}
          </div>
        ))}
    </>
  );
}
