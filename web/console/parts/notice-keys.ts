import { useEffect, useRef } from 'react';
import type { Desk } from './notice-desk.ts';
import type { Verbs } from './notice-verbs.ts';

/** What the keys do, as the help shows it. */
export const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['A', '采纳这一项，看下一项'],
  ['J / ↓　K / ↑', '下一项、上一项'],
  ['Enter', '修改这一项（Esc 改好）'],
  ['空格', '不建这一项，或恢复'],
  ['S', '拆成两项：在原文里选中第二项的开头再按，或按后选择从哪一句拆'],
  ['M', '并入上一项'],
  ['+', '在后面加一项'],
  ['N', '处理没有对应上的单位'],
  ['Ctrl + Z', '撤销'],
  ['Ctrl + Enter', '确认，生成任务'],
  ['?', '显示这张表'],
];

const FIELD = 'input:not([type=checkbox]), textarea, select, [role=combobox], [role=listbox], [contenteditable]';

/** The keys of the page: silent while somebody types or a dialog is open; Ctrl+Enter goes everywhere. */
export function useKeys(desk: Desk, verbs: Verbs, confirm: () => void, help: () => void): void {
  const now = useRef({ desk, verbs, confirm, help });
  now.current = { desk, verbs, confirm, help };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = now.current;
      const target = event.target as HTMLElement;
      if (at.desk.locked || event.defaultPrevented || target.closest('[role=dialog]')) return;
      const ctrl = event.ctrlKey || event.metaKey;
      if (ctrl && event.key === 'Enter') at.confirm();
      else if (target.closest(FIELD) || event.altKey) return;
      else if (ctrl && event.key.toLowerCase() === 'z') at.desk.keeper.undo();
      else if (ctrl || !plain(event, target, at)) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

type Now = { desk: Desk; verbs: Verbs; help: () => void };

/** False: the key means nothing here. */
function plain(event: KeyboardEvent, target: HTMLElement, { desk, verbs, help }: Now): boolean {
  const key = event.key.replace(/^Arrow/, '').toLowerCase();
  // A focused button, link or box has Enter and the space bar for itself.
  if ((key === 'enter' || key === ' ') && target.closest('button, a, summary, input')) return false;
  const does: Record<string, () => void> = {
    a: verbs.accept,
    j: () => desk.go(1),
    down: () => desk.go(1),
    k: () => desk.go(-1),
    up: () => desk.go(-1),
    enter: verbs.edit,
    ' ': verbs.toggleHere,
    s: verbs.split,
    m: verbs.merge,
    '+': () => verbs.add(),
    '=': () => verbs.add(),
    n: () => document.querySelector<HTMLElement>('.nt-names li .ant-btn, .nt-names li input')?.focus(),
    '?': help,
    '？': help,
  };
  const verb = does[key];
  verb?.();
  return verb !== undefined;
}
