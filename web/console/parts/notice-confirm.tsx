import { useNavigate } from '@tanstack/react-router';
import { Alert, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { confirmNotice } from '../../../workers/contract/notice-desk.ts';
import { useCommand } from '../data.ts';
import type { Desk } from './notice-desk.ts';
import { progressOf } from './notice-draft.ts';

/** What will come of it, before it is done: then the plan's page. */
export function ConfirmNotice({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const navigate = useNavigate();
  const [refused, setRefused] = useState<{ path: string; message: string }[]>([]);
  const [busy, setBusy] = useState(false);
  const [remember, setRemember] = useState(true);
  const settled = desk.draft.names.filter((n) => n.unitIds.length === 1 && !n.ignored).length;
  const confirm = useCommand(confirmNotice, {
    done: '任务计划已生成，任务都是草稿',
    touches: ['notices.', 'plans.', 'tasks.'],
    onDone: ({ planId }) => void navigate({ to: `/plans/${planId}` as never }),
    onRefused: (error) => {
      setRefused(error.fields.length > 0 ? [...error.fields] : [{ path: '', message: error.message }]);
      return true;
    },
  });
  const { items } = desk.draft;
  const { included } = progressOf(desk.draft);
  const taken = items.filter((item) => item.include);
  const blocked = desk.open.length > 0 || included === 0;
  const run = async () => {
    if (blocked || busy || confirm.isPending) return;
    setBusy(true);
    setRefused([]);
    const saved = await desk.keeper.flush();
    setBusy(false);
    if (saved) confirm.mutate({ id: desk.view.id, version: desk.keeper.version, remember });
    else setRefused([{ path: '', message: '改动还没有保存上，请看页面上方的提示。' }]);
  };
  const notes = [
    [taken.filter((item) => !item.checked).length, '项还没有核对'],
    [taken.filter((item) => item.units.length === 0).length, '项没有责任单位，交办前要补上'],
    [taken.filter((item) => item.kind === 'once' && item.dueDay === null).length, '项没有期限'],
    [items.length - included, '项不建'],
  ] as const;
  const goTo = (path: string) => {
    const key = /^items\.([^.]+)\./.exec(path)?.[1];
    if (key) desk.setActive(key);
    onClose();
  };
  return (
    <Modal
      open
      title="确认，生成任务计划"
      okText={`生成 ${included} 项任务草稿`}
      cancelText="再看看"
      okButtonProps={{ disabled: blocked, autoFocus: true }}
      confirmLoading={busy || confirm.isPending}
      onCancel={onClose}
      onOk={() => void run()}
    >
      <p>
        计划名称：<b>{desk.draft.title || '（未填写）'}</b>
      </p>
      <p>任务先作为草稿放进计划，不会发给任何单位；在计划页看过后再交办。</p>
      {blocked && (
        <Alert
          type="warning"
          showIcon
          title={
            included === 0
              ? '没有要建的任务，请至少保留一项。'
              : `还有 ${desk.open.length} 个单位名称没有对应上（${desk.open.map((n) => n.name).join('、')}），请选定或去掉后再确认。`
          }
        />
      )}
      <ul>
        {notes
          .filter(([count]) => count > 0)
          .map(([count, words]) => (
            <li key={words}>
              {count} {words}
            </li>
          ))}
      </ul>
      {settled > 0 && (
        <Checkbox checked={remember} onChange={(e) => setRemember(e.target.checked)}>
          记住这次选定的 {settled} 个单位名称，下次读通知自动对应
        </Checkbox>
      )}
      {refused.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title="还不能生成："
          description={refused.map((f) => (
            <div key={`${f.path}${f.message}`}>
              <button type="button" className="nt-link" onClick={() => goTo(f.path)}>
                {titleOf(desk, f.path)}
                {f.message}
              </button>
            </div>
          ))}
        />
      )}
    </Modal>
  );
}

function titleOf(desk: Desk, path: string): string {
  const key = /^items\.([^.]+)\./.exec(path)?.[1];
  const item = desk.draft.items.find((i) => i.key === key);
  return item ? `“${(item.title || item.no || '未命名').slice(0, 20)}”：` : '';
}
