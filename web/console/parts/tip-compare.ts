/** What two tips are compared by, all of it in this browser. */
export interface Comparable {
  readonly id: string;
  readonly day: string;
  readonly category: string;
  readonly placeUnitId: string | null;
  readonly text: string;
  readonly place: string;
  readonly enterprise: string;
}
export interface Likeness {
  readonly a: string;
  readonly b: string;
  /** 0 to 100. */
  readonly score: number;
  /** 「同一街道、同类，文字相似 62%」 */
  readonly why: string;
}
/** The unit above each unit. */
export type Parents = ReadonlyMap<string, string | null>;

const DAY_MS = 86_400_000;
/** From here on a pair is shown; below lies chance. */
const SHOWN = 45;
const FAR_DAYS = 92;
const COMMON = /有限责任公司|股份有限公司|有限公司|集团|公司|工厂|[\s（）()·,，。.、]/g;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function bigrams(text: string): ReadonlySet<string> {
  const bare = plain(text);
  const grams = new Set<string>();
  for (let i = 0; i + 2 <= bare.length; i++) grams.add(bare.slice(i, i + 2));
  return grams;
}

/** Dice's coefficient: how many of both texts' pairs of characters they share, 0 to 1. */
function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared++;
  return (2 * shared) / (a.size + b.size);
}

interface Prepared {
  readonly tip: Comparable;
  readonly words: ReadonlySet<string>;
  readonly place: ReadonlySet<string>;
  readonly name: string;
  readonly nameGrams: ReadonlySet<string>;
}
function prepare(tip: Comparable): Prepared {
  const name = plain(tip.enterprise.replace(COMMON, ''));
  return { tip, words: bigrams(tip.text), place: bigrams(tip.place), name, nameGrams: bigrams(name) };
}

function sameName(a: Prepared, b: Prepared): number {
  if (a.name.length < 2 || b.name.length < 2) return 0;
  if (a.name === b.name) return 1;
  return a.name.includes(b.name) || b.name.includes(a.name) ? 0.8 : dice(a.nameGrams, b.nameGrams);
}

function nearness(a: string | null, b: string | null, parents: Parents): 0 | 0.5 | 1 {
  if (a === null || b === null) return 0;
  if (a === b) return 1;
  return parents.get(a) === b || parents.get(b) === a ? 0.5 : 0;
}

function compare(a: Prepared, b: Prepared, parents: Parents): Likeness {
  const words = dice(a.words, b.words);
  const name = sameName(a, b);
  const place = dice(a.place, b.place);
  const unit = nearness(a.tip.placeUnitId, b.tip.placeUnitId, parents);
  const category = a.tip.category === b.tip.category;
  const days = Math.abs(Date.parse(a.tip.day) - Date.parse(b.tip.day)) / DAY_MS;
  const time = days === 0 ? 5 : days <= 7 ? 3 : 0;
  // The words and the name of the enterprise say it; street, kind and day alone fit hundreds.
  const spoken = words >= 0.25 || name >= 0.6 || (place >= 0.6 && category);
  const sum = 50 * words + 25 * name + 15 * place + 10 * unit + (category ? 10 : 0) + time;
  const why = [
    unit === 1 ? '同一街道' : unit > 0 ? '街道相邻' : '',
    category ? '同类' : '',
    days === 0 ? '同日' : days <= 7 ? `相隔 ${days} 天` : '',
    name === 1 ? '企业名称相同' : name >= 0.6 ? '企业名称相近' : '',
    place >= 0.5 ? `具体位置相似 ${Math.round(place * 100)}%` : '',
  ].filter(Boolean);
  return {
    a: a.tip.id,
    b: b.tip.id,
    score: spoken && days <= FAR_DAYS ? Math.round(Math.min(100, sum)) : 0,
    why: [why.join('、'), `文字相似 ${Math.round(words * 100)}%`].filter(Boolean).join('，'),
  };
}

/** How alike two tips are, and why. */
export const likeness = (a: Comparable, b: Comparable, parents: Parents = new Map()): Likeness =>
  compare(prepare(a), prepare(b), parents);

/** Pairs that may be the same matter, likeliest first. */
export function suggestDuplicates(tips: readonly Comparable[], parents: Parents = new Map()): Likeness[] {
  const ready = tips.map(prepare);
  const pairs: Likeness[] = [];
  for (let i = 0; i < ready.length; i++) {
    for (let j = i + 1; j < ready.length; j++) {
      const [a, b] = [ready[i]!, ready[j]!];
      // Neither of one kind, nor in one street, nor of one enterprise: not worth the counting.
      const related = a.tip.category === b.tip.category || a.tip.placeUnitId === b.tip.placeUnitId;
      if (!related && (a.name === '' || a.name !== b.name)) continue;
      const pair = compare(a, b, parents);
      if (pair.score >= SHOWN) pairs.push(pair);
    }
  }
  return pairs.sort((x, y) => y.score - x.score);
}
