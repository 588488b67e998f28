import { Alert, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { TIE_KINDS, type TieKind } from '../../../workers/contract/expert-words.ts';
import { answerMine, type myJob } from '../../../workers/contract/my-expert.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { useRefusal } from './use-refusal.ts';

export type Job = ClientOutput<typeof myJob>;

/** The conflict statement and the answer. It comes before the case is shown: that is said here. */
export function JobAnswer({ of }: { of: Job }) {
  const [ties, setTies] = useState<Partial<Record<TieKind, boolean>>>({});
  const [words, setWords] = useState('');
  const { refusal, setRefusal, refused } = useRefusal();
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const run = useCommand(answerMine, {
    done: '已答复',
    touches: ['myJobs.', 'inbox'],
    onRefused: refused,
  });
  const answered = of.asked.every((kind) => ties[kind] !== undefined);
  const has = of.asked.some((kind) => ties[kind]);
  const send = (answer: 'accept' | 'decline' | 'recuse') => {
    setRefusal('');
    const said = of.asked.flatMap((kind) => (ties[kind] === undefined ? [] : [{ kind, has: ties[kind] }]));
    const statement = answer === 'decline' ? undefined : { ties: said, words };
    run.mutate({ id: of.id, version: of.version, answer, statement, reason });
  };
  return (
    <section className="card" aria-labelledby="statement">
      <h2 id="statement">利益冲突声明</h2>
      <p className="muted">先声明，后看案情。请就本人及近亲属与“{of.enterprise}”的关系逐项如实作答，声明记入档案。</p>
      <fieldset className="eng-ties">
        {of.asked.map((kind) => (
          <div className="eng-tie" key={kind}>
            <span id={`tie-${kind}`}>{TIE_KINDS[kind]}</span>
            <Radio.Group
              aria-labelledby={`tie-${kind}`}
              value={ties[kind]}
              onChange={(e) => setTies({ ...ties, [kind]: e.target.value as boolean })}
              options={[
                { value: false, label: '没有' },
                { value: true, label: '有' },
              ]}
            />
          </div>
        ))}
      </fieldset>
      <Input.TextArea
        rows={2}
        maxLength={500}
        value={words}
        onChange={(e) => setWords(e.target.value)}
        placeholder="需要说明的其他情况（选填）"
        aria-label="需要说明的其他情况"
      />
      {has && (
        <Alert style={{ marginTop: 12 }} type="warning" showIcon title="有利害关系的应当回避，不影响今后的工作。" />
      )}
      {refusal && <Alert style={{ marginTop: 12 }} type="error" showIcon role="alert" title={refusal} />}
      <div className="row" style={{ marginTop: 12 }}>
        {has ? (
          <Button type="primary" size="large" loading={run.isPending} onClick={() => send('recuse')}>
            申报回避
          </Button>
        ) : (
          <Button
            type="primary"
            size="large"
            disabled={!answered}
            loading={run.isPending}
            onClick={() => send('accept')}
          >
            签署声明并接受
          </Button>
        )}
        <Button size="large" onClick={() => setDeclining(true)}>
          谢绝
        </Button>
      </div>
      <Modal
        open={declining}
        title="谢绝这次邀请"
        okText="谢绝"
        confirmLoading={run.isPending}
        onCancel={() => setDeclining(false)}
        onOk={() => send('decline')}
      >
        <Input.TextArea
          rows={3}
          maxLength={300}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
          placeholder="原因（选填）"
          aria-label="谢绝的原因"
        />
      </Modal>
    </section>
  );
}
