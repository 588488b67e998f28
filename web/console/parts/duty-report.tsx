import { Button, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/duties.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand } from '../data.ts';
import { timeOf } from '../format.ts';
import { useCan } from './person.ts';

type Row = ClientOutput<typeof contract.dutyReports>['items'][number];
const TOUCHES = ['dutyReports'];

/** One report: written by its unit, judged by the office. */
export function DutyReport({ row: r, onClose }: { row: Row; onClose: () => void }) {
  const can = useCan();
  const [words, setWords] = useState(r.words);
  const [score, setScore] = useState<number | null>(r.score);
  const [comment, setComment] = useState(r.comment);
  const submit = useCommand(contract.submitReport, { done: '已提交', touches: TOUCHES, onDone: onClose });
  const judge = useCommand(contract.scoreReport, { done: '已评议', touches: TOUCHES, onDone: onClose });
  const writes = r.mine && r.state !== 'scored' && can('duty.do');
  const judges = can('committee.manage') && r.state !== 'scheduled' && !r.mine;
  const seen = { id: r.id, version: r.version };
  return (
    <Modal open width={720} title={`${r.unit} ${r.year} 年述职报告`} onCancel={onClose} footer={null}>
      {writes ? (
        <>
          <Input.TextArea
            autoSize={{ minRows: 10, maxRows: 24 }}
            maxLength={10_000}
            placeholder={'一、履职情况\n二、存在问题\n三、下一步打算'}
            value={words}
            onChange={(e) => setWords(e.target.value)}
            aria-label="述职报告"
          />
          <Button
            type="primary"
            style={{ marginTop: 8 }}
            loading={submit.isPending}
            disabled={words.trim().length < 10}
            onClick={() => submit.mutate({ ...seen, words })}
          >
            {r.state === 'submitted' ? '重新提交' : '提交'}
          </Button>
        </>
      ) : (
        <p className="prose">{r.words || '还没有提交。'}</p>
      )}
      {r.submittedAt && <p className="muted">提交时间：{timeOf(r.submittedAt)}</p>}
      {r.state === 'scored' && (
        <p>
          评议：{r.score} 分。{r.comment}
        </p>
      )}
      {judges && (
        <div className="row">
          <InputNumber min={0} max={100} value={score} onChange={setScore} placeholder="得分" aria-label="得分" />
          <Input
            className="grow"
            value={comment}
            maxLength={1000}
            placeholder="评语"
            onChange={(e) => setComment(e.target.value)}
            aria-label="评语"
          />
          <Button
            type="primary"
            loading={judge.isPending}
            disabled={score === null || comment.trim().length < 2}
            onClick={() => judge.mutate({ ...seen, score: score ?? 0, comment })}
          >
            评议
          </Button>
        </div>
      )}
    </Modal>
  );
}
