import { $, copyText, empty, goTo, make } from './dom.ts';
import type { Accepted } from './send.ts';

const ASKED = 4;

/** Shown once: written down, asked back, then let go. */
export async function showReceipt(accepted: Accepted, receipt: string, letGo: () => void): Promise<void> {
  const { formatReceipt } = await import('./seal.ts');
  const groups = formatReceipt(receipt).split(' ');
  const only = (id: string) => {
    for (const part of ['tip', 'receipt', 'asked', 'end']) $(part).hidden = part !== id;
    goTo($(id));
  };

  empty($('code'));
  groups.forEach((group, n) => {
    const label = make('small', { textContent: `第 ${n + 1} 组` });
    $('code').appendChild(make('span', {}, label, make('b', { textContent: group })));
  });
  $('stub-code').textContent = groups.join(' ');
  $('proof').textContent = accepted.proof;

  wireCopy('copy', 'copied', groups.join(' '));
  wireCopy('copy-proof', 'proof-copied', accepted.proof);
  $('print').addEventListener('click', () => {
    // The title would be printed on the sheet's edge, with the district's name in it.
    const title = document.title;
    document.title = '编码';
    window.print();
    document.title = title;
  });
  $('noted').addEventListener('click', () => {
    askBack(groups);
    only('asked');
  });
  $('look-again').addEventListener('click', () => only('receipt'));
  $('groups').addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = fields().filter((field) => field.value.replace(/\D/g, '') !== groups[Number(field.name)]);
    for (const field of fields()) field.setAttribute('aria-invalid', String(wrong.indexOf(field) >= 0));
    $('groups-error').textContent =
      wrong.length > 0
        ? `第 ${wrong.map((field) => Number(field.name) + 1).join('、')} 组不对。可以按“再看一眼”核对。`
        : '';
    if (wrong[0]) {
      wrong[0].focus();
      return;
    }
    letGo();
    empty($('code'));
    empty($('stub-code'));
    only('end');
  });
  only('receipt');
}

const fields = () => Array.from($('groups').querySelectorAll('input'));

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

function wireCopy(button: string, note: string, text: string): void {
  $(button).addEventListener('click', () => {
    copyText(text).then(
      (done) => {
        $(note).textContent = done ? '已复制。' : '没能复制，请抄下来。';
      },
      () => undefined,
    );
  });
}
