import type { NoticeDoubt, NoticeReading } from '../../contract/notices.ts';
import { brackets } from './brackets.ts';
import type { YearSense } from './dates.ts';
import { readHead } from './head.ts';
import { itemOf } from './items.ts';
import { markers } from './markers.ts';
import { matcher, type UnitRef } from './match.ts';
import { chapterOf, numbersOf } from './numbers.ts';
import { MAX_NOTICE_CHARS, UnreadableNotice } from './problems.ts';
import type { Region } from './region.ts';
import { regions } from './regions.ts';
import { rejoined } from './rejoin.ts';
import { rulesIn } from './rules.ts';
import { statements } from './statements.ts';
import { tableItems } from './table.ts';
import { clean, spanOf } from './text.ts';

const FIRST_LEADS =
  /列(?:在|于)?(?:第一位|第1位|首位|首)的?(?:责任)?(?:单位|部门)?(?:均)?(?:为|是|作为)?(?:总)?牵头|(?:排在|排名|位列)(?:首位|第一位|第一)的?[^。；]{0,8}牵头|第一个?责任(?:单位|部门)(?:为|是)牵头/;

/**
 * Reads a notice. The same text always reads the same; every value says where it stands in `original`.
 * @throws UnreadableNotice where there is nothing to read, or no item.
 */
export function readNotice(original: string, options: { readonly units?: readonly UnitRef[] } = {}): NoticeReading {
  if (original.length > MAX_NOTICE_CHARS) throw new UnreadableNotice('too_long');
  const text = clean(original);
  if (text.s.length === 0) throw new UnreadableNotice('empty');
  const { pairs, outer } = brackets(text);
  const { year, ...head } = readHead(text, outer);
  const { items: rows, taken } = tableItems(text);
  const besideRows = inside(taken);
  const found = statements(text, pairs).filter(({ a }) => !besideRows(a));
  const [inStatement, inRow] = [inside(found), inside(taken)];
  const marks = markers(text, (place) => inStatement(place) || inRow(place));
  const parts = apart([...regions(text, marks, found), ...rows]);
  if (parts.length === 0) throw new UnreadableNotice('no_items');
  const numbers = numbersOf(parts, marks);
  const base: YearSense = { last: null, base: year, issuedOn: head.issuedOn };
  const firstLeads = FIRST_LEADS.test(text.s);
  const told = parts.map((part, i) =>
    itemOf(text, part, numbers[i]!, chapterOf(text, marks, part.marker), base, firstLeads),
  );
  const doubts: NoticeDoubt[] = [...headDoubts(head), ...told.flatMap((one) => one.doubts)];
  for (const { marker } of parts) {
    const mark = marks[marker];
    if (mark?.gap) {
      const span = spanOf(text, mark.start, mark.body);
      doubts.push({ code: 'lost_number', span, words: `“${mark.label}”之前的编号不连续，可能漏了条目，请对照原文。` });
    }
  }
  const items = told.map(({ item }) => item);
  const unmatched = options.units ? matchUnits(items, matcher(options.units), doubts, original) : [];
  doubts.sort((a, b) => a.span[0] - b.span[0]);
  return { ...head, items, rules: rulesIn(text, parts, base), doubts, unmatched };
}

/** In order, none reaching into the next: a table may stand inside an item's words. */
function apart(parts: Region[]): Region[] {
  parts.sort((x, y) => x.a - y.a);
  return parts.filter((part, i) => {
    const next = parts[i + 1];
    if (next && part.b > next.a) part.b = Math.max(part.a, next.a);
    return part.b > part.a;
  });
}

function inside(found: readonly { a: number; b: number }[]): (place: number) => boolean {
  let at = 0;
  // Asked with places that only grow.
  return (place) => {
    while (at < found.length && found[at]!.b <= place) at += 1;
    return at < found.length && found[at]!.a <= place;
  };
}

function headDoubts({ title, issuer, issuedOn }: Pick<NoticeReading, 'title' | 'issuer' | 'issuedOn'>): NoticeDoubt[] {
  const out: NoticeDoubt[] = [];
  const missing = (code: NoticeDoubt['code'], words: string) => out.push({ code, span: [0, 0], words });
  if (!title) missing('no_title', '没有找到标题，请补上。');
  if (!issuer) missing('no_issuer', '没有找到发文单位，请补上。');
  if (!issuedOn) missing('no_date', '没有找到发文日期，请补上；没有写年份的时限要靠它推算。');
  return out;
}

function matchUnits(
  items: NoticeReading['items'],
  match: ReturnType<typeof matcher>,
  doubts: NoticeDoubt[],
  original: string,
): string[] {
  const unmatched = new Set<string>();
  for (const item of items) item.units = rejoined(item.units, original, match);
  for (const unit of items.flatMap(({ units }) => units)) {
    Object.assign(unit, match(unit.name));
    if (unit.match === 'none') {
      unmatched.add(unit.name);
      doubts.push({
        code: 'unit_unmatched',
        span: unit.span,
        words: `本系统里没有“${unit.name.slice(0, 30)}”，请选择对应的单位。`,
      });
    }
    if (unit.match === 'doubtful') {
      doubts.push({
        code: 'unit_ambiguous',
        span: unit.span,
        words: `“${unit.name.slice(0, 30)}”可能是几个单位中的一个，请选择。`,
      });
    }
  }
  return [...unmatched];
}
