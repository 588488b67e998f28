import './old.ts';
import { ask, Refused, sentence } from './api.ts';
import { $, goTo, newKey } from './dom.ts';

const part = $('form-part');
const { seat = '', api = '' } = part.dataset;
const words = $<HTMLTextAreaElement>('words');
const contact = $<HTMLInputElement>('contact');
const button = $<HTMLButtonElement>('send');
/** One press, one objection: pressed again after a lost answer it is the same. */
let intent = { text: '', key: '', work: undefined as unknown };

/** Solves the puzzle, then sends. The page stays, and so does what was written. */
async function send(): Promise<void> {
  const given = { seatId: seat, words: words.value.trim(), contact: contact.value.trim() };
  const text = JSON.stringify(given);
  if (intent.text !== text) intent = { text, key: newKey(), work: undefined };
  if (!intent.work) {
    const { solve } = await import('./solve.ts');
    const { challenge } = await ask<{ challenge: Record<string, unknown> }>(`${api}/expert-publicity/form`);
    intent.work = await solve(challenge);
  }
  await ask(`${api}/expert-objections`, { ...given, work: intent.work }, intent.key);
}

const form = $<HTMLFormElement>('objection');
// The sentences of this page say more than the browser's own bubbles.
form.noValidate = true;
form.addEventListener('submit', (event) => {
  // Without WebCrypto there is no puzzle: the browser sends the form itself, as it does without a script.
  if (typeof crypto !== 'object' || !crypto.subtle) return;
  event.preventDefault();
  const short = words.value.trim().length < 10;
  $('words-error').textContent = short ? '请写具体一些，至少十个字。' : '';
  words.setAttribute('aria-invalid', String(short));
  if (short) {
    words.focus();
    return;
  }
  button.disabled = true;
  $('refusal').hidden = true;
  $('working').textContent = '正在提交，请稍候…';
  void send()
    .then(
      () => {
        part.hidden = true;
        goTo($('done-part'));
      },
      (error: unknown) => {
        // A puzzle is good once and for half an hour.
        if (error instanceof Refused && error.refusal.code.indexOf('proof_') === 0) intent.text = '';
        $('refusal').textContent = sentence(error);
        $('refusal').hidden = false;
      },
    )
    .then(() => {
      button.disabled = false;
      $('working').textContent = '';
    });
});
