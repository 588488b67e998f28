import { Link, useParams } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/accident-reviews.ts';
import {
  ACCIDENT_GRADES,
  CONCLUSIONS,
  MEASURE_VERDICTS,
  type MeasureVerdict,
} from '../../../workers/contract/register-words.ts';
import { TASK_STAGES, type TaskStage } from '../../../workers/contract/task-words.ts';
import { useRoute } from '../data.ts';
import { type Accident, AccidentEditor } from '../parts/accident-editor.tsx';
import { MeasuresEditor } from '../parts/accident-measures.tsx';
import { fileName, fileWord } from '../parts/file-name.ts';
import { EvaluateMeasure } from '../parts/measure-evaluate.tsx';
import { RegisterClock, RegisterSteps, RegisterTimeline, type Steps } from '../parts/register-steps.tsx';
import { Fallible } from '../parts/states.tsx';
import { download, saveAs } from '../session.ts';
import { AccidentState } from './accident-reviews.tsx';

type Measure = Accident['items'][number];
const COLOURS: Record<MeasureVerdict, string> = { done: 'green', partly: 'orange', not_done: 'red' };

/** One accident: what its report asked for, what became of it, and the conclusion. */
export function AccidentReviewPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(contract.accidentReview, { id });
  return <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>;
}

const stepsOf = (of: Accident): Steps => ({
  touches: ['accidentReviews.', 'plans.', 'tasks.'],
  first: of.items.length === 0 ? ['setMeasures'] : ['toTasks', 'conclude', 'publish'],
  routes: {
    toTasks: contract.measuresToTasks,
    conclude: contract.concludeAccident,
    reopen: contract.reopenAccident,
    publish: contract.publishAccident,
  },
  own: {
    edit: (close) => <AccidentEditor old={of} onClose={close} />,
    setMeasures: (close) => <MeasuresEditor of={of} onClose={close} />,
  },
});

function Shown({ of }: { of: Accident }) {
  const [judging, setJudging] = useState<Measure>();
  const judges = of.actions.some((a) => a.action === 'evaluate' && a.allowed);
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Link to={'/accident-reviews' as '/'}>‹ 事故整改评估</Link>
        <AccidentState of={of} />
        <span className="grow" />
        <RegisterSteps of={of} steps={stepsOf(of)} />
        <Button
          onClick={() => void saveAs(download(contract.exportAccident, { id: of.id }), `${of.title}整改评估表.xlsx`)}
        >
          导出 Excel
        </Button>
      </div>
      <div className="grid2 stack">
        <section className="card" aria-label="整改措施">
          <h2 style={{ fontSize: 18 }}>{of.title}</h2>
          <div className="row" style={{ marginBottom: 8 }}>
            <span className="muted">
              共 {of.measures} 项措施，已评估 {of.evaluated} 项
            </span>
            <span className="grow" />
            {of.planId && <Link to={`/plans/${of.planId}` as '/'}>整改任务计划</Link>}
          </div>
          {of.items.length === 0 && <p className="muted">还没有录入整改措施。</p>}
          <ol className="rows">
            {of.items.map((m, i) => (
              <MeasureLine key={m.id} no={i + 1} measure={m} {...(judges ? { onJudge: () => setJudging(m) } : {})} />
            ))}
          </ol>
          {of.words && (
            <>
              <h2 style={{ fontSize: 15 }}>评估结论：{of.conclusion && CONCLUSIONS[of.conclusion]}</h2>
              <p className="prose">{of.words}</p>
            </>
          )}
        </section>
        <div className="card">
          <dl className="facts">
            <dt>事故</dt>
            <dd className="num">
              {of.accidentDay} {ACCIDENT_GRADES[of.grade]}
            </dd>
            <dt>报告批复</dt>
            <dd className="num">
              {of.approvedOn} {of.docNo}
            </dd>
            <dt>评估期限</dt>
            <dd>
              <RegisterClock clock={of.clock} />
            </dd>
            <dt>向社会公开</dt>
            <dd className="num">{of.publishedOn ?? '未公开'}</dd>
          </dl>
          <RegisterTimeline route={contract.accidentEvents} id={of.id} version={of.version} />
        </div>
      </div>
      {judging && <EvaluateMeasure measure={judging} version={of.version} onClose={() => setJudging(undefined)} />}
    </>
  );
}

function MeasureLine({ no, measure: m, onJudge }: { no: number; measure: Measure; onJudge?: () => void }) {
  const word = m.mediaType?.startsWith('image/') ? '图片' : fileWord(m.mediaType ?? '');
  return (
    <li>
      <div className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
        <span className="num muted">{no}</span>
        <div className="grow">
          <div>{m.words}</div>
          <div className="row muted">
            <span>{m.unit || '未定责任单位'}</span>
            {m.dueDay && <span className="num">{m.dueDay} 前</span>}
            {m.taskId && (
              <Link to={`/tasks/${m.taskId}` as '/'}>任务{m.stage && `：${TASK_STAGES[m.stage as TaskStage]}`}</Link>
            )}
          </div>
          {m.verdict && (
            <div>
              <Tag color={COLOURS[m.verdict]}>{MEASURE_VERDICTS[m.verdict]}</Tag> {m.evaluation}
              {m.mediaType && (
                <Button
                  type="link"
                  size="small"
                  onClick={() =>
                    void saveAs(
                      download(contract.measureFile, { id: m.id }),
                      fileName(`措施${no}佐证`, m.mediaType ?? ''),
                    )
                  }
                >
                  佐证材料（{word}）
                </Button>
              )}
            </div>
          )}
        </div>
        {onJudge && (
          <Button size="small" onClick={onJudge}>
            {m.verdict ? '修改' : '评估'}
          </Button>
        )}
      </div>
    </li>
  );
}
