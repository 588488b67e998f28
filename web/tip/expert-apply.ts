import './old.ts';
import './expert-apply.css';
import type * as contract from '../../workers/contract/expert-intake.ts';
import type { ClientOutput } from '../../workers/contract/route.ts';
import { birthDayOf, identityNumberProblem, plainIdentityNumber } from '../../workers/protocol/identity-number.ts';
import { newPayCode } from '../../workers/protocol/pay-code.ts';
import { ask, OFFLINE, Refused } from './api.ts';
import { $, copyText, goTo, make, newKey } from './dom.ts';
import { cardsOf, credentialsSent, type Kind, periodsSent, tiesSent } from './expert-cards.ts';
import { forget, keep, recall } from './expert-draft.ts';
import { drawMeasure, factsOf } from './expert-measure.ts';
import { review } from './expert-review.ts';
import { walkSteps } from './expert-steps.ts';

type Form = ClientOutput<typeof contract.form>;
const { api } = $('apply').dataset as { api: string };
const OWN = ['name', 'identityNumber', 'phone', 'employer', 'post', 'bio'] as const;
const SECRET: readonly string[] = ['identityNumber', 'phone'];
const field = (name: string) => $<HTMLInputElement>(name);
const value = (name: string) => field(name).value.trim();
const number = () => plainIdentityNumber(value('identityNumber'));

function open(form: Form): void {
  const draft = recall(api);
  const chosen = drawPools(form, draft?.pools || (form.pools.length === 1 && form.pools[0] ? [form.pools[0].id] : []));
  const pools = () => form.pools.filter((pool) => chosen().indexOf(pool.id) >= 0);
  const around = { api, maxBytes: form.limits.maxBytes, fields: form.fields, changed: () => changed() };
  const lists = {
    period: cardsOf('period', around),
    credential: cardsOf('credential', around),
    tie: cardsOf('tie', around),
  };
  const facts = () => {
    const birthDay = identityNumberProblem(number(), form.day) === '' ? birthDayOf(number()) : '';
    return factsOf(birthDay, lists.period.entries, lists.credential.entries, form.day);
  };
  if (draft) {
    $('kept').hidden = false;
    for (const name of OWN) if (draft.own[name]) field(name).value = draft.own[name];
    for (const kind of Object.keys(lists) as Kind[]) for (const entry of draft.entries[kind]) lists[kind].add(entry);
  }
  if (lists.period.entries.length === 0) lists.period.add();
  const measured = (box: string) => drawMeasure($(box), pools(), facts(), form.day);
  function changed(): void {
    const own: Record<string, string> = {};
    for (const name of OWN) if (SECRET.indexOf(name) < 0) own[name] = value(name);
    const entries = { period: lists.period.entries, credential: lists.credential.entries, tie: lists.tie.entries };
    keep(api, { pools: chosen(), own, entries });
    measured('measure');
  }
  $('apply').addEventListener('change', changed);
  $('forget').addEventListener('click', () => {
    forget(api);
    location.reload();
  });
  let solving: Promise<object> | undefined;
  const solve = (fresh: boolean): Promise<object> => {
    if (!solving || fresh) {
      const asked = fresh ? ask<Form>(`${api}/expert-form`) : Promise.resolve(form);
      solving = Promise.all([asked, import('./solve.ts')]).then(([f, work]) => work.solve(f.challenge));
      solving.catch(() => {
        solving = undefined;
      });
    }
    return solving;
  };
  walkSteps({
    check: (step) => {
      if (step === 1) return chosen().length > 0 ? '' : '请至少选一个专家库。';
      if (step === 2) return checkOwn(form.day) ? '' : '有几处要改，已标出。';
      if (step === 3 && lists.period.entries.length === 0) return '请至少写一段工作经历。';
      if (step === 3) return lists.period.check() ? '' : '有几处要改，已标出。';
      if (step === 4) return lists.credential.check() ? '' : '有几处要改，已标出。';
      if (step === 5) return lists.tie.check() ? '' : '有几处要改，已标出。';
      return $<HTMLInputElement>('consent').checked ? '' : '请先勾选承诺。';
    },
    entered: (step) => {
      if (step === 3) measured('measure');
      if (step !== 6) return;
      measured('result');
      review($('review'), pools(), value, number(), lists);
      void solve(false).catch(() => undefined);
    },
    last: () => {
      const body = {
        poolIds: chosen(),
        name: value('name'),
        identityNumber: number(),
        phone: value('phone').replace(/\s/g, ''),
        employer: value('employer'),
        post: value('post'),
        bio: value('bio'),
        periods: periodsSent(lists.period.entries),
        credentials: credentialsSent(lists.credential.entries),
        ties: tiesSent(lists.tie.entries),
        consent: true,
      };
      void send(body, solve);
    },
  });
  $('apply').hidden = false;
}

