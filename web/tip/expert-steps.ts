import { $, goTo } from './dom.ts';

export interface Watch {
  /** '' when the step is complete, else a sentence; what is wrong is marked and focused. */
  check(step: number): string;
  entered(step: number): void;
  last(): void;
}

const LAST = 6;
const part = (step: number) => document.querySelector(`[data-step="${step}"]`) as HTMLElement;

/** One thing a page; the browser's own Back walks the steps. */
export function walkSteps(watch: Watch): { readonly to: (step: number) => void } {
  let current = 1;
  const show = (step: number) => {
    part(current).hidden = true;
    current = step;
    goTo(part(step));
    watch.entered(step);
  };
  const to = (step: number) => {
    history.pushState({ step }, '');
    show(step);
  };
  history.replaceState({ step: 1 }, '');
  window.addEventListener('popstate', (event) => {
    const state = event.state as { step?: number } | null;
    if (!$('apply').hidden) show(state?.step || 1);
  });
  const refused = (step: number): boolean => {
    const say = watch.check(step);
    (part(step).querySelector('[data-step-error]') as HTMLElement).textContent = say;
    return say !== '';
  };
  $('apply').addEventListener('submit', (event) => {
    event.preventDefault();
    if (refused(current)) return;
    if (current < LAST) return to(current + 1);
    for (let step = 1; step < LAST; step++) {
      if (watch.check(step) === '') continue;
      to(step);
      refused(step);
      return;
    }
    watch.last();
  });
  for (const back of Array.from(document.querySelectorAll<HTMLElement>('[data-back]'))) {
    back.addEventListener('click', () => history.back());
  }
  return { to };
}
