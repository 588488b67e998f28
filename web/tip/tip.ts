import { sentence } from './api.ts';
import { $, empty, goTo, make } from './dom.ts';
import { canSeal } from './old.ts';
import { photos, watchPhotos } from './photos.ts';
import { showReceipt } from './receipt-card.ts';
import { Sender, type Written } from './send.ts';
import { change, type Watch, watchSteps } from './steps.ts';

const form = $<HTMLFormElement>('tip');
const sender = new Sender(form.dataset.api as string);
const state = { dirty: false, sending: false, finished: false };

const chosen = (name: string): HTMLInputElement | null => form.querySelector(`input[name="${name}"]:checked`);
const value = (name: string): string => {
  const radio = chosen(name);
  if (radio) return radio.value;
  const field = form.elements.namedItem(name);
  return field instanceof HTMLElement && 'value' in field ? String(field.value).trim() : '';
};
const first = (name: string) => form.querySelector(`[name="${name}"]`) as HTMLElement;
const labelOf = (name: string): string => {
  const label = chosen(name)?.parentElement;
  return (label?.querySelector('b') || label)?.textContent || '';
};
const named = () => value('track') !== 'anonymous';

function written(): Written {
  return {
    header: {
      category: value('category') as Written['header']['category'],
      placeUnitId: value('placeUnitId') || null,
      danger: value('danger') === 'yes',
      casualty: value('casualty') === 'yes',
      track: value('track') as Written['header']['track'],
      aboutOffice: value('aboutOffice') === 'yes',
    },
    text: {
      text: value('text'),
      place: value('place'),
      enterprise: value('enterprise'),
      name: named() ? value('name') : '',
      contact: named() ? value('contact') : '',
    },
    photos: photos(),
  };
}

const NEEDED: Record<number, readonly (readonly [string, string, () => boolean])[]> = {
  1: [['track', '请选一种举报方式。', () => true]],
  2: [
    ['category', '请选最接近的一类；拿不准就选“其他”。', () => true],
    ['danger', '请选现在是不是正有危险。', () => true],
    ['casualty', '请选有没有人受伤或死亡；不知道就选“否”。', () => true],
  ],
  3: [['place', '请写具体地点，否则派去的人找不到。', () => true]],
  4: [
    ['text', '请写几句您看到的情况。', () => true],
    ['name', '您选了留姓名，请填写；不想留，可以退回第 1 步改成匿名。', named],
    ['contact', '请填电话；不想留，可以退回第 1 步改成匿名。', named],
  ],
};

const watch: Watch = {
  check(step) {
    const missing = (NEEDED[step] || []).filter(([name, , needed]) => needed() && !value(name))[0];
    return missing ? { say: missing[1], at: first(missing[0]) } : undefined;
  },
  entered(step) {
    if (step === 4) $('names').hidden = !named();
    // The keys and the puzzle take seconds on an old phone: done while the person still writes.
    if (step === 3) sender.draft().catch(() => undefined);
    if (step === 6) {
      review();
      sender.work().catch(() => undefined);
    }
    if (step === 7) submit();
  },
  mayReturn: () => !state.sending && !sender.perhapsArrived,
  finished: () => state.finished,
};

function review(): void {
  const place = $('place-unit') as unknown as HTMLSelectElement;
  const street = place.selectedIndex > 0 ? (place.options[place.selectedIndex] as HTMLOptionElement).text : '';
  const rows: [string, string, number][] = [
    ['方式', labelOf('track'), 1],
    ['类别', labelOf('category'), 2],
    ['现在有危险 / 有人伤亡', `${labelOf('danger')} / ${labelOf('casualty')}`, 2],
    ['地点', [street, value('place')].filter(Boolean).join(' · '), 3],
    ['单位', value('enterprise') || '没有填', 3],
    ['情况', value('text'), 4],
    ['照片', photos().length > 0 ? `${photos().length} 张` : '没有', 5],
  ];
  if (named()) rows.splice(6, 0, ['姓名、电话', `${value('name')}，${value('contact')}`, 4]);
  empty($('review'));
  for (const [name, text, step] of rows) {
    const button = make('button', { type: 'button', className: 'plain small', textContent: '改' });
    button.setAttribute('aria-label', `改${name}`);
    button.addEventListener('click', () => change(step, watch));
    $('review').appendChild(make('dt', { textContent: name }));
    $('review').appendChild(make('dd', {}, make('span', { textContent: text }), button));
  }
}

function submit(): void {
  if (state.sending) return;
  state.sending = true;
  $('failed').hidden = true;
  $('doing').textContent = '';
  const bar = $<HTMLProgressElement>('bar');
  bar.hidden = false;
  $('stay').hidden = false;
  void sender
    .send(written(), (percent, what) => {
      bar.value = percent;
      $('doing').textContent = what;
    })
    .then(({ accepted, receipt }) => {
      state.finished = true;
      return showReceipt(accepted, receipt, () => {
        state.dirty = false;
      });
    })
    .catch((error: unknown) => {
      $('why').textContent = sentence(error);
      $('failed').hidden = false;
      bar.hidden = true;
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

function stop(text: string): void {
  form.hidden = true;
  $('wechat').hidden = true;
  $('stopped-why').textContent = text;
  goTo($('stopped'));
}

function start(): void {
  $('without').hidden = true;
  if (!canSeal()) {
    stop('这个浏览器太旧，或网址不是 https 开头，内容没法在手机里加密，所以这里不收。请换一个浏览器打开。');
    return;
  }
  $('wechat').hidden = !/MicroMessenger/i.test(navigator.userAgent);
  form.addEventListener('input', () => {
    state.dirty = true;
  });
  form.addEventListener('change', () => {
    $('danger-note').hidden = value('danger') !== 'yes';
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
  sender.seal().catch(() => stop('这个浏览器太旧，内容没法在手机里加密，所以这里不收。请换一个浏览器打开。'));
  sender.form().then(
    ({ places }) => {
      for (const { id, name } of places) $('place-unit').appendChild(make('option', { value: id, textContent: name }));
    },
    (error: unknown) => stop(sentence(error)),
  );
}

start();
