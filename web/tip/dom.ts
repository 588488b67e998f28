/** The element of this id; the pages are rendered by the Worker with all of them in place. */
export function $<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  // `append` came with Chrome 54; the one-child form is older still.
  for (const child of children) element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  return element;
}

export const empty = (element: Element): void => {
  element.textContent = '';
};

/** Shows a part and moves the reader there: the heading for eyes, screen reader and keyboard alike. */
export function goTo(element: HTMLElement): void {
  element.hidden = false;
  window.scrollTo(0, 0);
  (element.querySelector<HTMLElement>('h1[tabindex]') || element).focus({ preventScroll: true });
}

/** `YYYY-MM-DD` as people say it: 11月22日（周日）; the year only where it is another one. */
export function dayText(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const year = date.getUTCFullYear() === new Date().getFullYear() ? '' : `${date.getUTCFullYear()}年`;
  return `${year}${date.getUTCMonth() + 1}月${date.getUTCDate()}日（周${'日一二三四五六'.charAt(date.getUTCDay())}）`;
}

/** True once the text lies in the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make('textarea', { value: text, readOnly: true, className: 'sr' });
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand('copy');
    document.body.removeChild(area);
    return done;
  }
}

export const bytesToHex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of Array.from(bytes)) text += `0${byte.toString(16)}`.slice(-2);
  return text;
};

/** A key for the Idempotency-Key header; `crypto.randomUUID` is missing in older WebViews. */
export const newKey = (): string => bytesToHex(crypto.getRandomValues(new Uint8Array(16)));

/** The buttons of "提醒我再来看": the calendar entry is made only when one is pressed. */
export function watchReminders(): void {
  for (const button of Array.from(document.querySelectorAll<HTMLElement>('[data-days]'))) {
    button.addEventListener('click', () => {
      import('./remind.ts').then(
        ({ remind }) => {
          $('reminded').textContent = remind(Number(button.dataset.days), new Date());
        },
        () => {
          $('reminded').textContent = '没能生成，请自己在日历里记一笔。';
        },
      );
    });
  }
}
