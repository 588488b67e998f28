import type { DraftItem, DraftName } from '../../contract/notice-desk.ts';
import type { NoticeReading } from '../../contract/notices.ts';
import type { UnitRef } from '../notices/match.ts';

const MOST = 4;

/** Written names without a unit, each once, with those it may mean. A group or a certain match needs nobody's answer. */
export function openNames(items: readonly DraftItem[], reading: NoticeReading, units: readonly UnitRef[]): DraftName[] {
  const told = new Map<string, readonly string[]>();
  for (const { units: named } of reading.items) {
    for (const u of named) if (u.match === 'doubtful') told.set(u.name.slice(0, 80), u.unitIds ?? []);
  }
  const open = items.flatMap((item) => item.units.filter((u) => u.unitIds.length === 0).map((u) => u.name));
  return [...new Set(open)].map((name) => ({
    name,
    candidates: [...new Set([...(told.get(name) ?? []), ...likely(name, units)])].slice(0, 20),
    unitIds: [],
    ignored: false,
  }));
}

/** Units whose names read much like this one, the likeliest first: 应急局 → 区应急管理局. */
export function likely(name: string, units: readonly UnitRef[]): string[] {
  const scored = units.map((unit) => ({
    id: unit.id,
    score: Math.max(...[unit.name, ...(unit.aliases ?? [])].map((word) => alike(name, word))),
  }));
  return scored
    .filter((s) => s.score >= 0.45)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map((s) => s.id);
}

/** 0 … 1: the share of pairs of characters in common, more where one name is the other with characters left out. */
function alike(a: string, b: string): number {
  const [x, y] = [bare(a), bare(b)];
  if (x.length === 0 || y.length === 0) return 0;
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  const pairs = (s: string) => new Set(Array.from({ length: Math.max(0, s.length - 1) }, (_, i) => s.slice(i, i + 2)));
  const [p, q] = [pairs(x), pairs(y)];
  const same = [...p].filter((pair) => q.has(pair)).length;
  const dice = p.size + q.size === 0 ? Number(x === y) : (2 * same) / (p.size + q.size);
  const within = short.length >= 2 && leftOut(short, long) ? 0.5 + short.length / (4 * long.length) : 0;
  return Math.max(dice, within);
}

const bare = (name: string): string => name.replace(/[\s()（）〔〕]/g, '').replace(/^(?:本|全)?[省市县区州]/, '');

function leftOut(short: string, long: string): boolean {
  let at = 0;
  for (const char of long) if (char === short[at]) at += 1;
  return at === short.length;
}
