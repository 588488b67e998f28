import './old.ts';
import { ask, Refused, sentence } from './api.ts';
import { $, dayText, goTo, make, newKey } from './dom.ts';

interface Sheet {
  readonly enterprise: string;
  readonly title: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly parts: readonly { readonly id: string; readonly expert: string; readonly score: number | null }[];
}

const api = `/${$('score').dataset.tenant}/api/expert-scores`;
const token = location.hash.slice(1);
/** What each mark means, in the words of the yearly assessment. */
const MARKS: readonly (readonly [number, string])[] = [
  [95, '很好'],
  [85, '较好'],
  [70, '一般'],
  [50, '较差'],
  [20, '很差'],
];
let sent: { like: string; key: string } | undefined;

function trouble(text: string): void {
  $('trouble').textContent = text;
  $('trouble').hidden = false;
  $('trouble').focus();
}

function draw(sheet: Sheet): void {
  $('what').textContent =
    `${sheet.enterprise}：${sheet.title}，${dayText(sheet.fromDay)}至${dayText(sheet.toDay)}。请为到场的专家评分。`;
  for (const part of sheet.parts) {
    const choices = make('div', { className: 'choices' });
    for (const [score, label] of MARKS) {
      const radio = make('input', { type: 'radio', name: part.id, value: String(score) });
      radio.checked = part.score === score;
      choices.appendChild(make('label', {}, radio, ` ${label}（${score} 分）`));
    }
    $('experts').appendChild(make('fieldset', {}, make('legend', {}, part.expert), choices));
  }
  $('sheet').hidden = false;
}

async function send(sheet: Sheet): Promise<void> {
  const scores = sheet.parts.map(({ id }) => {
    const chosen = document.querySelector<HTMLInputElement>(`input[name="${id}"]:checked`);
    return { partId: id, score: chosen ? Number(chosen.value) : -1 };
  });
  const left = scores.filter((one) => one.score < 0).length;
  $('sheet-error').textContent = left > 0 ? `还有 ${left} 位没有评分。` : '';
  if (left > 0) {
    $('sheet-error').focus();
    return;
  }
  const like = JSON.stringify(scores);
  // Pressed twice, it is one answer; another choice is another.
  if (!sent || sent.like !== like) sent = { like, key: newKey() };
  await ask(api, { token, scores }, sent.key);
  $('sheet').hidden = true;
  goTo($('done'));
}

async function open(): Promise<void> {
  const sheet = await ask<Sheet>(`${api}/sheet`, { token });
  if (sheet.parts.length === 0) {
    trouble('专家还没有签署意见，请晚些时候再来。');
    return;
  }
  draw(sheet);
  const button = $<HTMLButtonElement>('send');
  $('sheet').addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    const enable = () => {
      button.disabled = false;
    };
    send(sheet).then(enable, (error: unknown) => {
      enable();
      $('sheet-error').textContent = said(error);
      $('sheet-error').focus();
    });
  });
}

const said = (error: unknown): string => {
  const code = error instanceof Refused ? error.refusal.code : '';
  if (code === 'link_invalid' || code === 'bad_request') return '这个链接已失效，或网址不完整。请向安委办要新的链接。';
  return error instanceof Refused ? sentence(error) : '这一页没能打开，请再试一次，或换一个浏览器。';
};

$('without').hidden = true;
open().catch((error: unknown) => trouble(said(error)));
