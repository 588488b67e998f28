import './old.ts';
import './expert-apply.css';
import type * as contract from '../../workers/contract/expert-intake.ts';
import type { ClientOutput } from '../../workers/contract/route.ts';
import { parsePayCode } from '../../workers/protocol/pay-code.ts';
import { ask, OFFLINE, Refused } from './api.ts';
import { $, dayText, empty, goTo, make, newKey } from './dom.ts';
import { type Cards, cardsOf, credentialsSent, periodsSent } from './expert-cards.ts';
import { type Filed, watchFile } from './expert-file.ts';

type Status = ClientOutput<typeof contract.status>;
type Receipt = { readonly number: string; readonly code: string };
const { api } = $('ask').dataset as { api: string };
let lists: { period: Cards; credential: Cards } | undefined;
let picked: { kind: string; id: string; file: Filed }[] = [];

const said = (error: unknown): string => {
  if (!(error instanceof Refused)) return OFFLINE;
  const { detail, fields, retryAfter } = error.refusal;
  return `${detail}${fields[0] ? `（${fields[0].message}）` : ''}${retryAfter > 0 ? `（${retryAfter} 秒后可以再试）` : ''}`;
};

function typed(): Receipt | undefined {
  const number = $<HTMLInputElement>('number').value.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const code = parsePayCode($<HTMLInputElement>('code').value);
  $('number-error').textContent = /^ZJ\d{4}-\d{4,8}$/.test(number) ? '' : '申请编号形如 ZJ2026-0001。';
  $('code-error').textContent = code ? '' : '查询码是 14 位数字，有一位对不上，请核对。';
  return code && $('number-error').textContent === '' ? { number, code } : undefined;
}

async function look(receipt: Receipt): Promise<void> {
  const view = await ask<Status>(`${api}/expert-application`, receipt);
  $('ask').hidden = true;
  draw(view, receipt);
  goTo($('answer'));
}

function draw(view: Status, receipt: Receipt): void {
  $('received').textContent = `申请编号 ${view.number}，${dayText(view.day)}收到。`;
  empty($('seats'));
  for (const seat of view.seats) {
    const over = /^(refused|withdrawn|removed|ended)$/.test(seat.state);
    const item = make('li', { className: seat.state === 'appointed' || over ? 'done' : 'now' });
    item.appendChild(make('b', { textContent: seat.poolTitle }));
    item.appendChild(make('span', { className: 'when', textContent: seat.label }));
    if (seat.note) item.appendChild(make('p', { textContent: seat.note }));
    if (seat.publicisedTo) item.appendChild(make('p', { textContent: `公示到${dayText(seat.publicisedTo)}` }));
    if (seat.termTo) item.appendChild(make('p', { textContent: `聘期到${dayText(seat.termTo)}` }));
    $('seats').appendChild(item);
  }
  $('words').hidden = view.words === '';
  $('words').textContent = view.words;
  $('may-withdraw').hidden = !view.may.withdraw;
  $('supplement').hidden = !view.may.supplement;
  if (view.may.supplement) drawItems(view);
  $('supplement-send').onclick = () => void press('supplement-send', 'supplement-error', () => supplement(receipt));
  $('withdraw').onclick = () =>
    void press('withdraw', 'withdraw-error', async () => {
      await ask(`${api}/expert-application/withdraw`, receipt, newKey());
      await look(receipt);
    });
}

function drawItems(view: Status): void {
  picked = [];
  empty($('items'));
  const { maxBytes } = view.limits;
  for (const { kind, id, label, filed } of view.items) {
    const card = ($('period-card') as HTMLTemplateElement).content.querySelector('.evidence') as HTMLElement;
    const box = document.importNode(card, true);
    (box.querySelector('.label') as HTMLElement).textContent =
      `${label}${filed ? '（已有材料，可换新的）' : '（还没有材料）'}`;
    $('items').appendChild(box);
    watchFile(box, api, maxBytes, null, (file) => {
      picked = picked.filter((one) => one.id !== id);
      if (file) picked.push({ kind, id, file });
    });
  }
  const around = { api, maxBytes, fields: view.fields, changed: () => undefined };
  if (!lists) lists = { period: cardsOf('period', around), credential: cardsOf('credential', around) };
}

async function supplement(receipt: Receipt): Promise<void> {
  if (!lists?.period.check() || !lists.credential.check()) throw wrong('有几处要改，已标出。');
  const [periods, credentials] = [periodsSent(lists.period.entries), credentialsSent(lists.credential.entries)];
  if (picked.length + periods.length + credentials.length === 0) throw wrong('请先选一份材料。');
  const files = picked.map(({ kind, id, file }) => ({ kind, id, file: { id: file.id, token: file.token } }));
  await ask(`${api}/expert-application/supplement`, { ...receipt, files, periods, credentials }, newKey());
  empty($('period-list'));
  empty($('credential-list'));
  lists.period.entries.length = 0;
  lists.credential.entries.length = 0;
  $('supplemented').hidden = false;
  await look(receipt);
}

const wrong = (detail: string) => new Refused({ code: 'bad_request', detail, fields: [], retryAfter: 0 });

async function press(button: string, line: string, act: () => Promise<void>): Promise<void> {
  const own = $<HTMLButtonElement>(button);
  if (own.disabled) return;
  own.disabled = true;
  $(line).textContent = '';
  await act().catch((error: unknown) => {
    $(line).textContent = said(error);
  });
  own.disabled = false;
}

$('look-up').addEventListener('submit', (event) => {
  event.preventDefault();
  const receipt = typed();
  if (receipt) void press('look', 'look-error', () => look(receipt));
});
$('another').onclick = () => location.reload();
$('without').hidden = true;
