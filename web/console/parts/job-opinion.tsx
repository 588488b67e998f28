import { Link } from '@tanstack/react-router';
import { Alert, Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { saveOpinion, signOpinion } from '../../../workers/contract/my-expert.ts';
import { useCommand } from '../data.ts';
import { timeOf } from '../format.ts';
import { call } from '../session.ts';
import { useKept } from './check-draft.ts';
import type { Job } from './job-answer.tsx';
import { useRefusal } from './use-refusal.ts';

const PAUSE_MS = 1500;
const WORDS = { saved: '已自动保存', typing: '正在输入', offline: '网络不通，文字留在本机' } as const;

/** The opinion while it is written, and how it stands once it is signed. */
export function JobOpinion({ of }: { of: Job }) {
  const { job } = of;
  if (!job) return null;
  if (job.opinionHash) {
    return (
      <section className="card" aria-labelledby="opinion">
        <h2 id="opinion">专家意见</h2>
        <p className="eng-words">{job.opinion}</p>
        <p className="muted">
          <span className="num">{job.signedAt && timeOf(job.signedAt)}</span> 已签署，不能再改。
        </p>
        <Link to={`/my-expert/${of.id}/opinion` as '/'}>查看、核对和打印</Link>
      </section>
    );
  }
  if (of.engagementState !== 'under_way') {
    return of.state === 'accepted' ? (
      <section className="card">
        <h2>专家意见</h2>
        <p className="muted">检查开始后在这里登记隐患、撰写并签署意见。</p>
      </section>
    ) : null;
  }
  return <Writing key={of.id} of={of} start={job.opinion} />;
}

function Writing({ of, start }: { of: Job; start: string }) {
  // What this browser kept is newer than what the server has: it is forgotten as soon as that was saved.
  const [words, keep, forget] = useKept(`opinion.${of.id}`, start);
  const [saving, setSaving] = useState<keyof typeof WORDS>('saved');
  const [signing, setSigning] = useState(false);
  const { refusal, setRefusal, refused } = useRefusal();
  const { id } = of;
  useEffect(() => {
    if (saving !== 'typing') return;
    const timer = setTimeout(() => {
      call(saveOpinion, { id, opinion: words }).then(
        () => {
          forget();
          setSaving('saved');
        },
        () => setSaving('offline'),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, saving, id, forget]);
  const sign = useCommand(signOpinion, {
    done: '已签署',
    touches: ['myJobs.'],
    onDone: () => {
      forget();
      setSigning(false);
    },
    onRefused: refused,
  });
  return (
    <section className="card" aria-labelledby="opinion">
      <h2 id="opinion">专家意见</h2>
      {of.reason && <Alert style={{ marginBottom: 12 }} type="warning" showIcon title={`退回补充：${of.reason}`} />}
      <Input.TextArea
        rows={8}
        maxLength={20_000}
        value={words}
        aria-label="专家意见"
        placeholder="检查情况、发现的主要问题、风险判断、整改建议和依据"
        onChange={(e) => {
          keep(e.target.value);
          setSaving('typing');
        }}
      />
      <div className="row" style={{ marginTop: 8 }}>
        <span className={saving === 'offline' ? 'soon' : 'muted'} role={saving === 'offline' ? 'status' : undefined}>
          {WORDS[saving]}
        </span>
        <span className="grow" />
        <Button type="primary" size="large" disabled={words.trim().length < 10} onClick={() => setSigning(true)}>
          签署意见
        </Button>
      </div>
      <Modal
        open={signing}
        title="签署专家意见"
        okText="确认签署"
        confirmLoading={sign.isPending}
        onCancel={() => setSigning(false)}
        onOk={() => {
          setRefusal('');
          sign.mutate({ id, version: of.version, opinion: words });
        }}
      >
        <p>签署后文字不能再改，任何人都可以核对签名。请确认意见由本人作出，并对其负责。</p>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Modal>
    </section>
  );
}
