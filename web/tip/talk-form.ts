import { MESSAGE_TEXT_MAX } from '../../workers/protocol/messages.ts';
import { Refused, sentence } from './api.ts';
import { $, make } from './dom.ts';
import { drop, type Picture, picker } from './talk-photos.ts';
import type { Read, Talk } from './talk-read.ts';
import { type Kind, post, seal, type Words, type Writing, writingOf } from './talk-write.ts';
import type { TellUpload } from './upload-all.ts';

/** What is written and not yet arrived, by kind, for the tip it belongs to: kept over a new look-up, in memory alone. */
interface Kept {
  readonly tipId: string;
  readonly words: Record<Kind, string>;
  readonly photos: Record<Kind, Picture[]>;
  readonly writing: Partial<Record<Kind, Writing>>;
}
const nothing = (tipId: string): Kept => ({
  tipId,
  words: { message: '', retaliation: '' },
  photos: { message: [], retaliation: [] },
  writing: {},
});
let kept = nothing('');

/** Reads the conversation anew and draws it. */
export type Redraw = () => Promise<void>;

const KINDS: Record<Kind, { label: string; hint: string; button: string; done: string }> = {
  message: {
    label: '回复或补充',
    hint: '只写事情：什么时候、什么情况、有什么变化。想匿名，就不要写姓名、电话、工号、班次，也不要写只有您一个人知道的事。',
    button: '加密并发送',
    done: '已送到。受理员看到后会在这里答复。',
  },
  retaliation: {
    label: '发生了什么',
    hint: '什么时候、谁、做了什么（调岗、扣钱、辞退、威胁等）。写了就可能看得出您是谁，请想好再写；有证据先留着，不要急着给单位看。',
    button: '加密并加急送出',
    done: '已加急送到，排在受理员最前面。答复会写在这里。',
  },
};

/** Keeps what was written for this tip alone: nothing of one tip may stand beside another's. */
export function keepFor(tipId: string): void {
  if (kept.tipId !== tipId) kept = nothing(tipId);
}

/** A message whose answer was lost, but which the inbox holds, has arrived: its words must not go twice. */
export function forgetArrived({ lines }: Read): Kind[] {
  const kinds = (Object.keys(kept.writing) as Kind[]).filter((kind) =>
    lines.some((line) => line.id === kept.writing[kind]?.draft.id),
  );
  for (const kind of kinds) clear(kind);
  return kinds;
}

function clear(kind: Kind): void {
  drop(kept.photos[kind], kept.photos[kind].slice());
  delete kept.writing[kind];
  kept.words[kind] = '';
}

/** Tells at the foot of a form that its words have arrived. */
export function sayDone(kind: Kind): void {
  $(`${kind}-note`).textContent = KINDS[kind].done;
}

/** Hands over to the look-up when the ten minutes have ended. */
export function over({ session }: Talk, error: unknown): boolean {
  const yes = error instanceof Refused && error.refusal.code === 'receipt_expired';
  if (yes) session.expired();
  return yes;
}

/** The report of retaliation, folded away until it is needed. */
export function retaliation(talk: Talk, read: Read, redraw: Redraw): HTMLElement {
  const words = [
    '因为举报被调岗、扣钱、辞退、威胁，都可以在这里说。这件举报会立刻排到最前面，不管办到了哪一步；已经办结的也重新打开。',
    '人身安全受到威胁，请先打 110。',
  ];
  const details = make('details', { id: 'retaliation' }, make('summary', { textContent: '我因举报受到打击报复' }));
  for (const text of words) details.appendChild(make('p', { textContent: text }));
  details.appendChild(writer(talk, read, 'retaliation', redraw));
  details.open = kept.words.retaliation !== '' || kept.photos.retaliation.length > 0;
  return details;
}

/** One field and a button; what is in the field outlives errors, a lost network and a new look-up. */
export function writer(talk: Talk, read: Read, kind: Kind, redraw: Redraw): HTMLElement {
  const { label, hint, button: press } = KINDS[kind];
  const area = make('textarea', { id: `${kind}-text`, rows: 5, maxLength: MESSAGE_TEXT_MAX, value: kept.words[kind] });
  area.setAttribute('aria-describedby', `${kind}-hint ${kind}-error`);
  area.oninput = () => {
    kept.words[kind] = area.value;
  };
  const error = make('p', { className: 'error', id: `${kind}-error` });
  error.setAttribute('role', 'alert');
  const note = make('p', { className: 'working', id: `${kind}-note` });
  note.setAttribute('role', 'status');
  const button = make('button', { type: 'submit', textContent: press });
  const stop = make('button', { type: 'button', className: 'plain small', textContent: '停止上传', hidden: true });
  const photos = picker(kind, kept.photos[kind]);
  const field = make(
    'div',
    { className: 'field' },
    make('label', { htmlFor: area.id, textContent: label }),
    make('p', { className: 'hint', id: `${kind}-hint`, textContent: hint }),
    area,
    error,
  );
  const form = make(
    'form',
    { id: `${kind}-form`, noValidate: true, autocomplete: 'off' },
    field,
    photos,
    make('p', { className: 'go' }, button),
    note,
    make('p', {}, stop),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    if (button.disabled) return;
    error.textContent = '';
    note.textContent = '';
    if (area.value.trim() === '') {
      error.textContent = '请先写几句。';
      area.focus();
      return;
    }
    const busy = (yes: boolean) => {
      button.disabled = photos.disabled = area.readOnly = yes;
      stop.hidden = true;
    };
    busy(true);
    note.textContent = '正在手机里加密……';
    const tell: TellUpload = (_, what, halt) => {
      note.textContent = what;
      stop.hidden = false;
      stop.onclick = halt;
    };
    const words = { text: area.value.trim(), photos: kept.photos[kind].slice() };
    void send(talk, read, kind, words, redraw, tell)
      .catch((wrong: unknown) => {
        note.textContent = '';
        if (!over(talk, wrong)) error.textContent = told(wrong, words);
      })
      .then(() => busy(false));
  };
  return form;
}

/** The limit is the whole tip's: what was sent with it and in earlier messages counts. */
const told = (error: unknown, { photos }: Words): string =>
  photos.length > 0 && error instanceof Refused && error.refusal.code === 'too_large'
    ? '这件举报的附件已经满了，加不下这些照片。请去掉一些，或只发文字。'
    : sentence(error);

async function send(talk: Talk, read: Read, kind: Kind, words: Words, redraw: Redraw, tell: TellUpload): Promise<void> {
  const writing = writingOf(kept.writing[kind], words);
  kept.writing[kind] = writing;
  try {
    await post(talk, writing.draft.id, await seal(talk, read.inbox, writing, words, tell), kind);
  } catch (error) {
    const code = error instanceof Refused ? error.refusal.code : '';
    // Refused for good, as by a new epoch of the desk's key: the next press reads the inbox anew and seals again.
    if (/^(envelope_invalid|bad_request)$/.test(code)) {
      delete kept.writing[kind];
      await redraw();
      $(`${kind}-error`).textContent = sentence(error);
      return;
    }
    throw error;
  }
  clear(kind);
  await redraw().catch(() => undefined);
  sayDone(kind);
  if (kind === 'retaliation') $<HTMLDetailsElement>('retaliation').open = true;
  // Where it could not be drawn anew, what has gone still stands there.
  $<HTMLTextAreaElement>(`${kind}-text`).value = '';
  $(`${kind}-photos`).textContent = '';
}
