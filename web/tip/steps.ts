import { $, goTo } from './dom.ts';

const LAST = 6;
const SENDING = 7;
let current = 1;

export interface Watch {
  /** Returns a sentence when the step is not complete, and what to move to. */
  check(step: number): { say: string; at: HTMLElement } | undefined;
  entered(step: number): void;
  /** May the person leave the sending page for the form? */
  mayReturn(): boolean;
  finished(): boolean;
}

const part = (step: number) => document.querySelector(`[data-step="${step}"]`) as HTMLElement;

export function show(step: number, watch: Watch): void {
  part(current).hidden = true;
  current = step;
  goTo(part(step));
  watch.entered(step);
}

/** One thing a page. The browser's own Back walks the steps; nothing of what was typed is in the address or on the disk. */
export function watchSteps(watch: Watch): void {
  const form = $<HTMLFormElement>('tip');
  history.replaceState({ step: 1 }, '');
  window.addEventListener('popstate', (event) => {
    if (watch.finished()) return;
    const state = event.state as { step?: number } | null;
    const stay = current === SENDING && !watch.mayReturn();
    if (stay) history.pushState({ step: SENDING }, '');
    else show(Math.min(state?.step || 1, LAST), watch);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (current > LAST) return;
    const wrong = watch.check(current);
    const line = part(current).querySelector('[data-error]') as HTMLElement;
    line.textContent = wrong ? wrong.say : '';
    if (wrong) {
      wrong.at.focus();
      return;
    }
    forward(current + 1, watch);
  });
  for (const back of Array.from(form.querySelectorAll<HTMLElement>('[data-back]'))) {
    back.addEventListener('click', () => history.back());
  }
}

export function forward(step: number, watch: Watch): void {
  history.pushState({ step }, '');
  show(step, watch);
}
