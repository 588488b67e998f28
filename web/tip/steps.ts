import { $, goTo } from './dom.ts';

const LAST = 6;
const SENDING = 7;
let current = 1;
let reviewing = false;

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

function refused(step: number, watch: Watch): boolean {
  const wrong = watch.check(step);
  const line = part(step).querySelector('[data-error]') as HTMLElement;
  line.textContent = wrong ? wrong.say : '';
  wrong?.at.focus();
  return !!wrong;
}

function firstOpen(watch: Watch): number {
  for (let step = 1; step < LAST; step++) if (watch.check(step)) return step;
  return 0;
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
    if (refused(current, watch)) return;
    // From the review a person goes to one step and back; the browser's Forward may also have jumped over some.
    if (current === LAST) reviewing = true;
    const open = reviewing ? firstOpen(watch) : 0;
    if (open) {
      forward(open, watch);
      refused(open, watch);
    } else if (current === LAST) forward(SENDING, watch);
    else forward(reviewing ? LAST : current + 1, watch);
  });
  for (const back of Array.from(form.querySelectorAll<HTMLElement>('[data-back]'))) {
    back.addEventListener('click', () => history.back());
  }
}

/** To one step from the review, and from there back to the review. */
export function change(step: number, watch: Watch): void {
  reviewing = true;
  forward(step, watch);
}

function forward(step: number, watch: Watch): void {
  history.pushState({ step }, '');
  show(step, watch);
}
