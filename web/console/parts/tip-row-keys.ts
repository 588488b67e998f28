import { useEffect, useRef } from 'react';

/** j and k or the arrows go from row to row, Enter opens. */
export function useRowKeys(selector: string) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      const target = event.target as HTMLElement;
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, textarea, select, [role=combobox], [role=listbox], [role=dialog], [role=radiogroup]'))
        return;
      const rows = [...(box.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    window.addEventListener('keydown', move);
    return () => window.removeEventListener('keydown', move);
  }, [selector]);
  // On a narrow screen the table scrolls sideways; the keyboard must reach it.
  useEffect(() => {
    box.current?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0');
  }, []);
  return box;
}
