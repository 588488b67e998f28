import { memo, useEffect, useMemo, useRef } from 'react';
import type { DraftItem, DraftName } from '../../../workers/contract/notice-desk.ts';
import type { Desk, NoticeView } from './notice-desk.ts';
import { isDoubtful } from './notice-draft.ts';
import { type Segment, segmentsOf } from './notice-segments.ts';

/** The notice as it came: each task's place, its units and deadlines, and what is doubtful, linked to the task. */
export function NoticeText({ desk }: { desk: Desk }) {
  const box = useRef<HTMLElement>(null);
  const { items } = desk.draft;
  const shape = items.map((item) => `${item.key}${item.span?.join('-') ?? ''}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places of the items, not their words, cut the text
  const segments = useMemo(() => segmentsOf(desk.view.text, items, desk.view.marks), [desk.view.text, shape]);
  useLight(box, 'nt-at', desk.active, shape);
  useLight(box, 'nt-over', desk.hovered, shape);
  useStates(box, items, shape);
  useSettled(box, desk.draft.names, shape);
  const keyOf = (target: EventTarget) => (target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset.key ?? '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard goes through the tasks beside it
    // biome-ignore lint/a11y/useKeyWithMouseEvents: the same
    <section
      ref={box}
      className="nt-text"
      aria-label="通知原文"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, the keyboard must reach it
      tabIndex={0}
      onClick={(event) => {
        const key = keyOf(event.target);
        if (key && getSelection()?.isCollapsed) desk.setActive(key);
      }}
      onMouseOver={(event) => desk.setHovered(keyOf(event.target))}
      onMouseLeave={() => desk.setHovered('')}
    >
      <Runs segments={segments} />
    </section>
  );
}

const Runs = memo(function Runs({ segments }: { segments: readonly Segment[] }) {
  return segments.map((s) => (
    <span
      key={s.at}
      data-at={s.at}
      data-key={s.key ?? undefined}
      className={['nt-run', ...s.kinds.map((kind) => `nt-${kind}`)].join(' ')}
      title={s.words || undefined}
    >
      {s.text}
    </span>
  ));
});

/** Lights up a task's runs and brings the first of them into sight: class names only, so that nothing is drawn anew. */
function useLight(box: React.RefObject<HTMLElement | null>, name: string, key: string, shape: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the runs were cut anew they are lit anew
  useEffect(() => {
    if (!box.current || key === '') return;
    const runs = [...box.current.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)];
    for (const run of runs) run.classList.add(name);
    if (runs[0]) intoSight(box.current, runs[0]);
    return () => {
      for (const run of runs) run.classList.remove(name);
    };
  }, [box, name, key, shape]);
}

/** Which runs are done, left out or doubtful. */
function useStates(box: React.RefObject<HTMLElement | null>, items: readonly DraftItem[], shape: string) {
  const marks = items.map((i) => `${i.key}:${i.include ? '' : 'o'}${i.checked ? 'c' : ''}${isDoubtful(i) ? 'd' : ''}`);
  const told = marks.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the runs were cut anew they are marked anew
  useEffect(() => {
    const of = new Map(told.split(',').map((mark) => mark.split(':') as [string, string]));
    for (const run of box.current?.querySelectorAll<HTMLElement>('[data-key]') ?? []) {
      const state = of.get(run.dataset.key ?? '') ?? '';
      run.classList.toggle('nt-out', state.includes('o'));
      run.classList.toggle('nt-done', state.includes('c'));
      run.classList.toggle('nt-unsure', state.includes('d'));
    }
  }, [box, told, shape]);
}

/** A name that somebody has settled is no longer doubtful, wherever it stands. */
function useSettled(box: React.RefObject<HTMLElement | null>, names: readonly DraftName[], shape: string) {
  const settled = names.filter((n) => n.ignored || n.unitIds.length > 0).map((n) => n.name);
  const told = settled.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the runs were cut anew they are marked anew
  useEffect(() => {
    const known = new Set(told.split('\n'));
    for (const run of box.current?.querySelectorAll<HTMLElement>('.nt-doubt') ?? []) {
      run.classList.toggle('nt-settled', known.has((run.textContent ?? '').replaceAll(/\s/g, '')));
    }
  }, [box, told, shape]);
}

/** Scrolls the box, and only the box, as little as needed; what is taller than the box stands at its top. */
export function intoSight(box: HTMLElement, element: HTMLElement): void {
  const [outer, inner] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
  if (outer.height === 0) return;
  const over = inner.bottom - outer.bottom + 8;
  if (inner.top < outer.top + 8 || inner.height > outer.height) box.scrollTop += inner.top - outer.top - 8;
  else if (over > 0) box.scrollTop += Math.min(over + outer.height / 3, inner.top - outer.top - 8);
}

/** Where in the notice's text the person's selection begins, if it lies there. */
export function selectedPlace(view: NoticeView): number | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  const run = startContainer.parentElement?.closest<HTMLElement>('.nt-text [data-at]');
  const place = run ? Number(run.dataset.at) + startOffset : -1;
  return place >= 0 && place < view.text.length ? place : null;
}
