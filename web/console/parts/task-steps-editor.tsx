import { Alert, AutoComplete, Button, Input, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { setSteps } from '../../../workers/contract/assignments.ts';
import { people } from '../../../workers/contract/people.ts';
import { useCommand, useRoute } from '../data.ts';
import { today } from '../format.ts';
import type { Task, TaskPart } from './task-detail.tsx';
import { StepList, type TaskStep } from './task-steps.tsx';
import { useRefusal } from './use-refusal.ts';

interface Row {
  key: number;
  title: string;
  who: string;
  startDay: string;
  dueDay: string;
}
const DAY_MS = 86_400_000;

/** Days spread evenly from today to the deadline: the last step is due with the task. */
function spread(rows: readonly Row[], last: string): Row[] {
  const from = Date.parse(today());
  const span = Math.max(0, Date.parse(last) - from);
  const at = (n: number) =>
    new Date(from + Math.round((span * n) / rows.length / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  return rows.map((row, i) => ({ ...row, startDay: at(i), dueDay: at(i + 1) }));
}

/** A unit's own plan, worked back from the deadline. Enter goes to the next row and makes one at the end. */
export function StepsEditor({
  task,
  part,
  steps,
  onClose,
}: {
  task: Task;
  part: TaskPart;
  steps: readonly TaskStep[];
  onClose: () => void;
}) {
  const serial = useRef(0);
  const blank = (dueDay = ''): Row => ({ key: serial.current++, title: '', who: '', startDay: '', dueDay });
  const name = (s: TaskStep) => s.who || (s.personId ? (task.names[s.personId] ?? '') : '');
  const [rows, setRows] = useState<Row[]>(() => {
    const open = steps.filter((s) => !s.doneAt);
    const kept = open.map((s) => ({ ...blank(s.dueDay), title: s.title, who: name(s), startDay: s.startDay ?? '' }));
    return kept.length > 0 ? kept : [blank()];
  });
  const { refusal, setRefusal, refused } = useRefusal();
  const box = useRef<HTMLTableSectionElement>(null);
  const focus = useRef<number>(undefined);
  const staff = useRoute(people, { unitId: part.unitId, limit: 100 });
  const save = useCommand(setSteps, {
    done: '倒排工期已保存',
    touches: ['tasks.', 'plans.gantt'],
    onDone: onClose,
    onRefused: refused,
  });
  useEffect(() => {
    if (focus.current === undefined) return;
    box.current?.rows[focus.current]?.querySelector('input')?.focus();
    focus.current = undefined;
  });
  const set = (key: number, change: Partial<Row>) =>
    setRows((old) => old.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const next = (e: KeyboardEvent, i: number) => {
    if (e.key !== 'Enter' || e.nativeEvent.isComposing || e.defaultPrevented) return;
    e.preventDefault();
    focus.current = i + 1;
    setRows((old) => (i + 1 < old.length ? [...old] : [...old, blank()]));
  };
  const filled = rows.filter((r) => r.title.trim() !== '');
  const undated = filled.filter((r) => r.dueDay === '').length;
  const submit = () => {
    setRefusal('');
    if (undated > 0) return setRefusal(`还有 ${undated} 个节点没有写完成日期。`);
    const known = new Map((staff.data?.items ?? []).map((p) => [p.name, p.id]));
    save.mutate({
      id: part.id,
      steps: filled.map((r) => ({
        title: r.title.trim(),
        personId: known.get(r.who.trim()) ?? null,
        who: r.who.trim(),
        startDay: r.startDay || null,
        dueDay: r.dueDay,
      })),
    });
  };
  const last = part.dueDay ?? task.dueDay;
  return (
    <Modal
      open
      width={860}
      title={`倒排工期 · ${task.title}`}
      okText="保存"
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={submit}
      maskClosable={false}
    >
      <p className="muted">
        从期限{last && `（${last}）`}往回排：每个节点写明做什么、谁负责、哪天完成。按回车到下一行。
      </p>
      <StepList steps={steps.filter((s) => s.doneAt)} names={task.names} />
      <div className="scroll-x">
        <table className="plain-grid steps-editor">
          <thead>
            <tr>
              <th scope="col">节点</th>
              <th scope="col">责任人</th>
              <th scope="col">开始</th>
              <th scope="col">完成</th>
              <th scope="col">
                <span className="visually-hidden">去掉</span>
              </th>
            </tr>
          </thead>
          <tbody ref={box}>
            {rows.map((r, i) => (
              <tr key={r.key} onKeyDown={(e) => next(e, i)}>
                <td>
                  <Input
                    value={r.title}
                    maxLength={120}
                    aria-label={`第 ${i + 1} 个节点`}
                    autoFocus={i === 0}
                    onChange={(e) => set(r.key, { title: e.target.value })}
                  />
                </td>
                <td>
                  <AutoComplete
                    value={r.who}
                    aria-label={`第 ${i + 1} 个节点责任人`}
                    style={{ width: '100%' }}
                    maxLength={40}
                    defaultActiveFirstOption={false}
                    showSearch={{ filterOption: (typed, o) => String(o?.value ?? '').includes(typed) }}
                    onChange={(who: string) => set(r.key, { who: who ?? '' })}
                    options={(staff.data?.items ?? []).map((p) => ({ value: p.name }))}
                  />
                </td>
                <td>
                  <Input
                    type="date"
                    value={r.startDay}
                    aria-label={`第 ${i + 1} 个节点开始日期`}
                    onChange={(e) => set(r.key, { startDay: e.target.value })}
                  />
                </td>
                <td>
                  <Input
                    type="date"
                    value={r.dueDay}
                    max={last ?? undefined}
                    aria-label={`第 ${i + 1} 个节点完成日期`}
                    onChange={(e) => set(r.key, { dueDay: e.target.value })}
                  />
                </td>
                <td>
                  <Button
                    type="text"
                    aria-label={`去掉第 ${i + 1} 个节点`}
                    onClick={() => setRows((old) => old.filter((o) => o.key !== r.key))}
                  >
                    ×
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row" style={{ marginTop: 8 }}>
        <Button size="small" onClick={() => setRows((old) => [...old, blank()])}>
          再加一行
        </Button>
        {last && filled.length > 0 && (
          <Button size="small" onClick={() => setRows((old) => spread(old, last))}>
            日期从今天到 {last} 平均分配
          </Button>
        )}
      </div>
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginTop: 8 }} />}
    </Modal>
  );
}
