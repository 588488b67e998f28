import type { NoticeDeadline, NoticeDoubt, NoticeItem } from '../../contract/notices.ts';
import type { YearSense } from './dates.ts';
import { statedDeadlines, type Wording } from './deadlines.ts';
import { bodyDeadlines } from './duties.ts';
import type { Region } from './region.ts';
import { type Clean, LINE, spanOf, wordsOf } from './text.ts';
import { looksLikeUnit } from './units.ts';
import { roleOf } from './verbs.ts';

export interface Told {
  readonly item: NoticeItem;
  readonly doubts: NoticeDoubt[];
}

/** Writes an item out. `firstLeads`: the notice says that the unit named first leads. */
export function itemOf(
  text: Clean,
  region: Region,
  no: string,
  chapter: string,
  base: YearSense,
  firstLeads: boolean,
): Told {
  const doubts: NoticeDoubt[] = [];
  const doubt = (code: NoticeDoubt['code'], a: number, b: number, words: string) => {
    doubts.push({ code, span: spanOf(text, a, b), words });
  };
  const { statements } = region;
  const named = statements.flatMap(({ units }) => units);
  const verbs = new Set(named.map(({ role }) => role));
  const ruled = firstLeads && named.length > 0 && !verbs.has('lead') && !verbs.has('convener');
  const units = named.map(({ a, b, role }, i) => {
    const name = wordsOf(text, a, b);
    if (!looksLikeUnit(text.s.slice(a, b))) doubt('odd_unit', a, b, `“${name.slice(0, 30)}”不像单位名称，请核对。`);
    const part = ruled ? (i === 0 ? 'lead' : 'support') : roleOf(role, verbs);
    return { name, role: part, span: spanOf(text, a, b) };
  });
  for (const { a, b } of statements.flatMap(({ odd }) => odd)) {
    doubt('odd_unit', a, b, '责任单位里有一段看不懂的文字，没有采用，请核对。');
  }
  const sense = { ...base };
  const wordings = [
    ...statements.flatMap(({ times }) => times.flatMap(({ a, b }) => statedDeadlines(text, a, b, sense))),
    ...wordsBetween(region).flatMap(([a, b]) => bodyDeadlines(text, a, b, { ...base })),
  ];
  const deadlines = wordings.map(({ deadline, noYear, impossible }: Wording): NoticeDeadline => {
    if (impossible)
      doubts.push({
        code: 'impossible_date',
        span: deadline.span,
        words: `没有“${deadline.text.slice(0, 20)}”这一天，请核对。`,
      });
    else if (noYear)
      doubts.push({
        code: 'no_year',
        span: deadline.span,
        words: `“${deadline.text.slice(0, 20)}”没有写明年份，请补上。`,
      });
    return deadline;
  });
  if (units.length === 0)
    doubt('no_units', region.a, Math.min(region.b, region.body + 20), '这一条没有写明责任单位，请补上。');
  if (ruled) doubt('first_leads', named[0]!.a, named[0]!.b, '按文中“列首位的为牵头单位”，列在第一的单位作为牵头单位。');
  if (region.shared)
    doubt(
      'shared_statement',
      region.a,
      Math.min(region.b, region.body + 20),
      '这一条本身没有写责任单位，用的是本节末尾的责任单位，请核对。',
    );
  const first = statements[0];
  const item: NoticeItem = {
    no,
    title: titleOf(text, region),
    text: wordsBetween(region)
      .map(([a, b]) => wordsOf(text, a, b))
      .join(''),
    chapter,
    units,
    etc: statements.some(({ etc }) => etc),
    leaders: statements.flatMap(({ leaders }) =>
      leaders.map(({ a, b }) => ({ name: wordsOf(text, a, b), span: spanOf(text, a, b) })),
    ),
    deadlines,
    span: spanOf(text, region.a, region.b),
    statement: first ? spanOf(text, first.a, statements.at(-1)!.b) : null,
  };
  return { item, doubts };
}

/** The item's words without its statements. */
function wordsBetween({ body, b, statements }: Region): [number, number][] {
  const out: [number, number][] = [];
  let a = body;
  for (const statement of statements) {
    if (statement.a < a || statement.a >= b) continue;
    if (statement.a > a) out.push([a, statement.a]);
    a = statement.b;
  }
  if (a < b) out.push([a, b]);
  return out;
}

/** The first sentence, or the heading's line; of a long one its first clauses. */
function titleOf(text: Clean, region: Region): string {
  const { s, gap } = text;
  const [from, to] = wordsBetween(region)[0] ?? [region.body, region.body];
  let end = from;
  for (; end < to && end - from < 120; end += 1) {
    if (/[。；！？]/.test(s[end]!) || (end > from && /^(?:\(\d{1,2}\)|[①②])/.test(s.slice(end, end + 4)))) break;
    if (gap[end] === LINE && end - from >= 4 && !/[，、：]/.test(s.slice(from, end))) break;
  }
  if (end - from > 60) {
    const comma = s.slice(from + 20, from + 60).search(/[，：]/);
    end = from + (comma >= 0 ? 20 + comma : 60);
  }
  return wordsOf(text, from, end);
}
