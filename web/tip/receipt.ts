import './old.ts';
import type { output } from 'zod';
import type { statusView } from '../../workers/contract/receipts.ts';
import { ask, Refused, sentence } from './api.ts';
import { $, copyText, dayText, empty, goTo, make } from './dom.ts';
import { canSeal } from './old.ts';

type Status = output<typeof statusView>;

const { api, no } = $('ask').dataset as { api: string; no: string };
const code = $<HTMLTextAreaElement>('code');
let busy = false;

function say(error: string, working = ''): void {
  $('code-error').textContent = error;
  $('working').textContent = working;
}

const UNKNOWN = '没有找到这个回执码。可能有一位抄错了，请一组一组对一遍；也可能不是在这个地区举报的。';

async function look(): Promise<void> {
  const { deriveReceipt, parseReceipt, toBase64 } = await import('./locate.ts');
  const receipt = parseReceipt(code.value);
  if (!receipt) {
    const digits = code.value.normalize('NFKC').replace(/\D/g, '').length;
    say(digits === 26 ? '有一位数字对不上，请一组一组再核对一遍。' : `回执码是 26 位数字，现在是 ${digits} 位。`);
    code.focus();
    return;
  }
  say('', '正在手机里换算查询号，要几秒钟……');
  const { locator, auth } = await deriveReceipt(receipt, Number(no));
  say('', '正在取办理进度……');
  const { padded } = await ask<{ padded: string }>(`${api}/receipt`, {
    locator: toBase64(locator),
    auth: toBase64(auth),
  });
  const view = JSON.parse(padded) as Status;
  if (!view.found) {
    say(UNKNOWN);
    code.focus();
    return;
  }
  say('');
  draw(view);
}

function draw(view: Status): void {
  const box = $('answer');
  empty(box);
  const next = view.steps.filter((step) => !step.done)[0];
  const list = make('ol', { className: 'timeline' });
  for (const step of view.steps) {
    const now = step === next;
    const due = step.promisedDay ? `${dayText(step.promisedDay)}前` : '';
    const when = step.done
      ? step.day
        ? dayText(step.day)
        : ''
      : [now ? '正在办' : '', due].filter(Boolean).join('，');
    const item = make('li', { className: step.done ? 'done' : now ? 'now' : 'later' });
    item.appendChild(make('span', { className: 'sr', textContent: step.done ? '已完成：' : now ? '' : '还没到：' }));
    item.appendChild(make('b', { textContent: step.label }));
    if (when) item.appendChild(make('span', { className: 'when', textContent: when }));
    if (step.note) item.appendChild(make('p', { textContent: step.note }));
    if (now) item.setAttribute('aria-current', 'step');
    list.appendChild(item);
  }
  box.appendChild(make('h1', { tabIndex: -1, textContent: '办理进度' }));
  box.appendChild(make('p', { className: 'lead', textContent: `${dayText(view.day)}收到您的举报。` }));
  box.appendChild(list);
  box.appendChild(proof(view.proof));
  const again = make('button', { type: 'button', className: 'plain', textContent: '查另一个' });
  again.addEventListener('click', () => location.reload());
  box.appendChild(make('p', { className: 'go' }, again));
  code.value = '';
  $('ask').hidden = true;
  goTo(box);
}

function proof(text: string): HTMLElement {
  const note = make('span', { className: 'working' });
  note.setAttribute('role', 'status');
  const button = make('button', { type: 'button', className: 'plain', textContent: '复制凭证' });
  button.addEventListener('click', () => {
    copyText(text).then(
      (done) => {
        note.textContent = done ? '已复制。' : '没能复制，请长按选取。';
      },
      () => undefined,
    );
  });
  return make(
    'details',
    {},
    make('summary', { textContent: '受理凭证' }),
    make('p', { textContent: '系统对“哪一天收到过这份密文”的签名。以后有争议，可以用它证明您举报过。' }),
    make('p', { className: 'mono', textContent: text }),
    make('p', {}, button, note),
  );
}

/** Counts down aloud once, for eyes every second, and then lets try again. */
function wait(seconds: number): void {
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

$('lookup').addEventListener('submit', (event) => {
  event.preventDefault();
  if (busy) return;
  if (!canSeal()) {
    say('这个浏览器太旧，或网址不是 https 开头，没法换算查询号。请换一个浏览器，或拨打 12350 询问。');
    return;
  }
  busy = true;
  void look()
    .catch((error: unknown) => {
      if (error instanceof Refused && error.refusal.code === 'receipt_unknown') say(UNKNOWN);
      else if (error instanceof Refused && error.refusal.code === 'rate_limited') {
        const seconds = error.refusal.retryAfter || 10;
        say(`查得太密了，请等 ${seconds} 秒再查。您填的还在。`);
        wait(seconds);
      } else say(sentence(error));
    })
    .then(() => {
      busy = false;
    });
});

$('without').hidden = true;
