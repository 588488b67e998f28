import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { noticeOne } from '../../../workers/contract/notice-desk.ts';
import { ago } from '../format.ts';
import { call } from '../session.ts';
import type { Desk } from './notice-desk.ts';

const WORDS: Record<Desk['saving'], string> = {
  saved: '已自动保存',
  dirty: '有改动，马上保存',
  saving: '正在保存',
  offline: '网络不通，改动存在本机，连上后自动保存',
  conflict: '有人先改过，尚未保存',
  refused: '没有保存成功',
};

/** Where the draft is. Spoken by screen readers only when it goes wrong. */
export function SavingState({ desk }: { desk: Desk }) {
  if (desk.locked) return null;
  const bad = ['offline', 'conflict', 'refused'].includes(desk.saving);
  return (
    <span className={bad ? 'soon' : 'muted'} role={bad ? 'status' : undefined} data-saving={desk.saving}>
      {WORDS[desk.saving]}
    </span>
  );
}

/** Two people on one notice: whose version stands is for the person to say; neither is lost. */
export function Conflict({ desk }: { desk: Desk }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [who, setWho] = useState('');
  const { saving } = desk;
  const { id } = desk.view;
  useEffect(() => {
    if (saving !== 'conflict') return;
    call(noticeOne, { id }).then(
      ({ savedBy, updatedAt }) => setWho(`${savedBy}${ago(updatedAt)}`),
      // Who it was is only a comfort.
      () => setWho(''),
    );
  }, [saving, id]);
  if (desk.saving === 'refused')
    return <Alert type="error" showIcon className="nt-alert" title={desk.why} role="alert" />;
  if (desk.saving !== 'conflict') return null;
  const settle = async (which: 'mine' | 'theirs') => {
    setBusy(true);
    setTrouble('');
    try {
      const server = await call(noticeOne, { id: desk.view.id });
      if (server.state === 'reviewing') desk.keeper.settle(which, server);
      else setTrouble('这份通知已经确认或作废，不能再改。请刷新页面查看；您的改动仍留在本机。');
    } catch {
      setTrouble('没有取到最新情况，请稍后再试。您的改动仍留在本机。');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="nt-alert"
      title={`${who || '有人'}已经改过这份通知，您的改动还没有保存，都留在这里。`}
      description={
        <>
          <p>{trouble || '用我的：覆盖对方的改动。用对方的：换成最新内容，您的改动可以用“撤销”找回。'}</p>
          <span className="row">
            <Button size="small" loading={busy} onClick={() => void settle('mine')}>
              用我的
            </Button>
            <Button size="small" loading={busy} onClick={() => void settle('theirs')}>
              用对方的
            </Button>
          </span>
        </>
      }
    />
  );
}
