import { Link, useParams } from '@tanstack/react-router';
import * as contract from '../../../workers/contract/criminal-cases.ts';
import { CASE_ORGANS } from '../../../workers/contract/register-words.ts';
import { useRoute } from '../data.ts';
import { type Case, CaseEditor } from '../parts/case-editor.tsx';
import { RegisterSteps, RegisterTimeline, type Steps } from '../parts/register-steps.tsx';
import { Fallible } from '../parts/states.tsx';
import { CaseState } from './criminal-cases.tsx';

/** One case: what it is about, and how far it is. */
export function CriminalCasePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(contract.criminalCase, { id });
  return <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>;
}

const stepsOf = (of: Case): Steps => ({
  touches: ['criminalCases.'],
  first: ['refer', 'file', 'prosecute', 'judge'],
  routes: {
    refer: contract.referCase,
    file: contract.fileCase,
    decline: contract.declineCase,
    prosecute: contract.prosecuteCase,
    drop: contract.dropCase,
    judge: contract.judgeCase,
  },
  own: { edit: (close) => <CaseEditor old={of} onClose={close} /> },
});

function Shown({ of }: { of: Case }) {
  const days: [string, string | null][] = [
    ['发现', of.foundOn],
    ['移送', of.referredOn && `${of.referredOn} ${of.organ ? CASE_ORGANS[of.organ] : ''}`],
    ['立案', of.filedOn],
    ['起诉', of.prosecutedOn],
    ['判决', of.judgedOn],
    ['终止', of.endedOn],
    ['结果', of.outcome || null],
    ['报告单位', of.unit || null],
  ];
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Link to={'/criminal-cases' as '/'}>‹ 事前刑责案件</Link>
        <CaseState state={of.state} />
        <span className="grow" />
        <RegisterSteps of={of} steps={stepsOf(of)} />
      </div>
      <div className="grid2 stack">
        <section className="card" aria-label="案情">
          <h2 style={{ fontSize: 18 }}>
            <span className="num">{of.number}</span> {of.accused}
          </h2>
          <p className="muted">涉嫌{of.chargeName}</p>
          <p className="prose">{of.facts || '没有写案情。'}</p>
          {of.hazard && (
            <div className="row">
              <span className="muted">来源隐患</span>
              <Link to={`/hazards/${of.hazard.id}` as '/'}>
                <span className="num">{of.hazard.number}</span> {of.hazard.title}
              </Link>
            </div>
          )}
        </section>
        <div className="card">
          <dl className="facts">
            {days
              .filter(([, day]) => day !== null)
              .map(([label, day]) => (
                <div key={label} style={{ display: 'contents' }}>
                  <dt>{label}</dt>
                  <dd className="num">{day}</dd>
                </div>
              ))}
          </dl>
          <RegisterTimeline route={contract.caseEvents} id={of.id} version={of.version} />
        </div>
      </div>
    </>
  );
}
