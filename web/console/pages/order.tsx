import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { order } from '../../../workers/contract/supervision.ts';
import { useRoute } from '../data.ts';
import { dayOf, timeOf } from '../format.ts';
import { downloadOfficial } from '../parts/official-doc.ts';
import { Fallible } from '../parts/states.tsx';
import { PaperClock, PaperFiles, PaperState, PaperTimeline, SubjectLine } from '../parts/supervision-bits.tsx';
import { type Order, orderDocument } from '../parts/supervision-documents.ts';
import { Paper, PaperPart } from '../parts/supervision-paper.tsx';
import { PaperSteps } from '../parts/supervision-steps.tsx';

/** One order as the paper it is, with its answer under it and what may be done beside it. */
export function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(order, { id });
  return <Fallible query={query}>{query.data && <Shown of={query.data} />}</Fallible>;
}

function Shown({ of }: { of: Order }) {
  const paper = orderDocument(of);
  const answered = of.answeredAt ? `${of.unitName}　${dayOf(of.answeredAt)}` : '';
  return (
    <>
      <div className="row no-print" style={{ marginBottom: 12 }}>
        <Link to={'/orders' as '/'}>‹ 全部督办单</Link>
        <PaperState kind="order" state={of.state} late={of.late} />
        <span className="grow" />
        <PaperSteps kind="order" of={of} />
        <Button onClick={() => void downloadOfficial(paper, `督办单${of.number ?? ''}.docx`)}>Word</Button>
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
          <PaperPart title="办理情况" words={of.answer} foot={answered} />
          <PaperPart title="审核意见" words={of.opinion} foot={of.finishedAt ? dayOf(of.finishedAt) : ''} />
        </Paper>
        <div className="card no-print">
          <dl className="facts">
            <dt>承办单位</dt>
            <dd>{of.unitName}</dd>
            <dt>事由</dt>
            <dd>
              <SubjectLine of={of.subject} drafted={of.state === 'drafted'} />
            </dd>
            <dt>来由</dt>
            <dd>{of.origin === 'ladder' ? '超期后系统按规则拟稿' : '安委办拟稿'}</dd>
            <dt>回复期限</dt>
            <dd className="num">{of.dueDay ?? '送达时确定'}</dd>
            <dt>签收</dt>
            <dd className="num">{of.receivedAt ? timeOf(of.receivedAt) : '未签收'}</dd>
          </dl>
          <PaperClock clock={of.clock} />
          <PaperFiles kind="order" of={of} />
          <PaperTimeline kind="order" id={of.id} version={of.version} />
        </div>
      </div>
    </>
  );
}
