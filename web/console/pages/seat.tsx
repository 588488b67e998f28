import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { seat as seatRoute } from '../../../workers/contract/seats.ts';
import type { ExpertFacts, Verdict } from '../../../workers/protocol/eligibility.ts';
import { ExpertTimeline } from '../../shared/expert-timeline-react.tsx';
import { useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { SeatHistory, SeatReviews, SeatTies } from '../parts/seat-aside.tsx';
import { type Seat, SeatTag } from '../parts/seat-bits.tsx';
import { SeatFigures } from '../parts/seat-figures.tsx';
import { downloadLetter } from '../parts/seat-letter.ts';
import { SeatObjections } from '../parts/seat-objections.tsx';
import { SeatProof } from '../parts/seat-proof.tsx';
import { SeatSteps } from '../parts/seat-step.tsx';
import { Fallible } from '../parts/states.tsx';
import { slug } from '../place.ts';

/** One case from the application to the end of the term: figures beside their evidence, and who said what. */
export function SeatPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(seatRoute, { id });
  return <Fallible query={query}>{query.data && <Desk of={query.data} />}</Fallible>;
}

function Desk({ of }: { of: Seat }) {
  const figures = [...of.periods, ...of.credentials];
  const [shown, setShown] = useState(
    figures.find((f) => f.status !== 'confirmed' && f.blobId)?.id ?? figures[0]?.id ?? '',
  );
  const held = of.number !== null;
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Link to={'/expert-seats' as '/'}>‹ 申请与成员</Link>
        <SeatTag state={of.state} />
        <span className="grow" />
        <SeatSteps of={of} />
        {held && <Button onClick={() => void downloadLetter(of)}>聘书（Word）</Button>}
      </div>
      {of.note && <Alert style={{ marginBottom: 12 }} type="warning" showIcon title={of.note} />}
      <div className="card">
        <div className="row">
          <h2 style={{ margin: 0, fontSize: 18 }}>
            <Link to={`/experts/${of.expertId}` as '/'}>{of.name}</Link>
          </h2>
          <span className="muted">
            {of.employer}
            {of.post && ` · ${of.post}`} · {of.poolTitle}
          </span>
        </div>
        <Facts of={of} />
      </div>
      <div className="seat-desk" style={{ marginTop: 16 }}>
        <div className="card">
          <SeatFigures of={of} shown={shown} onShow={setShown} />
        </div>
        <div className="card seat-proof">
          <h2>证明材料</h2>
          <SeatProof seatId={of.id} figure={figures.find((f) => f.id === shown)} />
        </div>
      </div>
      <div className="card" style={{ marginTop: 16 }}>
        <h2>入库条件（今天测算）</h2>
        <ExpertTimeline verdict={of.verdict as Verdict} facts={of.facts as ExpertFacts} />
        <p className="muted">
          规则{of.rule.version === 0 ? '：本地区设置' : `第 ${of.rule.version} 版`}
          {of.rule.basis && `，依据：${of.rule.basis}`}
        </p>
      </div>
      <div className="grid2" style={{ marginTop: 16 }}>
        <div>
          <SeatReviews of={of} />
          {of.objections > 0 && (
            <div className="card">
              <h2>公示异议</h2>
              <SeatObjections seatId={of.id} />
            </div>
          )}
          <SeatTies of={of} />
        </div>
        <SeatHistory id={of.id} version={of.version} />
      </div>
    </>
  );
}

/** A rule without days of publicity leaves none. */
const publicity = ({ publicisedFrom: from, publicisedTo: to }: Seat): string =>
  from !== null && to !== null && to >= from ? `${from} 至 ${to}` : '按本地规则不设公示期';

function Facts({ of }: { of: Seat }) {
  const rows: [string, string][] = [
    ['申请', dayOf(of.appliedAt)],
    ...(of.checkedBy && of.checkedAt
      ? ([['材料核验', `${of.checkedBy}，${dayOf(of.checkedAt)}`]] as [string, string][])
      : []),
    ...(of.publicisedTo ? ([['公示', publicity(of)]] as [string, string][]) : []),
    ...(of.letterNo ? ([['聘任文件', of.letterNo]] as [string, string][]) : []),
    ...(of.termTo ? ([['聘期', `${of.termFrom} 至 ${of.termTo}`]] as [string, string][]) : []),
  ];
  return (
    <dl className="facts" style={{ marginTop: 8 }}>
      {rows.map(([term, words]) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt>{term}</dt>
          <dd className="num">{words}</dd>
        </div>
      ))}
      {of.number && (
        <>
          <dt>编号</dt>
          <dd className="num">{of.number}</dd>
          <dt>专家证</dt>
          <dd>
            <a href={`/${slug}/experts/card/${of.number}`} target="_blank" rel="noreferrer">
              公开页
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}
