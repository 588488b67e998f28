import { Link, useParams } from '@tanstack/react-router';
import { Timeline as AntTimeline, Checkbox, Tag } from 'antd';
import * as api from '../../../workers/contract/engagements.ts';
import { ENGAGEMENT_KINDS, TIE_KINDS } from '../../../workers/contract/expert-words.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { timeOf, today } from '../format.ts';
import { EngagementTag, FindingLine, Milestones, More, PartTag } from '../parts/engagement-bits.tsx';
import { EngagementMoney } from '../parts/engagement-money.tsx';
import { PartSteps } from '../parts/engagement-part-steps.tsx';
import { type Engagement, EngagementSteps, type Part } from '../parts/engagement-steps.tsx';
import { OfficeFinding } from '../parts/job-finding.tsx';
import { useCan } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';

/** One engagement: its limits, its experts, what they found, its duties and its history. */
export function EngagementPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(api.engagement, { id });
  return <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>;
}

function Shown({ of }: { of: Engagement }) {
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Link to={'/engagements' as '/'}>‹ 全部专家检查</Link>
        <EngagementTag state={of.state} late={of.late} />
        <span className="grow" />
        <EngagementSteps of={of} />
      </div>
      <div className="card">
        <h1 style={{ fontSize: 20, margin: '0 0 4px' }}>{of.enterprise}</h1>
        <p className="muted">
          <span className="num">{of.number}</span> · {ENGAGEMENT_KINDS[of.kind]} · {of.title}
        </p>
        <Milestones of={of.milestones} />
      </div>
      <div className="eng-cols" style={{ marginTop: 16 }}>
        <div>
          <Parts of={of} />
          <Findings of={of} />
          <EngagementMoney engagement={of} />
        </div>
        <div>
          <Facts of={of} />
          <Duties of={of} />
          <History of={of} />
        </div>
      </div>
    </>
  );
}

function Parts({ of }: { of: Engagement }) {
  return (
    <section className="card" aria-labelledby="parts">
      <h2 id="parts">专家</h2>
      {of.parts.length === 0 && <p className="muted">还没有选专家。</p>}
      <ul className="eng-list">
        {of.parts.map((part) => (
          <li key={part.id}>
            <div className="row">
              <strong>{part.expert}</strong>
              <PartTag state={part.state} />
              <span className="muted">{part.employer}</span>
              {!part.hasAccount && <Tag>无账号</Tag>}
              <span className="grow" />
              <PartSteps part={part} />
            </div>
            <Said part={part} />
            {part.reason && <div className="muted">说明：{part.reason}</div>}
            {part.opinionHash && (
              <div className="row">
                <Link to={`/engagements/${of.id}/opinions/${part.id}` as '/'}>查看签署的意见</Link>
                {part.signedAt && <span className="muted num">{timeOf(part.signedAt)} 签署</span>}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The conflict statement in one line. */
function Said({ part: { statement } }: { part: Part }) {
  if (!statement) return null;
  const has = statement.ties.filter((tie) => tie.has).map((tie) => TIE_KINDS[tie.kind]);
  return (
    <div className="muted">
      <span className="num">{timeOf(statement.at)}</span> {statement.byOffice ? '由办公室代登记声明' : '本人声明'}：
      {has.length > 0 ? has.join('、') : '无利害关系'}
      {statement.words && `。${statement.words}`}
    </div>
  );
}

function Findings({ of }: { of: Engagement }) {
  const can = useCan();
  const pages = usePages(api.engagementFindings, { id: of.id, limit: 50 } as never);
  const mayAdd = can('expert.engage') && of.state === 'under_way' && of.parts.some((p) => p.state === 'accepted');
  return (
    <section className="card" aria-labelledby="findings">
      <div className="row" style={{ marginBottom: 8 }}>
        <h2 id="findings" style={{ margin: 0 }}>
          发现的隐患
        </h2>
        <span className="muted">
          {of.findings > 0 &&
            `共 ${of.findings} 项，${of.findingsOpen === 0 ? '已全部办结' : `${of.findingsOpen} 项未销号`}`}
        </span>
        <span className="grow" />
        {mayAdd && <OfficeFinding of={of} />}
      </div>
      {!pages.isPending && pages.items.length === 0 && (
        <p className="muted">专家登记的隐患直接进入隐患清单，在这里看办理进度。</p>
      )}
      <ul className="eng-list">
        {pages.items.map((finding) => (
          <FindingLine
            key={finding.hazardId}
            of={finding}
            photos={{ as: 'office', id: of.id }}
            link={<Link to={`/hazards/${finding.hazardId}` as '/'}>{finding.title}</Link>}
          />
        ))}
      </ul>
      <More of={pages} />
    </section>
  );
}

function Facts({ of }: { of: Engagement }) {
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">安排</h2>
      <dl className="facts">
        <dt>日期</dt>
        <dd className="num">
          {of.fromDay} 至 {of.toDay}
        </dd>
        <dt>组织单位</dt>
        <dd>{of.unitName}</dd>
        <dt>专家库</dt>
        <dd>{of.pool || '未指定'}</dd>
        {of.drawId && (
          <>
            <dt>抽取</dt>
            <dd>
              <Link to={`/draws/${of.drawId}` as '/'}>{of.drawNumber}</Link>
            </dd>
          </>
        )}
        {of.creditCode && (
          <>
            <dt>信用代码</dt>
            <dd className="num">{of.creditCode}</dd>
          </>
        )}
        <dt>地址</dt>
        <dd>{[of.placeName, of.address].filter(Boolean).join(' ') || '未填'}</dd>
        <dt>要求</dt>
        <dd className="eng-words">{of.brief || '未填'}</dd>
      </dl>
    </section>
  );
}

function Duties({ of }: { of: Engagement }) {
  const may = of.actions.some((a) => a.action === 'duty' && a.allowed);
  const tick = useCommand(api.tickDuty, { touches: ['engagements.one', 'engagements.events'] });
  if (of.duties.length === 0) return null;
  return (
    <section className="card" aria-labelledby="duties">
      <h2 id="duties">职责清单</h2>
      {of.duties.map((duty, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one list, in their order
        <div key={at} style={{ padding: '4px 0' }}>
          <Checkbox
            checked={duty.doneOn !== null}
            disabled={!may || tick.isPending}
            onChange={(e) => {
              const day = e.target.checked ? today() : null;
              tick.mutate({ id: of.id, version: of.version, duty: at, day });
            }}
          >
            {duty.words} {duty.doneOn && <span className="muted num">{duty.doneOn}</span>}
          </Checkbox>
        </div>
      ))}
    </section>
  );
}

function History({ of }: { of: Engagement }) {
  const pages = usePages(api.engagementEvents, { id: of.id, limit: 50 } as never);
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">办理过程</h2>
      <AntTimeline
        items={pages.items.map((event) => ({
          key: event.hash,
          content: (
            <>
              <strong>{event.label}</strong> {event.expert}
              <div className="muted num">
                {timeOf(event.at)} {event.actorName}
              </div>
              {typeof event.data.reason === 'string' && <div>理由：{event.data.reason}</div>}
            </>
          ),
        }))}
      />
      <More of={pages} />
    </section>
  );
}
