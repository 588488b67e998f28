import { dayText, make } from './dom.ts';
import { wireCopy } from './receipt-card.ts';
import type { Status } from './session.ts';

type Step = Status['steps'][number];

/** Steps with their days, limits, the rules these come from, and what was decided why. */
export function timeline(steps: readonly Step[], today: string): HTMLElement {
  const next = steps.filter((step) => !step.done)[0];
  const list = make('ol', { className: 'timeline' });
  for (const step of steps) list.appendChild(item(step, step === next, today));
  return list;
}

function item(step: Step, now: boolean, today: string): HTMLElement {
  const late = !step.done && step.promisedDay !== null && step.promisedDay < today;
  const due = step.promisedDay ? `${late ? '原定' : ''}${dayText(step.promisedDay)}前` : '';
  const open = [now ? '正在办' : '', due, late ? '已超过期限' : ''].filter(Boolean).join('，');
  const when = step.done ? (step.day ? dayText(step.day) : '') : open;
  const li = make('li', { className: step.done ? 'done' : now ? 'now' : 'later' });
  li.appendChild(make('span', { className: 'sr', textContent: step.done ? '已完成：' : now ? '' : '还没到：' }));
  li.appendChild(make('b', { textContent: step.label }));
  if (when) li.appendChild(make('span', { className: late ? 'when late' : 'when', textContent: when }));
  if (step.note) li.appendChild(make('p', { textContent: step.note }));
  if (step.basis) li.appendChild(make('p', { className: 'basis', textContent: `依据：${step.basis}` }));
  if (now) li.setAttribute('aria-current', 'step');
  return li;
}

/** How long the sealed content is kept, and what happened to it. */
export function kept({ keptDays, shredOn, shreddedOn }: Status): string {
  if (shreddedOn) return `您写的内容和往来消息已在${dayText(shreddedOn)}按期限销毁，谁也打不开了。办理结果仍可以查。`;
  if (shredOn) return `办结后保存 ${keptDays} 天：您写的内容和往来消息在${dayText(shredOn)}销毁，之后谁也打不开。`;
  return keptDays > 0 ? `您写的内容和往来消息，办结后保存 ${keptDays} 天，到期销毁。` : '';
}

/** A signature over what was received, or over how it ended, to be kept by the reporter. */
export function proof(id: string, title: string, what: string, text: string): HTMLElement {
  const note = make('span', { className: 'working', id: `${id}-copied` });
  note.setAttribute('role', 'status');
  const button = make('button', { type: 'button', className: 'plain', id: `${id}-copy`, textContent: '复制凭证' });
  const box = make(
    'details',
    {},
    make('summary', { textContent: title }),
    make('p', { textContent: what }),
    make('p', { className: 'mono', textContent: text }),
    make('p', {}, button, note),
  );
  wireCopy(button, note, text);
  return box;
}
