import { $, newKey } from './dom.ts';
import { type Filed, watchFile } from './expert-file.ts';

export type Kind = 'period' | 'credential' | 'tie';
/** What stands in a card, by the names of its fields; days as `YYYY-MM-DD`, '' for none. */
export interface Entry {
  readonly key: string;
  values: Record<string, string>;
  file: Filed | null;
}
export interface Cards {
  readonly entries: Entry[];
  add(entry?: Entry): void;
  /** Marks what is wrong and moves to the first of it. True when nothing is. */
  check(): boolean;
}
export interface Around {
  readonly api: string;
  readonly maxBytes: number;
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  changed(): void;
}

const TITLES: Record<Kind, string> = { period: '工作经历', credential: '证书', tie: '单位' };
const START: Record<Kind, Record<string, string>> = { period: { share: '100' }, credential: {}, tie: {} };
type Input = HTMLInputElement;

/** A list of cards of one kind: each a copy of the page's template, kept in `entries` as it is typed. */
export function cardsOf(kind: Kind, around: Around): Cards {
  const entries: Entry[] = [];
  const list = $(`${kind}-list`);
  const number = () => {
    Array.from(list.children).forEach((card, i) => {
      (card.querySelector('legend') as HTMLElement).textContent = `${TITLES[kind]} ${i + 1}`;
    });
  };
  const add = (entry: Entry = { key: newKey(), values: { ...START[kind] }, file: null }): void => {
    entries.push(entry);
    const copy = document.importNode(($(`${kind}-card`) as HTMLTemplateElement).content, true);
    const card = copy.querySelector('fieldset') as HTMLElement;
    card.id = entry.key;
    wire(card, entry, around);
    (card.querySelector('[data-remove]') as HTMLElement).addEventListener('click', () => {
      entries.splice(entries.indexOf(entry), 1);
      list.removeChild(card);
      number();
      $(`${kind}-add`).focus();
      around.changed();
    });
    list.appendChild(card);
    number();
  };
  $(`${kind}-add`).addEventListener('click', () => {
    add();
    const card = list.lastElementChild as HTMLElement;
    (card.querySelector('[data-name]') as HTMLElement).focus();
    around.changed();
  });
  return { entries, add, check: () => checkAll(kind, entries) };
}

function wire(card: HTMLElement, entry: Entry, around: Around): void {
  const fields = card.querySelector('[data-fields]');
  if (fields) for (const { key, label } of around.fields) fields.appendChild(new Option(label, key));
  const shut = () => {
    const to = card.querySelector<HTMLInputElement>('[data-name="toDay"]');
    if (to && card.querySelector('[data-name="open"]')) to.hidden = entry.values.open === '1';
  };
  for (const input of Array.from(card.querySelectorAll<Input>('[data-name]'))) {
    const name = input.dataset.name as string;
    const box = input.closest('.field') as HTMLElement;
    const tick = input.type === 'checkbox';
    input.id = `${entry.key}-${name}`;
    if (!tick) {
      const error = box.querySelector('[data-error]') as HTMLElement;
      error.id = `${entry.key}-${name}-error`;
      input.setAttribute('aria-describedby', error.id);
      (box.querySelector('label') as HTMLLabelElement).htmlFor = input.id;
    }
    if (tick) (input as HTMLInputElement).checked = entry.values[name] === '1';
    else input.value = entry.values[name] || '';
    input.addEventListener('change', () => {
      entry.values[name] = tick ? ((input as HTMLInputElement).checked ? '1' : '') : input.value.trim();
      shut();
      around.changed();
    });
  }
  shut();
  const file = card.querySelector<HTMLElement>('.evidence');
  if (file) {
    watchFile(file, around.api, around.maxBytes, entry.file, (filed) => {
      entry.file = filed;
      around.changed();
    });
  }
}

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
};
const DAY = '写到日，如 2015-03-01，要是实有的日子。';

function wrongOf(kind: Kind, v: Record<string, string>): Record<string, string> {
  const wrong: Record<string, string> = {};
  const need = (name: string, min: number, say: string) => {
    if ((v[name] || '').length < min) wrong[name] = say;
  };
  const day = (name: string, needed: boolean) => {
    if (v[name] ? !isDay(v[name]) : needed) wrong[name] = DAY;
  };
  if (kind === 'period') {
    need('employer', 2, '请写工作单位。');
    need('post', 1, '请写岗位。');
    need('work', 1, '请选工作性质。');
    need('field', 1, '请选专业领域。');
    day('fromDay', true);
    if (v.open !== '1') day('toDay', true);
    if (!wrong.fromDay && !wrong.toDay && v.open !== '1' && (v.toDay || '') < (v.fromDay || ''))
      wrong.toDay = '离开日期早于开始日期。';
    if (!/^([1-9]\d?|100)$/.test(v.share || '')) wrong.share = '填 1 至 100 的整数。';
  } else if (kind === 'credential') {
    need('kind', 1, '请选类别。');
    need('name', 2, '请写名称。');
    day('issuedOn', false);
    day('expiresOn', false);
    if (v.issuedOn && v.expiresOn && v.expiresOn < v.issuedOn) wrong.expiresOn = '有效期至早于发证日期。';
  } else {
    need('kind', 1, '请选关系。');
    need('enterprise', 2, '请写单位名称。');
    day('fromDay', false);
    day('toDay', false);
    if (v.fromDay && v.toDay && v.toDay < v.fromDay) wrong.toDay = '早于开始的日子。';
  }
  return wrong;
}

function checkAll(kind: Kind, entries: readonly Entry[]): boolean {
  let first: HTMLElement | undefined;
  for (const entry of entries) {
    const wrong = wrongOf(kind, entry.values);
    for (const input of Array.from($(entry.key).querySelectorAll<Input>('[data-name]'))) {
      const name = input.dataset.name as string;
      if (name === 'open') continue;
      $(`${entry.key}-${name}-error`).textContent = wrong[name] || '';
      input.setAttribute('aria-invalid', String(!!wrong[name]));
      if (wrong[name] && !first) first = input;
    }
  }
  if (first) first.focus();
  return !first;
}

const orNull = (day: string | undefined): string | null => day || null;
const claim = (file: Filed | null) => (file ? { id: file.id, token: file.token } : null);

/** As the API takes them. */
export const periodsSent = (entries: readonly Entry[]) =>
  entries.map(({ values: v, file }) => ({
    employer: v.employer,
    post: v.post,
    work: v.work,
    field: v.field,
    fromDay: v.fromDay,
    toDay: v.open === '1' ? null : orNull(v.toDay),
    share: Number(v.share),
    file: claim(file),
  }));
export const credentialsSent = (entries: readonly Entry[]) =>
  entries.map(({ values: v, file }) => ({
    kind: v.kind,
    name: v.name,
    level: v.level || '',
    number: v.number || '',
    issuedOn: orNull(v.issuedOn),
    expiresOn: orNull(v.expiresOn),
    file: claim(file),
  }));
export const tiesSent = (entries: readonly Entry[]) =>
  entries.map(({ values: v }) => ({
    kind: v.kind,
    enterprise: v.enterprise,
    fromDay: orNull(v.fromDay),
    toDay: orNull(v.toDay),
  }));
