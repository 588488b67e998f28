import { Link, useParams } from '@tanstack/react-router';
import { Alert } from 'antd';
import * as contract from '../../../workers/contract/awards.ts';
import { AWARD_LEVELS } from '../../../workers/contract/register-words.ts';
import { useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { type Award, AwardForm } from '../parts/award-form.tsx';
import { RegisterClock, RegisterSteps, RegisterTimeline, type Steps } from '../parts/register-steps.tsx';
import { Fallible } from '../parts/states.tsx';
import { AwardState } from './awards.tsx';

const MARKS = { yes: '✓ 达标', no: '✗ 未达标', na: '— 不适用' } as const;

/** One application: what the unit says, what the office found, until when it holds and when it is looked at again. */
export function AwardPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(contract.award, { id });
  return <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>;
}

function stepsOf(of: Award): Steps {
  const programme = {
    ...{ id: of.programmeId, title: of.programme, level: of.level },
    criteria: of.items.map((item) => item.words),
  };
  return {
    touches: ['awards.', 'awardProgrammes.'],
    first: ['review', 'grant', 'recheck', 'resubmit'],
    routes: {
      cancel: contract.cancelAward,
      review: contract.reviewAward,
      sendBack: contract.sendBackAward,
      reject: contract.rejectAward,
      grant: contract.grantAward,
      recheck: contract.recheckAward,
      withdraw: contract.withdrawAward,
    },
    own: { resubmit: (close) => <AwardForm programme={programme} old={of} onClose={close} /> },
  };
}

function Shown({ of }: { of: Award }) {
  const back = of.state === 'returned' || of.state === 'rejected' || of.state === 'withdrawn';
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Link to={'/awards' as '/'}>‹ 示范创建</Link>
        <AwardState of={of} />
        <span className="grow" />
        <RegisterSteps of={of} steps={stepsOf(of)} />
      </div>
      {back && of.reason && <Alert style={{ marginBottom: 12 }} type="warning" showIcon title={of.reason} />}
      {of.late && <Alert style={{ marginBottom: 12 }} type="error" showIcon title="“回头看”已超期，请尽快安排。" />}
      <div className="grid2 stack">
        <section className="card" aria-label="申报内容">
          <h2 style={{ fontSize: 18 }}>{of.subject || of.unit}</h2>
          <p className="muted">
            {of.programme} · {AWARD_LEVELS[of.level]} · {of.unit} · {dayOf(of.createdAt)} 申报 · 自评达标 {of.attained}/
            {of.total}
          </p>
          <ol className="answers">
            {of.items.map((item, i) => (
              <li key={item.words}>
                <div className="row">
                  <span className="grow">
                    {i + 1}. {item.words}
                  </span>
                  <span className={item.answer === 'no' ? 'late' : ''}>{MARKS[item.answer]}</span>
                </div>
                {item.note && <div className="muted">{item.note}</div>}
              </li>
            ))}
          </ol>
          {of.words && <p className="prose">{of.words}</p>}
        </section>
        <div className="card">
          <Facts of={of} />
          <RegisterTimeline route={contract.awardEvents} id={of.id} version={of.version} />
        </div>
      </div>
    </>
  );
}

function Facts({ of }: { of: Award }) {
  const lines: [string, React.ReactNode][] = [
    ['得分', of.score],
    ['评审意见', of.opinion],
    ['证书编号', of.certificate],
    ['命名日期', of.awardedOn],
    ['有效期至', of.validUntil && `${of.validUntil}（${of.validMonths} 个月）`],
    ['上次回头看', of.recheckedOn && `${of.recheckedOn} ${of.recheckOpinion}`],
    ['下次回头看', of.recheckOn && <RegisterClock clock={of.clock} />],
  ];
  const said = lines.filter(([, value]) => value !== null && value !== '');
  if (said.length === 0) return null;
  return (
    <dl className="facts">
      {said.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
