import { Refused, sentence } from './api.ts';
import { $, goTo, watchReminders } from './dom.ts';
import { canSeal } from './old.ts';
import { allow, watchPhotos } from './photos.ts';
import { pinned, putBack } from './pin.ts';
import { showCode, wireCopy } from './receipt-card.ts';
import { Sender } from './send.ts';
import { change, type Watch, watchSteps } from './steps.ts';
import { furnish, lacking, named, nameReaders, review, value, written } from './written.ts';

const form = $<HTMLFormElement>('tip');
const sender = new Sender(form.dataset.api as string, pinned);
const state = { dirty: false, sending: false, finished: false, ready: false };
const TOO_OLD = '内容没法在手机里加密。请换一个浏览器打开。';

const nextOf = (step: number) => form.querySelector(`[data-step="${step}"] [data-next]`) as HTMLElement;

const watch: Watch = {
  check(step) {
    // Streets, tracks and who receives come with the form: on a slow line they may be a moment behind.
    if (step > 2 && !state.ready) return { say: '正在核对这里的密钥，请过几秒再按一次。', at: nextOf(step) };
    return lacking(step);
  },
  entered(step) {
    if (step === 4) $('names').hidden = !named();
    // The keys and the puzzle take seconds on an old phone: done while the person still writes.
    if (step === 3) sender.draft().catch(() => undefined);
    if (step === 6) {
      review((to) => change(to, watch));
      sender.work().catch(() => undefined);
    }
    if (step === 7) submit();
  },
  mayReturn: () => !state.sending && !sender.perhapsArrived,
  finished: () => state.finished,
};

function submit(): void {
  if (state.sending) return;
  state.sending = true;
  $('failed').hidden = true;
  $('doing').textContent = '';
  const bar = $<HTMLProgressElement>('bar');
  bar.hidden = false;
  $('stay').hidden = false;
  void sender
    .send(written(), (percent, what, halt) => {
      bar.value = percent;
      $('doing').textContent = what;
      $('halt').hidden = !halt;
      $('halt').onclick = halt || null;
    })
    .then(({ accepted, receipt }) => {
      state.finished = true;
      $('proof').textContent = accepted.proof;
      wireCopy($('copy-proof'), $('proof-copied'), accepted.proof);
      return showCode(receipt, $('code'), ['tip', 'receipt', 'asked', 'end'], async () => {
        state.dirty = false;
      });
    })
    .catch((error: unknown) => {
      if (wrongKeys(error)) return;
      $('why').textContent = sentence(error);
      $('failed').hidden = false;
      bar.hidden = true;
      $('halt').hidden = true;
      $('stay').hidden = true;
      $('doing').textContent = '';
      // What may have arrived must not change any more: the same tip goes again, and gives the same receipt.
      (document.querySelector('#failed [data-back]') as HTMLElement).hidden = sender.perhapsArrived;
      $('again').focus();
    })
    .then(() => {
      state.sending = false;
    });
}

/** Stops for good where the keys are not the ones they should be. */
function wrongKeys(error: unknown): boolean {
  if (!(error instanceof Refused) || error.refusal.code !== 'keys_wrong') return false;
  putBack();
  state.finished = true;
  state.dirty = false;
  stop(error.refusal.detail, '请不要在这里填写');
  return true;
}

function stop(text: string, title?: string): void {
  form.hidden = true;
  $('wechat').hidden = true;
  if (title) $('stopped-title').textContent = title;
  $('stopped-why').textContent = text;
  $('stopped-plain').hidden = !/请换一个浏览器/.test(text);
  goTo($('stopped'));
}

function start(): void {
  $('without').hidden = true;
  if (!canSeal()) {
    stop(`这个浏览器太旧，或网址不是 https 开头，${TOO_OLD}`);
    return;
  }
  $('wechat').hidden = !/MicroMessenger/i.test(navigator.userAgent);
  form.addEventListener('input', () => {
    state.dirty = true;
  });
  form.addEventListener('change', () => {
    $('danger-note').hidden = value('danger') !== 'yes';
    nameReaders();
  });
  window.addEventListener('beforeunload', (event) => {
    if (!state.dirty) return;
    event.preventDefault();
    event.returnValue = '';
  });
  window.addEventListener('online', () => {
    if (!$('failed').hidden) $('why').textContent = '网络恢复了，内容都在。请按“重新提交”。';
  });
  watchPhotos(() => {
    state.dirty = true;
  });
  watchSteps(watch);
  form.hidden = false;
  $('again').addEventListener('click', submit);
  watchReminders();
  sender.seal().then(
    () => sender.keys().then(opened, (error: unknown) => wrongKeys(error) || stop(sentence(error))),
    () => stop(`这个浏览器太旧，${TOO_OLD}`),
  );
}

function opened({ form: offered }: { form: Parameters<typeof furnish>[0] }): void {
  furnish(offered);
  allow(offered.attachments);
  $('pinned').hidden = pinned === undefined;
  state.ready = true;
}

start();
