import { CheckCircleFilled } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import type { DraftItem } from '../../../workers/contract/notice-desk.ts';
import { Doubts, dueOf, Hint, UnitLine } from './notice-bits.tsx';
import type { Desk } from './notice-desk.ts';
import { isDoubtful } from './notice-draft.ts';
import { NoticeEditor } from './notice-editor.tsx';
import { SplitPicker } from './notice-split-pick.tsx';
import { intoSight } from './notice-text.tsx';
import type { Verbs } from './notice-verbs.ts';

interface Props {
  desk: Desk;
  verbs: Verbs;
  item: DraftItem;
  first: boolean;
  short: (id: string) => string;
}

/** A task read from the notice. The one at hand shows all of it, with what can be done. */
export function NoticeCard({ desk, verbs, item, first, short }: Props) {
  const { key } = item;
  const active = desk.active === key;
  const mode = desk.mode?.key === key ? desk.mode.kind : null;
  const row = useRef<HTMLLIElement>(null);
  useShown(row, active, desk.hovered === key && !active, mode);
  const classes = [
    'nt-card',
    active && 'nt-card-at',
    desk.hovered === key && 'nt-card-over',
    !item.include && 'nt-card-out',
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page's own keys do the same
    // biome-ignore lint/a11y/useKeyWithMouseEvents: the same
    <li
      ref={row}
      className={classes.filter(Boolean).join(' ')}
      aria-current={active ? 'step' : undefined}
      tabIndex={-1}
      onClick={() => active || desk.setActive(key)}
      onMouseOver={() => desk.hovered === key || desk.setHovered(key)}
      onMouseLeave={() => desk.setHovered('')}
    >
      <div className="nt-line">
        <Checkbox
          checked={item.include}
          disabled={desk.locked}
          aria-label={`建为任务：${item.title || '未命名'}`}
          onChange={() => verbs.toggle(key)}
        />
        {item.no !== '' && <span className="nt-no num">{item.no}</span>}
        <strong className="grow">{item.title || '（未填写任务名称）'}</strong>
        <span className={`num ${item.kind === 'once' && item.dueDay === null ? 'soon' : 'muted'}`}>{dueOf(item)}</span>
        {item.checked && item.include && (
          <span className="nt-checked">
            <CheckCircleFilled aria-hidden /> 已核对
          </span>
        )}
        {!item.include && <span className="muted">不建</span>}
        {!item.checked && isDoubtful(item) && <span className="soon">有疑问</span>}
      </div>
      <div className="nt-units">
        <UnitLine item={item} short={short} />
      </div>
      {item.include && <Doubts item={item} />}
      {active && mode !== 'edit' && item.content !== '' && mode !== 'split' && (
        <p className="nt-content">{item.content}</p>
      )}
      {item.span && (
        <details className="nt-source">
          <summary>看原文</summary>
          <p>{desk.view.text.slice(...item.span)}</p>
        </details>
      )}
      {mode === 'edit' && <NoticeEditor desk={desk} verbs={verbs} item={item} />}
      {mode === 'split' && <SplitPicker desk={desk} verbs={verbs} item={item} />}
      {active && mode === null && !desk.locked && <Buttons desk={desk} verbs={verbs} item={item} first={first} />}
    </li>
  );
}

function Buttons({ desk, verbs, item, first }: Omit<Props, 'short'>) {
  return (
    <div className="nt-buttons">
      <Button size="small" type="primary" onClick={() => verbs.accept()}>
        采纳，看下一项
        <Hint keys="A" />
      </Button>
      <Button size="small" onClick={() => desk.setMode({ kind: 'edit', key: item.key })}>
        修改
        <Hint keys="Enter" />
      </Button>
      <Button size="small" disabled={item.content === ''} onClick={() => verbs.split()}>
        拆分
        <Hint keys="S" />
      </Button>
      <Button size="small" disabled={first} onClick={() => verbs.merge()}>
        并入上一项
        <Hint keys="M" />
      </Button>
      <Button size="small" onClick={() => verbs.toggle(item.key)}>
        {item.include ? '不建' : '恢复'}
        <Hint keys="空格" />
      </Button>
      <Button size="small" danger onClick={() => verbs.remove(item.key)}>
        删除
      </Button>
    </div>
  );
}

/** The task at hand has the focus and stands in sight; one that is pointed at in the text comes into sight too. */
function useShown(row: React.RefObject<HTMLLIElement | null>, active: boolean, pointed: boolean, mode: string | null) {
  const drawn = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what opens within the task must be in sight as well
  useEffect(() => {
    const element = row.current;
    const first = !drawn.current;
    drawn.current = true;
    if (!element || !(active || pointed)) return;
    const box = element.closest<HTMLElement>('.nt-list');
    const scrolls = box !== null && box.scrollHeight > box.clientHeight;
    const busy = document.activeElement?.closest('input, textarea, [role=dialog], .nt-text, .nt-names');
    if (active && !busy && !element.contains(document.activeElement)) element.focus({ preventScroll: true });
    if (scrolls && (active || !element.matches(':hover'))) intoSight(box, element);
    // On a phone the page scrolls as a whole; the top of a page just opened stays where it is.
    else if (active && !first) element.scrollIntoView({ block: 'nearest' });
  }, [row, active, pointed, mode]);
}
