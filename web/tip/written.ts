import { $, empty, make } from './dom.ts';
import { photos } from './photos.ts';
import type { Form, Written } from './send.ts';

const form = $<HTMLFormElement>('tip');

const chosen = (name: string): HTMLInputElement | null => form.querySelector(`input[name="${name}"]:checked`);
export const value = (name: string): string => {
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
export const named = () => value('track') !== 'anonymous';
/** Asked only where somebody else than the office could open it. */
const officeAsked = () => !$('office').hidden;
export const aboutOffice = () => officeAsked() && value('aboutOffice') === 'yes';

export function written(): Written {
  return {
    header: {
      category: value('category') as Written['header']['category'],
      placeUnitId: value('placeUnitId') || null,
      danger: value('danger') === 'yes',
      casualty: value('casualty') === 'yes',
      track: value('track') as Written['header']['track'],
      aboutOffice: aboutOffice(),
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
  3: [
    ['place', '请写具体地点，否则派去的人找不到。', () => true],
    ['aboutOffice', '请选举报的是不是收件单位；拿不准就选“否”。', officeAsked],
  ],
  4: [
    ['text', '请写几句您看到的情况。', () => true],
    ['name', '您选了留姓名，请填写；不想留，可以退回第 1 步改成匿名。', named],
    ['contact', '请填电话；不想留，可以退回第 1 步改成匿名。', named],
  ],
};

/** What the step still lacks, said in a sentence, and where. */
export function lacking(step: number): { say: string; at: HTMLElement } | undefined {
  const missing = (NEEDED[step] || []).filter(([name, , needed]) => needed() && !value(name))[0];
  return missing ? { say: missing[1], at: first(missing[0]) } : undefined;
}

/** What this district offers: its streets, its tracks, who receives, how long it is kept. */
export function furnish({ places, tracks, offices, roleKeys, retention }: Form): void {
  for (const { id, name } of places) $('place-unit').appendChild(make('option', { value: id, textContent: name }));
  for (const input of Array.from(form.querySelectorAll<HTMLInputElement>('input[name=track]'))) {
    const offered = tracks.some((track) => track === input.value);
    (input.parentElement as HTMLElement).hidden = !offered;
  }
  const apart = roleKeys.some(({ role }) => role === 'discipline');
  $('office').hidden = !apart;
  $('office-none').hidden = apart;
  const names = offices.join('、') || '本地举报受理单位';
  for (const place of Array.from(form.querySelectorAll('[data-offices]'))) place.textContent = names;
  const { closed, not_established } = retention;
  $('kept').textContent = `本地保存 ${closed} 天，查下来不成立的 ${not_established} 天。`;
}

/** Who will open it, wherever the form says so. */
export function nameReaders(): void {
  const who = aboutOffice() ? '纪检监察人员' : '本地举报受理员';
  for (const place of Array.from(form.querySelectorAll('[data-who]'))) place.textContent = who;
  $('office-note').hidden = !aboutOffice();
  for (const track of ['sealed_name', 'real_name']) $(`name-${track}`).hidden = value('track') !== track;
}

/** All that was written, each with a way back to its step. */
export function review(change: (step: number) => void): void {
  const place = $('place-unit') as unknown as HTMLSelectElement;
  const street = place.selectedIndex > 0 ? (place.options[place.selectedIndex] as HTMLOptionElement).text : '';
  const rows: [string, string, number][] = [
    ['方式', labelOf('track'), 1],
    ['类别', labelOf('category'), 2],
    ['现在有危险 / 有人伤亡', `${labelOf('danger')} / ${labelOf('casualty')}`, 2],
    ['地点', [street, value('place')].filter(Boolean).join(' · '), 3],
    ['单位', value('enterprise') || '没有填', 3],
    ['由谁打开', aboutOffice() ? '纪检监察（举报的是收件单位）' : '本地举报受理员', 3],
    ['情况', value('text'), 4],
    ['照片、文件', photos().length > 0 ? `${photos().length} 个` : '没有', 5],
  ];
  if (named()) rows.splice(7, 0, ['姓名、电话', `${value('name')}，${value('contact')}`, 4]);
  if (!officeAsked()) rows.splice(5, 1);
  empty($('review'));
  for (const [name, text, step] of rows) {
    const button = make('button', { type: 'button', className: 'plain small', textContent: '改' });
    button.setAttribute('aria-label', `改${name}`);
    button.addEventListener('click', () => change(step));
    $('review').appendChild(make('dt', { textContent: name }));
    $('review').appendChild(make('dd', {}, make('span', { textContent: text }), button));
  }
}
