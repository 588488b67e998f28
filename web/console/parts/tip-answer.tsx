import { Link } from '@tanstack/react-router';
import { Alert, Button, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { answer, questions } from '../../../workers/contract/tip-desk.ts';
import { MESSAGE_TEXT_MAX, type MessageDraft, newMessageDraft } from '../../../workers/protocol/messages.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import { useCommand, useRoute } from '../data.ts';
import { useMe } from './person.ts';
import { AnswerFiles, type AttachedFile } from './tip-answer-files.tsx';
import { type AnswerInput, type Conversation, sealAnswer } from './tip-conversation.ts';
import { FindingList, useFindings } from './tip-findings.tsx';
import type { Sealed } from './tip-sealed.ts';
import { useVault } from './vault.ts';

/** Asks or answers. A question from the list gives nobody away; free words are checked like a brief. */
export function Answer({ tip, opened, talk }: { tip: Sealed; opened: OpenedTip; talk: Conversation }) {
  const me = useMe();
  const vault = useVault();
  const list = useRoute(questions, {});
  const [text, setText] = useState('');
  const [question, setQuestion] = useState('');
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [draft, setDraft] = useState<MessageDraft>(() => newMessageDraft(crypto.randomUUID()));
  const [problem, setProblem] = useState('');
  // Sealed once: what goes again after a lost answer is the same message, not a second one.
  const ready = useRef<{ of: string; input: AnswerInput } | undefined>(undefined);
  const template = list.data?.items.find((q) => q.key === question);
  // 我们 in an answer is the office.
  const found = useFindings(template?.text === text ? '' : text, opened.content, 'no_only_i_knew');
  // The first answer ends the limit that a report of retaliation started: the page has to hear of it.
  const awaited = tip.clocks.some((c) => c.kind === 'retaliation' && !c.stopped);
  const send = useCommand(answer, {
    done: '已发出，举报人下次凭回执来看时能读到',
    touches: awaited ? ['tips.messages', 'tips.open'] : ['tips.messages'],
    onDone: () => {
      ready.current = undefined;
      setText('');
      setQuestion('');
      setFiles([]);
      setDraft(newMessageDraft(crypto.randomUUID()));
    },
  });
  if (!talk.me) {
    return (
      <Alert
        type="warning"
        showIcon
        title="还不能答复：您的签名钥匙没有登记"
        description={
          <>
            请保管根密钥的同事在<Link to="/tip-keys">举报密钥</Link>页为您登记，举报人才能确认答复来自本单位。
          </>
        }
      />
    );
  }
  const submit = async () => {
    setProblem('');
    const of = JSON.stringify([text, question, files.map((f) => f.manifest.id)]);
    let own = draft;
    if (ready.current && ready.current.of !== of) {
      // Sealed already: other words under the same key would give both away, and the photos lie under that key.
      ready.current = undefined;
      own = newMessageDraft(crypto.randomUUID());
      setDraft(own);
      if (files.length > 0) {
        setFiles([]);
        setProblem('上一次没有确认发出，改过的要作为新的一条：请重新附上照片，再发一次。');
        return;
      }
    }
    try {
      if (!ready.current) {
        const content = {
          text: text.trim(),
          question: template?.text === text ? question : '',
          files: files.map((f) => f.manifest),
        };
        const claims = files.map(({ manifest, uploadToken }) => ({ id: manifest.id, uploadToken }));
        const input = await sealAnswer(vault!, me.tenant.no, tip, opened, talk, own, content, claims);
        ready.current = { of, input };
      }
      send.mutate(ready.current.input);
    } catch (error) {
      setProblem(
        error instanceof RangeError ? '太长了，请分成两条。' : '岗位密钥与本地区签名链对不上，没有发出。请报告管理员。',
      );
    }
  };
  return (
    <div style={{ marginTop: 12 }}>
      <Select
        aria-label="询问模板"
        placeholder="从模板选一个问题"
        style={{ width: '100%', marginBottom: 8 }}
        value={question || null}
        onChange={(key: string) => {
          setQuestion(key);
          setText(list.data!.items.find((q) => q.key === key)!.text);
        }}
        options={list.data?.items.map((q) => ({ value: q.key, label: q.text }))}
      />
      <Input.TextArea
        aria-label="答复或询问"
        placeholder="写给举报人的话。不要写出会暴露其身份的内容：回执可能被别人看到。"
        rows={4}
        maxLength={MESSAGE_TEXT_MAX}
        showCount
        // Room for the count, which hangs below the field.
        style={{ marginBottom: 24 }}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <FindingList typed={text} found={found} />
      <AnswerFiles tip={tip} draft={draft} files={files} onChange={setFiles} />
      {problem && <Alert type="error" showIcon role="alert" title={problem} style={{ marginTop: 8 }} />}
      <div className="row" style={{ marginTop: 8 }}>
        <span className="grow muted">在本机加密并用您的钥匙签名后发出。</span>
        <Button
          type="primary"
          loading={send.isPending}
          disabled={text.trim() === '' || found.open.length > 0 || !vault}
          onClick={() => void submit()}
        >
          加密发出
        </Button>
      </div>
    </div>
  );
}
