import { Timeline as AntTimeline, Button } from 'antd';
import { useEffect } from 'react';
import { TIE_KINDS } from '../../../workers/contract/expert-words.ts';
import { OPINIONS, seatEvents } from '../../../workers/contract/seats.ts';
import { usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import type { Seat } from './seat-bits.tsx';

/** Opinions of all rounds, and whether they were about what there is now. */
export function SeatReviews({ of }: { of: Seat }) {
  const { needed, approvals, refusals } = of.panel;
  return (
    <div className="card">
      <h2>评审</h2>
      <p className="muted">
        须 {needed} 人同意，本轮已有 {approvals} 人同意{refusals > 0 && `、${refusals} 人不同意`}。
        核验过材料的人不参加评审；各人提交前看不到别人的意见。
      </p>
      <ul className="seat-list">
        {of.reviews.map((r) => (
          <li key={r.id}>
            <b>{r.reviewer}</b>：{r.opinion ? OPINIONS[r.opinion] : '已提交'}
            {r.words && <span>，{r.words}</span>}
            <div className="muted num">
              第 {r.round} 轮，{timeOf(r.at)}
              {!r.current && <span className="late">　当时所见的材料后来有变动</span>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the applicant declared, and who must keep out. */
export function SeatTies({ of }: { of: Seat }) {
  return (
    <div className="card">
      <h2>利害关系与回避</h2>
      <ul className="seat-list">
        {of.ties.length === 0 && <li className="muted">本人没有申报利害关系。</li>}
        {of.ties.map((t) => (
          <li key={t.id}>
            {TIE_KINDS[t.kind]}：{[t.enterprise, t.personName].filter(Boolean).join('，')}
            {t.note && <span className="muted">（{t.note}）</span>}
          </li>
        ))}
      </ul>
      {of.lockedOut.length > 0 && (
        <>
          <h2 style={{ marginTop: 16 }}>须回避的工作人员</h2>
          <ul className="seat-list">
            {of.lockedOut.map((one) => (
              <li key={one.personId}>
                <b>{one.name}</b>：{one.why}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Everything that happened to the case, oldest first. */
export function SeatHistory({ id, version }: { id: string; version: number }) {
  const pages = usePages(seatEvents, { id, limit: 50 });
  const { refetch } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means a new event
  useEffect(() => void refetch(), [version, refetch]);
  return (
    <div className="card">
      <h2>办理过程</h2>
      <AntTimeline
        items={pages.items.map((e) => ({
          key: e.seq,
          content: (
            <>
              <strong>{e.label}</strong>
              <div className="muted num">
                {timeOf(e.at)} {e.actorName}
              </div>
              {typeof e.data.reason === 'string' && <div>理由：{e.data.reason}</div>}
            </>
          ),
        }))}
      />
      {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>后面的记录</Button>}
    </div>
  );
}
