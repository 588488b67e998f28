import { ask, Refused } from './api.ts';
import { $, goTo, newKey } from './dom.ts';

const NAMES = [
  'unitName',
  'tenantName',
  'level',
  'divisionCode',
  'slug',
  'contactName',
  'contactPhone',
  'reason',
] as const;
type Name = (typeof NAMES)[number];
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Sentences a person can act on; the server checks again and has the last word. */
const WRONG: Record<Name, string> = {
  unitName: '请写申请单位的全称。',
  tenantName: '请写地区名称。',
  level: '请选层级。',
  divisionCode: '行政区划代码是六位数字，第一位不是 0。',
  slug: '网址简称要 3 至 32 个小写字母、数字或短横，以字母开头，不以短横结尾。',
  contactName: '请写联系人。',
  contactPhone: '请写 11 位手机号，或带区号的座机（如 0915-3212345）。',
  reason: '请写几句申请说明。',
};
const SHAPES: Partial<Record<Name, RegExp>> = {
  divisionCode: /^[1-9]\d{5}$/,
  slug: /^[a-z][a-z0-9-]{1,30}[a-z0-9]$/,
  contactPhone: /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/,
};
const field = (name: Name) => $(name) as unknown as Field;
const text = (name: Name) => field(name).value.trim();

let sent: { like: string; key: string } | undefined;

function mark(wrong: Partial<Record<Name, string>>, summary: string): void {
  for (const name of NAMES) {
    $(`${name}-error`).textContent = wrong[name] || '';
    field(name).setAttribute('aria-invalid', String(!!wrong[name]));
  }
  $('summary').hidden = summary === '';
  $('summary').textContent = summary;
  const first = NAMES.filter((name) => wrong[name])[0];
  if (first) field(first).focus();
  else if (summary) $('summary').focus();
}

function check(): Partial<Record<Name, string>> {
  const wrong: Partial<Record<Name, string>> = {};
  for (const name of NAMES) {
    const shape = SHAPES[name] || (name === 'level' || name === 'contactName' ? /./ : /.{2}/s);
    if (!shape.test(text(name))) wrong[name] = WRONG[name];
  }
  return wrong;
}

async function send(): Promise<void> {
  const body: Record<string, string> = {};
  for (const name of NAMES) body[name] = text(name);
  const like = JSON.stringify(body);
  // The same form pressed twice is one application; a changed one is another.
  if (!sent || sent.like !== like) sent = { like, key: newKey() };
  const { id } = await ask<{ id: string }>('/platform/api/applications', body, sent.key);
  $('number').textContent = id;
  $('form-part').hidden = true;
  goTo($('done-part'));
}

function refused(error: unknown): void {
  if (!(error instanceof Refused)) {
    mark({}, '没有提交成功，填的内容都在。请再试一次。');
    return;
  }
  const { code, detail, fields, retryAfter } = error.refusal;
  const wrong: Partial<Record<Name, string>> = {};
  for (const { path } of fields) if (path in WRONG) wrong[path as Name] = WRONG[path as Name];
  if (code === 'name_taken') wrong.slug = '这个网址简称已有人用，请换一个。';
  mark(wrong, retryAfter > 0 ? `${detail}（约 ${Math.ceil(retryAfter / 60)} 分钟后可以再试，填的内容都在）` : detail);
}

const button = $<HTMLButtonElement>('send');
$('apply').addEventListener('submit', (event) => {
  event.preventDefault();
  if (button.disabled) return;
  const wrong = check();
  const count = Object.keys(wrong).length;
  mark(wrong, count > 0 ? `还有 ${count} 处要改，已在下面标出。` : '');
  if (count > 0) return;
  button.disabled = true;
  button.textContent = '正在提交……';
  void send()
    .catch(refused)
    .then(() => {
      button.disabled = false;
      button.textContent = '提交申请';
    });
});

$('without').hidden = true;
