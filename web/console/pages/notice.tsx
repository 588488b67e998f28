import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Button, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { discardNotice, noticeOne } from '../../../workers/contract/notice-desk.ts';
import { useCommand, useRoute } from '../data.ts';
import { Hint } from '../parts/notice-bits.tsx';
import { ConfirmNotice } from '../parts/notice-confirm.tsx';
import { type Desk, type NoticeView, useNoticeDesk } from '../parts/notice-desk.ts';
import { progressOf } from '../parts/notice-draft.ts';
import { NoticeHead, YearShift } from '../parts/notice-head.tsx';
import { KEYS, useKeys } from '../parts/notice-keys.ts';
import { NoticeNames } from '../parts/notice-names.tsx';
import { Conflict, SavingState } from '../parts/notice-saving.tsx';
import { NoticeTasks } from '../parts/notice-tasks.tsx';
import { NoticeText } from '../parts/notice-text.tsx';
import { useVerbs } from '../parts/notice-verbs.ts';
import { Fallible } from '../parts/states.tsx';

/** A notice on the left, the tasks read from it on the right: looked through, put right, confirmed. */
export function NoticePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(noticeOne, { id });
  const view = query.data?.id === id ? query.data : undefined;
  return <Fallible query={query}>{view && <Review key={`${id}${view.state}`} view={view} />}</Fallible>;
}

function Review({ view }: { view: NoticeView }) {
  const desk = useNoticeDesk(view);
  const verbs = useVerbs(desk);
  const [open, setOpen] = useState<'confirm' | 'help'>();
  useKeys(
    desk,
    verbs,
    () => setOpen('confirm'),
    () => setOpen('help'),
  );
  const { checked, total } = progressOf(desk.draft);
  return (
    <div className="nt-page">
      <div className="nt-bar">
        <NoticeHead desk={desk} />
        <div className="nt-tools">
          <span className="nt-progress num" role="status" aria-label="核对进度">
            <progress value={checked} max={Math.max(1, total)} aria-hidden /> {checked}/{total} 已核对
          </span>
          <SavingState desk={desk} />
          <span className="grow" />
          {!desk.locked && <Tools desk={desk} onHelp={() => setOpen('help')} onConfirm={() => setOpen('confirm')} />}
        </div>
      </div>
      <Settled view={view} />
      <Conflict desk={desk} />
      <YearShift desk={desk} />
      <div className="nt-body">
        <NoticeText desk={desk} />
        <div className="nt-list">
          <NoticeNames desk={desk} />
          <NoticeTasks desk={desk} verbs={verbs} />
          {!desk.locked && (
            <Button block type="primary" className="nt-phone" onClick={() => setOpen('confirm')}>
              核对完了，生成任务
            </Button>
          )}
        </div>
      </div>
      {open === 'confirm' && <ConfirmNotice desk={desk} onClose={() => setOpen(undefined)} />}
      {open === 'help' && <Help onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function Tools({ desk, onHelp, onConfirm }: { desk: Desk; onHelp: () => void; onConfirm: () => void }) {
  const navigate = useNavigate();
  const discard = useCommand(discardNotice, {
    done: '已作废',
    touches: ['notices.'],
    onDone: () => void navigate({ to: '/notices' }),
  });
  const away = async () => {
    if (await desk.keeper.flush()) discard.mutate({ id: desk.view.id, version: desk.keeper.version });
  };
  return (
    <>
      <Button size="small" disabled={!desk.undoable} onClick={() => desk.keeper.undo()}>
        撤销
      </Button>
      <Button size="small" className="nt-hint" onClick={onHelp}>
        快捷键 (?)
      </Button>
      <Popconfirm
        title="作废这份通知？"
        description="不会生成任务，原文留在“读通知”的作废里。"
        okText="作废"
        cancelText="不"
        onConfirm={() => void away()}
      >
        <Button size="small" danger>
          作废
        </Button>
      </Popconfirm>
      <Button type="primary" onClick={onConfirm}>
        确认，生成任务
        <Hint keys="Ctrl+Enter" />
      </Button>
    </>
  );
}

function Settled({ view }: { view: NoticeView }) {
  if (view.state === 'discarded') return <Alert showIcon className="nt-alert" type="info" title="这份通知已作废。" />;
  if (view.state !== 'confirmed' || view.planId === null) return null;
  return (
    <Alert
      showIcon
      type="info"
      className="nt-alert"
      title="已生成任务计划，这里只供对照原文。"
      action={<Link to={`/plans/${view.planId}` as never}>去看任务计划</Link>}
    />
  );
}

function Help({ onClose }: { onClose: () => void }) {
  return (
    <Modal open title="快捷键" footer={null} onCancel={onClose}>
      <dl className="facts nt-keys">
        {KEYS.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
