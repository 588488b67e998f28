import { type Clean, wordsOf } from './text.ts';

const NUMBER = /(?:([一二三四五六七八九十]{1,3})、|(\([一二三四五六七八九十]{1,3}\))|(\d{1,2})[.、](?!\d))/g;

/** A number that belongs to no series (others are lost): it heads its words all the same. */
export function leadingNumber(text: Clean, from: number, to: number): { no: string; a: number; body: number } | null {
  const { s } = text;
  let found: { no: string; a: number; body: number } | null = null;
  for (const match of s.slice(from, Math.min(to, from + 80)).matchAll(NUMBER)) {
    const a = from + match.index;
    if (found ? /[。；，：]/.test(s.slice(found.body, a)) : a > from) break;
    found = { no: wordsOf(text, a, a + (match[1] ?? match[2] ?? match[3])!.length), a, body: a + match[0].length };
  }
  return found;
}
