import { Button, DatePicker, Input, Radio, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import dayjs from 'dayjs';
import { useRef } from 'react';
import type { DraftItem } from '../../../workers/contract/notice-desk.ts';
import { RECURRENCES, type Recurrence, TASK_KINDS, type TaskKind } from '../../../workers/contract/task-words.ts';
import { Labelled } from './notice-bits.tsx';
import type { Desk } from './notice-desk.ts';
import { patchItem } from './notice-draft.ts';
import { Milestones } from './notice-milestones.tsx';
import { UnitRows } from './notice-units.tsx';
import type { Verbs } from './notice-verbs.ts';

const options = <K extends string>(words: Record<K, string>) =>
  Object.entries(words).map(([value, label]) => ({ value: value as K, label: label as string }));
/** A list or calendar that is open takes Esc for itself. */
const POPUP =
  '.ant-select-dropdown:not(.ant-select-dropdown-hidden), .ant-picker-dropdown:not(.ant-picker-dropdown-hidden)';

/** The fields of a task, changed in place: every key stroke is already in the draft. */
export function NoticeEditor({ desk, verbs, item }: { desk: Desk; verbs: Verbs; item: DraftItem }) {
  const words = useRef<TextAreaRef>(null);
  const { key } = item;
  const set = (patch: Partial<DraftItem>) => desk.change(patchItem(key, patch), `${key} ${Object.keys(patch).join()}`);
  const splitHere = () => {
    const at = words.current?.resizableTextArea?.textArea.selectionStart ?? 0;
    if (at > 0 && at < item.content.length) verbs.splitAt(key, at);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for Esc of the fields within
    <div
      className="nt-editor"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || document.querySelector(POPUP)) return;
        event.stopPropagation();
        desk.setMode(null);
      }}
    >
      <Labelled label="任务名称">
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={200}
            value={item.title}
            onChange={(e) => set({ title: e.target.value })}
            onPressEnter={(e) => e.ctrlKey || desk.setMode(null)}
          />
        )}
      </Labelled>
      <Labelled label="任务内容">
        {(id) => (
          <Input.TextArea
            id={id}
            ref={words}
            maxLength={8000}
            autoSize={{ minRows: 2, maxRows: 12 }}
            value={item.content}
            onChange={(e) => set({ content: e.target.value })}
          />
        )}
      </Labelled>
      <UnitRows desk={desk} item={item} />
      <Dates item={item} set={set} />
      <div className="nt-buttons">
        <Button size="small" type="primary" onClick={() => desk.setMode(null)}>
          改好了 (Esc)
        </Button>
        <Button size="small" disabled={item.content === ''} onClick={splitHere}>
          从光标处拆成两项
        </Button>
      </div>
    </div>
  );
}

function Dates({ item, set }: { item: DraftItem; set: (patch: Partial<DraftItem>) => void }) {
  return (
    <>
      <div className="row">
        <Radio.Group
          optionType="button"
          size="small"
          aria-label="期限类型"
          value={item.kind}
          options={options<TaskKind>(TASK_KINDS)}
          onChange={(e) => set({ kind: e.target.value as TaskKind })}
        />
        {item.kind === 'recurring' && (
          <Select
            size="small"
            aria-label="多久一次"
            placeholder="多久一次"
            style={{ width: 110 }}
            value={item.recurrence ?? undefined}
            options={options<Recurrence>(RECURRENCES)}
            onChange={(recurrence) => set({ recurrence })}
          />
        )}
        {item.kind !== 'standing' && (
          <DatePicker
            size="small"
            aria-label="完成期限"
            placeholder={item.kind === 'once' ? '完成期限' : '到哪天为止'}
            value={item.dueDay ? dayjs(item.dueDay) : null}
            onChange={(d) => set({ dueDay: d?.format('YYYY-MM-DD') ?? null })}
          />
        )}
      </div>
      <Labelled label="期限原文">
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={item.deadlineText}
            onChange={(e) => set({ deadlineText: e.target.value })}
          />
        )}
      </Labelled>
      <Milestones item={item} set={set} />
    </>
  );
}
