import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import {
  acceptReport,
  CADENCES,
  periodWords,
  report,
  returnReport,
  submitReport,
  WORDS,
} from '../../../workers/contract/month.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { Figures } from '../parts/month-figures.tsx';
import { cellWords } from '../parts/month-matrix.tsx';
import { Fallible } from '../parts/states.tsx';
import { ReasonField } from '../parts/tip-reason.tsx';

type Report = ClientOutput<typeof report>;
const TOUCHES = ['reports.', 'month.', 'home', 'inbox'];

/** 一份月报: figures from the ledger, words from the unit. */
export function MonthReport() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(report, { id });
  return <Fallible query={query}>{query.data && <Page key={query.data.version} of={query.data} />}</Fallible>;
}

function Page({ of }: { of: Report }) {
  const may = (action: string) => of.actions.find((a) => a.action === action)?.allowed ?? false;
  const [word, kind] = cellWords(of);
  return (
    <>
      <p className="no-print">
        <Link to={'/month-reports' as '/'}>← 月报</Link>
      </p>
      <section className="card">
        <div className="row">
          <h2 className="grow" style={{ margin: 0 }}>
            {of.unitName} {periodWords(of.period)}
            {CADENCES[of.cadence]}
          </h2>
          <span className={`month-mark ${kind}`}>{word}</span>
        </div>
        <p className="muted">
          {of.dueDay} 前报送{of.basis && `（${of.basis}）`}
          {of.submittedAt && `；${of.submittedBy} ${timeOf(of.submittedAt)} 报送`}
          {of.decidedBy && `；${of.decidedBy} ${of.state === 'returned' ? '退回' : '认可'}`}
        </p>
        {of.state === 'returned' && <Alert type="warning" showIcon title={`退回补报：${of.reason}`} />}
        <Figures figures={of.figures} />
        <p className="muted">
          {of.frozen
            ? '数字为报送时的台账数字，已定格。'
            : '数字随台账更新，报送时定格；如有出入，请到任务、隐患中办理。'}
        </p>
      </section>
      <section className="card">
        <h2>文字情况</h2>
        {may('submit') ? <WordsForm of={of} /> : <Said of={of} />}
      </section>
      {(may('accept') || may('return')) && <Decide of={of} canAccept={may('accept')} />}
    </>
  );
}

function Said({ of }: { of: Report }) {
  if (of.words.did === '') return <p className="muted">还没有报送。</p>;
  return (
    <dl className="facts">
      {Object.entries(WORDS).map(([key, label]) => (
        <div key={key} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{of.words[key as keyof typeof WORDS] || '无'}</dd>
        </div>
      ))}
    </dl>
  );
}

function WordsForm({ of }: { of: Report }) {
  const run = useCommand(submitReport, { done: '已报送', touches: TOUCHES });
  return (
    <Form<Report['words']>
      layout="vertical"
      initialValues={of.words}
      onFinish={(words) => run.mutate({ id: of.id, version: of.version, words })}
    >
      {Object.entries(WORDS).map(([key, label]) => (
        <Form.Item
          key={key}
          name={key}
          label={label}
          rules={key === 'did' ? [{ required: true, min: 2, message: '请写明本期主要做法' }] : []}
        >
          <Input.TextArea autoSize={{ minRows: key === 'did' ? 4 : 2, maxRows: 14 }} maxLength={4000} />
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" loading={run.isPending}>
        {of.state === 'returned' ? '补报' : '报送'}
      </Button>
    </Form>
  );
}

function Decide({ of, canAccept }: { of: Report; canAccept: boolean }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const accept = useCommand(acceptReport, { done: '已认可', touches: TOUCHES });
  const back = useCommand(returnReport, { done: '已退回', touches: TOUCHES, onDone: () => setAsking(false) });
  const seen = { id: of.id, version: of.version };
  return (
    <div className="row no-print" style={{ marginTop: 16 }}>
      {canAccept && (
        <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate(seen)}>
          认可
        </Button>
      )}
      <Button onClick={() => setAsking(true)}>退回补报</Button>
      <Modal
        open={asking}
        title="退回补报"
        okText="退回补报"
        okButtonProps={{ disabled: reason.trim().length < 2, loading: back.isPending }}
        onOk={() => back.mutate({ ...seen, reason: reason.trim() })}
        onCancel={() => setAsking(false)}
      >
        <ReasonField label="退回理由（报送单位看到的就是这段话）" value={reason} onChange={setReason} />
      </Modal>
    </div>
  );
}