function drawPools(form: Form, before: readonly string[]): () => string[] {
  const boxes = form.pools.map((pool) => {
    const box = make('input', { type: 'checkbox', value: pool.id, checked: before.indexOf(pool.id) >= 0 });
    const rule = pool.rule || {};
    const years = typeof rule.minYears === 'number' ? `要求从事安全技术或安全管理实际工作满 ${rule.minYears} 年。` : '';
    const words = [years, pool.notice, pool.basis ? `依据：${pool.basis}` : ''].filter(Boolean).join('\n');
    const text = make(
      'span',
      {},
      make('b', { textContent: pool.title }),
      make('small', { className: 'pool-notice', textContent: words }),
    );
    $('pools').appendChild(make('label', { className: 'card' }, box, text));
    return box;
  });
  return () => boxes.filter((box) => box.checked).map((box) => box.value);
}

function checkOwn(today: string): boolean {
  const wrong: Record<string, string> = {};
  if (value('name').length < 2) wrong.name = '请写姓名。';
  const problem = identityNumberProblem(number(), today);
  if (problem) wrong.identityNumber = `${problem}。`;
  if (!/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(value('phone').replace(/\s/g, '')))
    wrong.phone = '请写 11 位手机号，或带区号的座机。';
  if (value('employer').length < 2) wrong.employer = '请写工作单位。';
  for (const name of OWN) {
    if (name === 'bio') continue;
    $(`${name}-error`).textContent = wrong[name] || '';
    field(name).setAttribute('aria-invalid', String(!!wrong[name]));
  }
  const first = OWN.filter((name) => wrong[name])[0];
  if (first) field(first).focus();
  return !first;
}

let sent: { like: string; key: string; code: string } | undefined;
let busy = false;

async function send(body: object, solve: (fresh: boolean) => Promise<object>): Promise<void> {
  if (busy) return;
  busy = true;
  const line = document.querySelector('[data-step="6"] [data-step-error]') as HTMLElement;
  const button = $<HTMLButtonElement>('send');
  const tell = (percent: number, text: string) => {
    $<HTMLProgressElement>('send-progress').value = percent;
    $('send-note').textContent = text;
  };
  button.disabled = true;
  $('sending').hidden = false;
  line.textContent = '';
  // The same application pressed twice is one: after a lost answer the same number comes back.
  const like = JSON.stringify(body);
  try {
    tell(20, '手机在算一道题（防止机器刷屏），一般几秒钟……');
    const work = await solve(false);
    if (!sent || sent.like !== like) sent = { like, key: newKey(), code: newPayCode() };
    const { key, code } = sent;
    tell(70, '正在提交……');
    const answer = await ask<{ number: string }>(`${api}/expert-applications`, { ...body, code, work }, key);
    forget(api);
    $('number').textContent = answer.number;
    $('code').textContent = code.replace(/(\d{4})(?=\d)/g, '$1 ');
    $('copy').addEventListener('click', () => {
      void copyText(`申请编号 ${answer.number}，查询码 ${code}`).then((done) => {
        $('copied').textContent = done ? '已复制，请粘贴到备忘录里。' : '没能复制，请截屏或抄下来。';
      });
    });
    $('apply').hidden = true;
    goTo($('done'));
  } catch (error) {
    line.textContent = said(error);
    if (error instanceof Refused && /^proof_/.test(error.refusal.code)) {
      sent = undefined;
      void solve(true).catch(() => undefined);
    } else if (!(error instanceof Refused) || error.refusal.code !== 'offline') sent = undefined;
  }
  $('sending').hidden = true;
  button.disabled = false;
  busy = false;
}

function said(error: unknown): string {
  if (!(error instanceof Refused)) return '没有提交成功，填的内容都在。请再试一次，或换一个浏览器。';
  const { code, detail, fields, retryAfter } = error.refusal;
  if (code === 'not_found') return '有一份证明材料已过期（上传后一天内没有提交），请去掉后重新上传。';
  const first = fields[0] ? `（${fields[0].message}）` : '';
  return `${detail}${first}${retryAfter > 0 ? `（约 ${Math.ceil(retryAfter / 60)} 分钟后可以再试）` : ''}`;
}

function start(): void {
  $('stopped').hidden = true;
  const stop = (why: string) => {
    $('stopped-why').textContent = why;
    goTo($('stopped'));
  };
  ask<Form>(`${api}/expert-form`).then(
    (form) => (form.pools.length > 0 ? open(form) : stop('本地区现在没有开放申请的专家库，请留意通知。')),
    (error: unknown) =>
      stop(error instanceof Refused && error.refusal.code !== 'offline' ? error.refusal.detail : OFFLINE),
  );
}

$('without').hidden = true;
$('reload').addEventListener('click', start);
start();
