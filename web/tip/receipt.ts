import './old.ts';
import { ask, Refused, sentence } from './api.ts';
import { $, dayText, empty, goTo, make, watchReminders } from './dom.ts';
import { canSeal } from './old.ts';
import type { Session, Status } from './session.ts';
import { kept, proof, timeline } from './status-view.ts';
import { wait } from './wait.ts';

const { api, no } = $('ask').dataset as { api: string; no: string };
const code = $<HTMLTextAreaElement>('code');
let busy = false;
/** The conversation was open when the ten minutes ended. */
let reopen = false;

function say(error: string, working = ''): void {
  $('code-error').textContent = error;
  $('working').textContent = working;
}

const UNKNOWN =
  '没有找到这个回执码。可能有一位抄错了，请一组一组对一遍；也可能不是在这个地区举报的；换过码的，旧码已作废。';
const EXPIRED = '查询已超过十分钟，为防别人看到，请再输一次回执码。您写的内容还在。';

async function look(): Promise<void> {
  const { deriveReceipt, parseReceipt, toBase64 } = await import('./locate.ts');
  const receipt = parseReceipt(code.value);
  if (!receipt) {
    const digits = code.value.normalize('NFKC').replace(/\D/g, '').length;
    const whole = digits === 26 || digits === 28;
    say(whole ? '有一位数字对不上，请一组一组再核对一遍。' : `回执码是 26 位数字，现在是 ${digits} 位。`);
    code.focus();
    return;
  }
  say('', '正在手机里换算查询号，要几秒钟……');
  const { locator, auth, wrap } = await deriveReceipt(receipt, Number(no));
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
  code.value = '';
  $('ask').hidden = true;
  draw({ api, no: Number(no), view, wrap, expired });
}

function expired(): void {
  reopen = true;
  $('answer').hidden = true;
  say(EXPIRED);
  goTo($('ask'));
  code.focus();
}

const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

function draw(session: Session): void {
  const { view } = session;
  $('received').textContent = `${dayText(view.day)}收到您的举报。`;
  empty($('steps'));
  $('steps').appendChild(timeline(view.steps, today()));
  $('kept').textContent = kept(view);
  empty($('proofs'));
  const first = '系统对“哪一天收到过这份密文”的签名。以后有争议，可以用它证明您举报过。谁都可以在“验证凭证”页里验。';
  $('proofs').appendChild(proof('accepted', '受理凭证', first, view.proof));
  const last = '系统对办理结果和日期的签名。以后有争议，可以用它证明当时是怎么答复您的。';
  if (view.closing) $('proofs').appendChild(proof('closing', '办结凭证', last, view.closing));
  $('must-change').hidden = !view.mustChange;
  $('may-change').hidden = view.mustChange || view.shreddedOn !== null;
  empty($('reward'));
  $('reward').hidden = true;
  if (view.reward) import('./reward.ts').then(({ showReward }) => showReward($('reward'), session)).catch(failed);
  // An emptied box: nothing of one tip may stand beside another's.
  empty($('talk'));
  $('talk').hidden = view.mustChange || view.shreddedOn !== null;
  goTo($('answer'));
  later(session);
}

/** What needs the reporter's keys is loaded behind the status, which stands already. */
function later(session: Session): void {
  for (const id of ['change-now', 'change']) {
    $(id).onclick = () => {
      $('change-note').textContent = '';
      import('./renew.ts').then(({ renew }) => renew(session)).catch(failed);
    };
  }
  if ($('talk').hidden) return;
  if (session.view.messages > 0 || reopen) openTalk(session);
  else offerTalk(session);
}

function offerTalk(session: Session): void {
  const open = make('button', { type: 'button', className: 'plain', textContent: '写给受理员' });
  open.onclick = () => openTalk(session);
  $('talk').appendChild(make('h2', { textContent: '往来消息' }));
  $('talk').appendChild(make('p', { textContent: '还没有消息。要补充情况，或因为举报受到打击报复，在这里写。' }));
  $('talk').appendChild(make('p', {}, open));
}

function openTalk(session: Session): void {
  const box = $('talk');
  empty(box);
  box.appendChild(make('p', { className: 'working', textContent: '正在取往来消息，在手机里解密……' }));
  const open = () => import('./talk.ts').then(({ showTalk }) => showTalk(box, session));
  open().catch((error: unknown) => {
    if (isExpired(error)) return expired();
    const again = make('button', { type: 'button', className: 'plain', textContent: '再取一次' });
    again.onclick = () => openTalk(session);
    empty(box);
    box.appendChild(make('p', { className: 'notice', textContent: sentence(error) }));
    box.appendChild(make('p', {}, again));
  });
}

const isExpired = (error: unknown) => error instanceof Refused && error.refusal.code === 'receipt_expired';

function failed(error: unknown): void {
  if (isExpired(error)) expired();
  else $('change-note').textContent = sentence(error);
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

$('another').onclick = () => location.reload();
watchReminders();
$('without').hidden = true;
