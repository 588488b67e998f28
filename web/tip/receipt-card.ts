import { $, copyText, empty, goTo, make } from './dom.ts';

const ASKED = 4;

/**
 * A receipt code, in groups of four, shown once: written down, asked back, then let go. `parts`: the page's sections, of which one is shown at a
 * time; it knows the names `receipt`, `asked` and `end`. `noted` may fail: the code then stays to be tried again.
 */
export function showCode(receipt: string, at: HTMLElement, parts: readonly string[], noted: () => Promise<void>): void {
  const groups = receipt.split(' ');
  const only = (id: string) => {
    for (const part of parts) $(part).hidden = part !== id;
    goTo($(id));
  };

  empty(at);
  groups.forEach((group, n) => {
    const label = make('small', { textContent: `第 ${n + 1} 组` });
    at.appendChild(make('span', {}, label, make('b', { textContent: group })));
  });
  $('stub-code').textContent = groups.join(' ');

  wireCopy($('copy'), $('copied'), groups.join(' '));
  $('print').onclick = () => {
    // The title would be printed on the sheet's edge, with the district's name in it.
    const title = document.title;
    document.title = '编码';
    window.print();
    document.title = title;
  };
  $('noted').onclick = () => {
    askBack(groups);
    only('asked');
  };
  $('look-again').onclick = () => only('receipt');
  const button = $('groups').querySelector('[type=submit]') as HTMLButtonElement;
  $('groups').onsubmit = (event) => {
    event.preventDefault();
    if (button.disabled || !answered(groups)) return;
    button.disabled = true;
    void noted()
      .then(
        () => {
          empty(at);
          empty($('stub-code'));
          only('end');
        },
        (error: Error) => {
          $('groups-error').textContent = error.message;
        },
      )
      .then(() => {
        button.disabled = false;
      });
  };
  only('receipt');
}

const fields = () => Array.from($('groups').querySelectorAll('input'));

function answered(groups: readonly string[]): boolean {
  const wrong = fields().filter((field) => field.value.replace(/\D/g, '') !== groups[Number(field.name)]);
  for (const field of fields()) field.setAttribute('aria-invalid', String(wrong.indexOf(field) >= 0));
  $('groups-error').textContent =
    wrong.length > 0
      ? `第 ${wrong.map((field) => Number(field.name) + 1).join('、')} 组不对。可以按“再看一眼”核对。`
      : '';
  if (wrong[0]) wrong[0].focus();
  return wrong.length === 0;
}

/** Four of the six full groups, in order. */
function askBack(groups: readonly string[]): void {
  const left = groups.map((_, n) => n).filter((n) => groups[n]?.length === 4);
  while (left.length > ASKED) left.splice(crypto.getRandomValues(new Uint8Array(1))[0]! % left.length, 1);
  empty($('group-fields'));
  $('groups-error').textContent = '';
  for (const n of left) {
    const input = make('input', { name: String(n), inputMode: 'numeric', maxLength: 4, autocomplete: 'off' });
    input.setAttribute('aria-describedby', 'groups-error');
    $('group-fields').appendChild(make('label', {}, `第 ${n + 1} 组`, input));
  }
}

/** A button that copies, and the note beside it. */
export function wireCopy(button: HTMLElement, note: HTMLElement, text: string): void {
  note.textContent = '';
  button.onclick = () => {
    copyText(text).then(
      (done) => {
        note.textContent = done ? '已复制。' : '没能复制，请抄下来。';
      },
      () => undefined,
    );
  };
}
