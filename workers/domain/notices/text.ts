import type { NoticeSpan } from '../../contract/notices.ts';

/** What stood before a character: nothing, a space, a tab or wide gap, a line break. */
export const NONE = 0;
export const SPACE = 1;
export const TAB = 2;
export const LINE = 3;

/**
 * A text as the reader sees it: no white space, one form of each bracket, comma and digit, and for every character its
 * place in the original. Line breaks are kept aside as evidence, so that a text that has lost them reads the same.
 */
export interface Clean {
  readonly original: string;
  readonly s: string;
  /** Index in the original of each character of `s`. */ readonly at: Uint32Array;
  /** NONE … LINE before each character of `s`. */ readonly gap: Uint8Array;
}

const FORMS: Record<string, string> = {
  '（': '(',
  '【': '(',
  '〔': '(',
  '［': '(',
  '[': '(',
  '{': '(',
  '｛': '(',
  '﹙': '(',
  '）': ')',
  '】': ')',
  '〕': ')',
  '］': ')',
  ']': ')',
  '}': ')',
  '｝': ')',
  '﹚': ')',
  ',': '，',
  '﹐': '，',
  ';': '；',
  '﹔': '；',
  ':': '：',
  '∶': '：',
  '﹕': '：',
  '､': '、',
  '﹑': '、',
  '｡': '。',
  '．': '.',
  '・': '.',
  '?': '？',
  '!': '！',
  // Odd letters that scanning and older character sets leave in the reader's key words.
  後: '后',
  馀: '余',
  責: '责',
  單: '单',
  牽: '牵',
  頭: '头',
  負: '负',
  領: '领',
  導: '导',
  時: '时',
  間: '间',
  長: '长',
  '○': '〇',
  '◯': '〇',
};
const PAGE_NUMBER = /^\s{0,8}[-—–－─·]{1,3}\s{0,3}\d{1,3}\s{0,3}[-—–－─·]{1,3}\s{0,4}$/;

function form(char: string, code: number): string {
  if (code >= 0xff10 && code <= 0xff19) return String.fromCharCode(code - 0xff10 + 48);
  if ((code >= 0xff21 && code <= 0xff3a) || (code >= 0xff41 && code <= 0xff5a))
    return String.fromCharCode(code - 0xfee0);
  return FORMS[char] ?? char;
}

/** Spaces of every width, control characters, marks without width: none of them is a word. */
function blank(code: number): boolean {
  return (
    code <= 0x20 ||
    (code >= 0x7f && code <= 0xa0) ||
    code === 0xad ||
    code === 0x1680 ||
    code === 0x180e ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x206f) ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** One pass over the text. Lines that are only a page number are left out. */
export function clean(original: string): Clean {
  const at = new Uint32Array(original.length);
  const gap = new Uint8Array(original.length);
  const out: string[] = [];
  let before = LINE;
  for (let start = 0; start < original.length; ) {
    let end = start;
    while (end < original.length && !isBreak(original.charCodeAt(end))) end += 1;
    // Not at the edges: a piece cut out of a line is no line of its own.
    const inner = start > 0 && end < original.length;
    const skipped = inner && end - start <= 24 && PAGE_NUMBER.test(original.slice(start, end));
    let blanks = 0;
    for (let i = start; i < end && !skipped; i += 1) {
      const code = original.charCodeAt(i);
      if (blank(code)) {
        blanks += code === 9 || code === 0x3000 ? 2 : 1;
        before = Math.max(before, blanks > 1 ? TAB : SPACE);
        continue;
      }
      at[out.length] = i;
      gap[out.length] = before;
      out.push(form(original[i]!, code));
      before = NONE;
      blanks = 0;
    }
    if (!skipped) before = LINE;
    start = end + 1;
  }
  return { original, s: out.join(''), at: at.slice(0, out.length), gap: gap.slice(0, out.length) };
}

function isBreak(code: number): boolean {
  return (
    code === 10 || code === 13 || code === 11 || code === 12 || code === 0x85 || code === 0x2028 || code === 0x2029
  );
}

/** The place in the original of `[a, b)` of the clean text. */
export function spanOf(text: Clean, a: number, b: number): NoticeSpan {
  if (b <= a) {
    const here = a < text.at.length ? text.at[a]! : text.original.length;
    return [here, here];
  }
  return [text.at[a]!, text.at[b - 1]! + 1];
}

/** The words of `[a, b)` as they are written in the original, without white space. */
export function wordsOf(text: Clean, a: number, b: number): string {
  let out = '';
  for (let i = a; i < b; i += 1) out += text.original[text.at[i]!];
  return out;
}

/** A piece of the original without white space and page numbers: what a value's span must read as. */
export function squeeze(piece: string): string {
  const text = clean(piece);
  return wordsOf(text, 0, text.s.length);
}
