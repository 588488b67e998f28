import { Link } from '@tanstack/react-router';
import { Alert, Button, Input, Modal, Progress, Radio, Tag } from 'antd';
import { useState } from 'react';
import { RECHECK_RESULTS, type RecheckResult } from '../../../workers/contract/check-words.ts';
import { judgeRecheck, recheckLines } from '../../../workers/contract/checks.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { CheckPictures } from './check-bits.tsx';
import type { Check } from './check-draft.ts';
import { Uploader } from './uploader.tsx';
import { useRefusal } from './use-refusal.ts';

type Line = ClientOutput<typeof recheckLines>['items'][number];

/** 回头看: the sample in the order of its draw, each line to be judged; how far, and how many came back. */
export function RecheckLines({ of }: { of: Check }) {
  const pages = usePages(recheckLines, { id: of.id, limit: 50 } as never);
  const [judging, setJudging] = useState<Line>();
  const may = of.actions.some((a) => a.action === 'judge' && a.allowed);
  const share = of.sampled > 0 ? Math.round((of.judged / of.sampled) * 100) : 0;
  const back = of.judged > 0 ? Math.round((of.reopened / of.judged) * 1000) / 10 : 0;
  return (
    <section className="card" aria-label="回头看样本">
      <h2>
        已复查 {of.judged}/{of.sampled}，反弹 {of.reopened} 条{of.judged > 0 && `（反弹率 ${back}%）`}
      </h2>
      <div className="check-meter">
        <Progress percent={share} aria-label="复查进度" />
      </div>
      <ol className="rows">
        {(pages.items as Line[]).map((line) => (
          <li key={line.hazardId}>
            <div className="row">
              <span className="num muted">{line.rank}.</span>
              <Link to={`/hazards/${line.hazardId}` as '/'}>
                {line.number} {line.title}
              </Link>
              {line.result && <Tag color={line.result === 'ok' ? 'green' : 'red'}>{RECHECK_RESULTS[line.result]}</Tag>}
              <span className="grow" />
              {may && line.result === null && <Button onClick={() => setJudging(line)}>记录结果</Button>}
            </div>
            <div className="muted">{[line.enterprise, line.address].filter(Boolean).join(' · ')}</div>
            {line.words && (
              <div>
                {line.words} <span className="muted">{line.judgedBy}</span>
              </div>
            )}
            <CheckPictures id={of.id} photos={line.photo ? [line.photo] : []} about={`${line.number} 照片`} />
          </li>
        ))}
      </ol>
      {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>再看一页</Button>}
      {judging && <Judge of={of} line={judging} onClose={() => setJudging(undefined)} />}
    </section>
  );
}

function Judge({ of, line, onClose }: { of: Check; line: Line; onClose: () => void }) {
  const [result, setResult] = useState<RecheckResult>();
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<string[]>([]);
  const { refusal, refused } = useRefusal();
  const run = useCommand(judgeRecheck, {
    done: '已记录',
    touches: ['checks.', 'rechecks.', 'hazards.'],
    onDone: onClose,
    onRefused: refused,
  });
  const ready = result !== undefined && words.trim().length >= 2;
  const submit = () => {
    if (!result) return;
    const blobId = photos[0] ?? null;
    run.mutate({ id: of.id, version: of.version, hazardId: line.hazardId, result, words, blobId });
  };
  return (
    <Modal
      open
      title={`${line.number} ${line.title}`}
      okText="记录"
      okButtonProps={{ disabled: !ready }}
      confirmLoading={run.isPending}
      onOk={submit}
      onCancel={onClose}
      maskClosable={false}
    >
      <Radio.Group
        className="check-answers"
        optionType="button"
        buttonStyle="solid"
        size="large"
        aria-label="结果"
        style={{ gridTemplateColumns: '1fr 1fr' }}
        value={result}
        onChange={(e) => setResult(e.target.value as RecheckResult)}
        options={Object.entries(RECHECK_RESULTS).map(([value, label]) => ({ value, label }))}
      />
      {result === 'reopened' && (
        <Alert style={{ marginTop: 12 }} type="warning" showIcon title="这条隐患会重新打开，退回安委办重新交办。" />
      )}
      <Input.TextArea
        style={{ margin: '12px 0' }}
        aria-label="现场情况"
        placeholder="现场情况"
        rows={3}
        maxLength={500}
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      <Uploader label="拍照" max={1} value={photos} onChange={setPhotos} />
      {refusal && <Alert style={{ marginTop: 12 }} type="error" showIcon role="alert" title={refusal} />}
    </Modal>
  );
}
