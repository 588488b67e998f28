import { Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { TIE_KINDS, type TieKind } from '../../../workers/contract/expert-words.ts';
import { answerMine } from '../../../workers/contract/my-expert.ts';
import { useCommand } from '../data.ts';
import type { Job } from './job-answer.tsx';

/** A conflict that came to light after the answer: out of the case from this moment on. */
export function JobRecuse({ of }: { of: Job }) {
  const [open, setOpen] = useState(false);
  const [kinds, setKinds] = useState<TieKind[]>([]);
  const [words, setWords] = useState('');
  const run = useCommand(answerMine, { done: '已申报回避', touches: ['myJobs.'], onDone: () => setOpen(false) });
  if (of.state !== 'accepted' || !of.actions.some((a) => a.action === 'recuse')) return null;
  return (
    <p style={{ marginTop: 16 }}>
      <Button type="link" onClick={() => setOpen(true)}>
        发现有利害关系，申报回避
      </Button>
      <Modal
        open={open}
        title="申报回避"
        okText="申报回避"
        okButtonProps={{ disabled: kinds.length === 0 }}
        confirmLoading={run.isPending}
        onCancel={() => setOpen(false)}
        onOk={() => {
          const ties = kinds.map((kind) => ({ kind, has: true }));
          run.mutate({ id: of.id, version: of.version, answer: 'recuse', statement: { ties, words } });
        }}
      >
        <p>申报后退出这次工作，不再看到案情。请勾选与受检单位的关系：</p>
        <Checkbox.Group<TieKind>
          value={kinds}
          onChange={setKinds}
          options={of.asked.map((kind) => ({ value: kind, label: TIE_KINDS[kind] }))}
        />
        <Input.TextArea
          style={{ marginTop: 12 }}
          rows={2}
          maxLength={500}
          value={words}
          onChange={(e) => setWords(e.target.value)}
          placeholder="具体情况（选填）"
          aria-label="具体情况"
        />
      </Modal>
    </p>
  );
}
