import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Tag } from 'antd';
import { summons } from '../../../workers/contract/summonses.ts';
import { SUMMONS_CAUSES } from '../../../workers/contract/supervision-words.ts';
import { useRoute } from '../data.ts';
import { dayOf, timeOf } from '../format.ts';
import { downloadOfficial } from '../parts/official-doc.ts';
import { Fallible } from '../parts/states.tsx';
import { PaperFiles, PaperState, PaperTimeline, SubjectLine } from '../parts/supervision-bits.tsx';
import { type Summons, summonsDocument } from '../parts/supervision-documents.ts';
import { Paper, PaperPart } from '../parts/supervision-paper.tsx';
import { PaperSteps } from '../parts/supervision-steps.tsx';

/** One summons: the notice, the minutes and the report under it, and the month that runs. */
export function SummonsPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(summons, { id });
  return <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>;
}

function Shown({ of }: { of: Summons }) {
  const paper = summonsDocument(of);
  return (
    <>
      <div className="row no-print" style={{ marginBottom: 12 }}>
        <Link to={'/summonses' as '/'}>‹ 全部约谈</Link>
        <PaperState kind="summons" state={of.state} late={of.late} />
        <span className="grow" />
        <PaperSteps kind="summons" of={of} />
        <Button onClick={() => void downloadOfficial(paper, `约谈通知书${of.number ?? ''}.docx`)}>Word</Button>
        <Button onClick={() => print()}>打印</Button>
      </div>
      {of.state === 'returned' && (
        <Alert
          className="no-print"
          style={{ marginBottom: 12 }}
          type="warning"
          showIcon
          title={`退回重报：${of.reason}`}
        />
      )}
      {of.state === 'withdrawn' && (
        <Alert style={{ marginBottom: 12 }} type="info" showIcon title={`已撤回：${of.reason}`} />
      )}
      <div className="paper-page">
        <Paper document={paper}>
          <PaperPart title="约谈纪要" words={of.minutes} foot={of.minutes && of.talkDay ? of.talkDay : ''} />
          <PaperPart
            title="整改报告"
            words={of.report}
            foot={of.reportedAt ? `${of.unitName}　${dayOf(of.reportedAt)}` : ''}
          />
          <PaperPart title="核查意见" words={of.opinion} foot={of.finishedAt ? dayOf(of.finishedAt) : ''} />
        </Paper>
        <div className="card no-print">
          <Facts of={of} />
          <PaperFiles kind="summons" of={of} />
          <PaperTimeline kind="summons" id={of.id} version={of.version} />
        </div>
      </div>
    </>
  );
}

function Facts({ of }: { of: Summons }) {
  const { rule } = of;
  const counted = rule.from === 'bulletin' ? '通报之日' : '约谈之日';
  return (
    <dl className="facts">
      <dt>对象</dt>
      <dd>
        {of.unitName} {of.who}
      </dd>
      <dt>事由</dt>
      <dd>
        {SUMMONS_CAUSES[of.cause]} {of.subject && <SubjectLine of={of.subject} drafted={of.state === 'drafted'} />}
      </dd>
      <dt>约谈</dt>
      <dd className="num">{of.talkDay ? `${of.talkDay} ${of.talkTime} ${of.talkPlace}` : '未定'}</dd>
      <dt>签收通知</dt>
      <dd className="num">{of.receivedAt ? timeOf(of.receivedAt) : '未签收'}</dd>
      <dt>报告期限</dt>
      <dd className="num">
        {of.reportDueDay ?? '约谈后开始计算'}
        <div className="muted">
          {rule.months > 0 ? `自${counted}起 ${rule.months} 个月` : '按时限规则'}
          {rule.basis && `，依据：${rule.basis}`}
          {rule.basis && !rule.checked && (
            <Tag color="orange" style={{ marginLeft: 6 }}>
              待核实
            </Tag>
          )}
        </div>
      </dd>
    </dl>
  );
}
