import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { engagement } from '../../../workers/contract/engagements.ts';
import { myJob } from '../../../workers/contract/my-expert.ts';
import { proofKeys } from '../../../workers/contract/tips.ts';
import { checkOpinion, OPINION_PROBLEMS } from '../../../workers/protocol/opinion.ts';
import { useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { downloadOfficial } from '../parts/official-doc.ts';
import { opinionDocument, type SignedOpinion } from '../parts/opinion-document.ts';
import { useMe } from '../parts/person.ts';
import { Fallible, Nothing } from '../parts/states.tsx';
import { Paper } from '../parts/supervision-paper.tsx';
import { call } from '../session.ts';

/** A signed opinion as the office opens it. */
export function OpinionPage() {
  const { id, partId } = useParams({ strict: false }) as { id: string; partId: string };
  const query = useRoute(engagement, { id });
  const part = query.data?.parts.find((one) => one.id === partId);
  const { data } = query;
  return (
    <Fallible query={query}>
      {data && part?.opinionSignature ? (
        <Shown
          back={`/engagements/${id}`}
          of={{
            ...{ number: data.number, title: data.title, enterprise: data.enterprise, unitName: data.unitName },
            ...{ fromDay: data.fromDay, toDay: data.toDay, expert: part.expert, cardNumber: part.cardNumber },
            ...{ opinion: part.opinion, signature: part.opinionSignature, day: dayOf(part.signedAt ?? '') },
          }}
        />
      ) : (
        <Nothing why="这份意见还没有签署。" />
      )}
    </Fallible>
  );
}

/** One's own, as the expert opens it. */
export function MyOpinionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(myJob, { id });
  const me = useMe();
  const { data } = query;
  const job = data?.job;
  return (
    <Fallible query={query}>
      {data && job?.opinionSignature ? (
        <Shown
          back={`/my-expert/${id}`}
          of={{
            ...{ number: data.number ?? '', title: data.title ?? '', enterprise: data.enterprise },
            ...{ unitName: data.unitName, fromDay: data.fromDay, toDay: data.toDay, expert: me.name },
            ...{ cardNumber: job.cardNumber, opinion: job.opinion, signature: job.opinionSignature },
            day: dayOf(job.signedAt ?? ''),
          }}
        />
      ) : (
        <Nothing why="这份意见还没有签署。" />
      )}
    </Fallible>
  );
}

/** The paper, and whether this very text is the one that was signed: told by this browser from the district's public keys. */
function Shown({ of, back }: { of: SignedOpinion; back: string }) {
  const check = useQuery({
    queryKey: ['opinion', of.signature],
    queryFn: async () => checkOpinion(of.signature, (await call(proofKeys, {})).keys, of.opinion),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const paper = opinionDocument(of);
  const verdict = check.data;
  return (
    <>
      <div className="row no-print" style={{ marginBottom: 12 }}>
        <Link to={back as '/'}>‹ 返回</Link>
        <span className="grow" />
        <Button onClick={() => void downloadOfficial(paper, `专家意见书${of.number}.docx`)}>Word</Button>
        <Button onClick={() => print()}>打印</Button>
      </div>
      {verdict && (
        <Alert
          className="no-print"
          style={{ marginBottom: 12 }}
          type={verdict.good ? 'success' : 'error'}
          showIcon
          role="status"
          title={
            verdict.good
              ? `签名属实：${verdict.claims.day} 由本地区签发，文字与签署时一致。`
              : OPINION_PROBLEMS[verdict.why]
          }
        />
      )}
      <div className="paper-page">
        <Paper document={paper} />
        <section className="card no-print" aria-labelledby="signature">
          <h2 id="signature">签名</h2>
          <p className="muted">下面这段文字可以另存，日后连同意见原文用公开的公钥核对。</p>
          <p className="eng-words" style={{ fontFamily: 'monospace', fontSize: 12 }}>
            {of.signature}
          </p>
        </section>
      </div>
    </>
  );
}
