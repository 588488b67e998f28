import { $ } from './dom.ts';

/** Counts down aloud once, for eyes every second, and then lets try again. */
export function wait(seconds: number): void {
  const button = $<HTMLButtonElement>('look');
  button.disabled = true;
  const until = Date.now() + seconds * 1000;
  const timer = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.textContent = left > 0 ? `请等 ${left} 秒` : '查询';
    if (left > 0) return;
    button.disabled = false;
    clearInterval(timer);
  }, 500);
}
