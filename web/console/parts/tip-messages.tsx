import { useQueryClient } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { useEffect } from 'react';
import { desk, readMessages } from '../../../workers/contract/tip-desk.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import { call } from '../session.ts';
import { Failed } from './states.tsx';
import { Answer } from './tip-answer.tsx';
import { type Line, useConversation, useLines } from './tip-conversation.ts';
import { SealedFiles } from './tip-files.tsx';
import type { Sealed } from './tip-sealed.ts';

/** The conversation, opened here. Nobody but the reporter and this desk can read it. */
export function TipMessages({ tip, opened }: { tip: Sealed; opened: OpenedTip }) {
  const talk = useConversation(tip.id);
  const lines = useLines(tip, opened, talk.data);
  useRead(tip.id, lines.data);
  if (talk.error && !talk.data) return <Failed error={talk.error} retry={() => void talk.refetch()} />;
  return (
    <section className="card" aria-labelledby="talk" style={{ margin: 0 }}>
      <h2 id="talk">与举报人的往来消息</h2>
      {!lines.data ? (
        <Skeleton active />
      ) : (
        <>
          {lines.data.length === 0 && <p className="muted">还没有往来。举报人凭回执来看时，会看到您的询问和答复。</p>}
          <ol className="talk">
            {lines.data.map((line) => (
              <Said key={line.sealed.id} tip={tip} line={line} />
            ))}
          </ol>
        </>
      )}
      {talk.data && <Answer tip={tip} opened={opened} talk={talk.data} />}
    </section>
  );
}

function Said({ tip, line: { sealed, opened } }: { tip: Sealed; line: Line }) {
  const mine = sealed.sender === 'officer';
  return (
    <li className={mine ? 'talk-ours' : ''}>
      <div className="muted">
        {mine ? '我方' : '举报人'} · <span className="num">{sealed.day}</span>
        {sealed.kind === 'retaliation' && <span className="late">　■反映打击报复</span>}
      </div>
      {opened ? (
        <>
          <div className="talk-text">{opened.content.text}</div>
          <SealedFiles tip={tip} part={sealed.id} fileKey={opened.key} files={opened.content.files} label="消息附件" />
        </>
      ) : (
        <Alert type="error" showIcon title="这条消息打不开，或签名不符，未显示。请保留现场并报告管理员。" />
      )}
    </li>
  );
}

/** What is shown has been read: the mark goes, once. */
function useRead(id: string, lines: Line[] | undefined): void {
  const client = useQueryClient();
  const last = lines?.filter((l) => l.sealed.sender === 'reporter' && l.opened).at(-1)?.sealed.seq;
  useEffect(() => {
    if (last === undefined) return;
    call(readMessages, { id, seq: last }).then(
      () => client.invalidateQueries({ queryKey: [desk.id] }),
      // The mark stays and is tried again on the next visit.
      () => undefined,
    );
  }, [id, last, client]);
}
