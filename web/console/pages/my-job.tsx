import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { ENGAGEMENT_KINDS } from '../../../workers/contract/expert-words.ts';
import { myFindings, myJob } from '../../../workers/contract/my-expert.ts';
import { usePages, useRoute } from '../data.ts';
import { EngagementTag, FindingLine, Milestones, More, PartTag } from '../parts/engagement-bits.tsx';
import { type Job, JobAnswer } from '../parts/job-answer.tsx';
import { FindingForm } from '../parts/job-finding.tsx';
import { JobOpinion } from '../parts/job-opinion.tsx';
import { JobRecuse } from '../parts/job-recuse.tsx';
import { Fallible } from '../parts/states.tsx';

/** One job of an expert, for a phone in the field: the invitation, then the case, what was found, the opinion. */
export function MyJobPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(myJob, { id });
  return <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>;
}

function Shown({ of }: { of: Job }) {
  const cancelled = of.engagementState === 'cancelled';
  return (
    <div style={{ maxWidth: 760 }}>
      <div className="row" style={{ marginBottom: 12 }}>
        <Link to={'/my-expert' as '/'}>‹ 我的专家事项</Link>
        <PartTag state={of.state} />
        {of.declared && <EngagementTag state={of.engagementState} />}
      </div>
      {cancelled && <Alert style={{ marginBottom: 12 }} type="info" showIcon title="这次工作已取消，不用前往。" />}
      <section className="card">
        <h1 style={{ fontSize: 18, margin: '0 0 8px' }}>{of.enterprise}</h1>
        <dl className="facts">
          <dt>邀请单位</dt>
          <dd>{of.unitName}</dd>
          <dt>领域</dt>
          <dd>{of.field || '未指定'}</dd>
          <dt>日期</dt>
          <dd className="num">
            {of.fromDay} 至 {of.toDay}
          </dd>
        </dl>
      </section>
      {of.state === 'invited' && !cancelled && <JobAnswer of={of} />}
      {of.job && <TheCase of={of} job={of.job} />}
      {of.job && <Found of={of} />}
      <JobOpinion of={of} />
      <JobRecuse of={of} />
    </div>
  );
}

function TheCase({ of, job }: { of: Job; job: NonNullable<Job['job']> }) {
  return (
    <section className="card" aria-labelledby="case">
      <h2 id="case">{of.title}</h2>
      <dl className="facts" style={{ marginBottom: 12 }}>
        <dt>编号</dt>
        <dd className="num">{of.number}</dd>
        <dt>类型</dt>
        <dd>{of.kind && ENGAGEMENT_KINDS[of.kind]}</dd>
        <dt>地址</dt>
        <dd>{[job.placeName, job.address].filter(Boolean).join(' ') || '未填'}</dd>
        <dt>专家</dt>
        <dd>{job.colleagues.join('、')}</dd>
        <dt>要求</dt>
        <dd className="eng-words">{job.brief || '未填'}</dd>
      </dl>
      <Milestones of={job.milestones} />
      {job.duties.length > 0 && (
        <>
          <h2 style={{ marginTop: 12 }}>职责</h2>
          <ul>
            {job.duties.map((duty) => (
              <li key={duty.words}>
                {duty.words} {duty.doneOn && <span className="muted num">✓ {duty.doneOn}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Found({ of }: { of: Job }) {
  const [adding, setAdding] = useState(false);
  const pages = usePages(myFindings, { id: of.id, limit: 50 } as never);
  const may = of.state === 'accepted' && of.engagementState === 'under_way';
  return (
    <section className="card" aria-labelledby="found">
      <div className="row" style={{ marginBottom: 8 }}>
        <h2 id="found" style={{ margin: 0 }}>
          发现的隐患
        </h2>
        <span className="grow" />
        {may && (
          <Button type="primary" onClick={() => setAdding(true)}>
            登记隐患
          </Button>
        )}
      </div>
      {!pages.isPending && pages.items.length === 0 && (
        <p className="muted">还没有登记。登记后直接进入隐患清单整改。</p>
      )}
      <ul className="eng-list">
        {pages.items.map((finding) => (
          <FindingLine key={finding.hazardId} of={finding} photos={{ as: 'self', id: of.id }} />
        ))}
      </ul>
      <More of={pages} />
      {adding && <FindingForm id={of.id} onClose={() => setAdding(false)} />}
    </section>
  );
}
