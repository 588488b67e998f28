/** An official document as its parts, whatever it is shown or written as: on the page, on paper, in a Word file. */
export interface OfficialDocument {
  /** 发文机关标志 in red above the line; '' for a tenant without one. */
  readonly redHead: string;
  /** 安办通报〔2026〕3号 */
  readonly number: string;
  readonly title: string;
  /** 主送机关; '' for none. */
  readonly addressees: string;
  readonly blocks: readonly Block[];
  readonly signature: string;
  /** 成文日期 as `YYYY-MM-DD`; '' while it is not signed. */
  readonly day: string;
  /** 版记: at the foot of the last page, who printed it and when; its day is that of the document. */
  readonly issuedBy?: string;
  /** Said in brackets below the date: what this edition corrects. */
  readonly note?: string;
  /** Below the words: a code that leads to where the paper can be checked. */
  readonly picture?: { readonly png: Uint8Array; readonly side: number; readonly words: string };
}

export type Block =
  /** 一、 in 黑体; （一） in 楷体; a paragraph in 仿宋. */
  | { readonly kind: 'h1' | 'h2' | 'p'; readonly text: string }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Lines a person typed as the blocks they mean: 一、 and （一） open headings of the first and second level. */
export function blocksOf(words: string): Block[] {
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => ({ kind: levelOf(text), text }));
}

// A heading ends without a full stop; a numbered paragraph is still a paragraph.
function levelOf(text: string): 'h1' | 'h2' | 'p' {
  if (/[。；：]$/.test(text) || text.length > 40) return 'p';
  if (/^[一二三四五六七八九十]+、/.test(text)) return 'h1';
  return /^（[一二三四五六七八九十]+）/.test(text) ? 'h2' : 'p';
}

/** 2026年11月2日: no zero before the month or the day. */
export function dateWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return day === '' ? '' : `${year}年${month}月${date}日`;
}

/** Width in 汉字: digits and Latin letters are half as wide. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter < '\u0080' ? 0.5 : 1), 0);

/** Twenty letters of 22 points in a line. */
const TITLE_WIDTH = 20;

/** A title in lines that break between words and are about as long as each other, the upper one the longer (GB/T 9704, 7.3.1). */
export function titleLines(title: string): string[] {
  const lines = Math.ceil(widthOf(title) / TITLE_WIDTH);
  if (lines <= 1) return [title];
  const wanted = widthOf(title) / lines;
  let head = '';
  for (const word of wordsOf(title)) {
    if (head !== '' && widthOf(head) >= wanted) break;
    if (widthOf(head + word) > TITLE_WIDTH) break;
    head += word;
  }
  return [head, ...titleLines(title.slice(head.length))];
}

/** Nothing begins a line with 的 or closes a bracket there. */
function wordsOf(text: string): string[] {
  const segments = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].map((s) => s.segment);
  const words: string[] = [];
  for (const segment of segments) {
    if (words.length > 0 && /^[的和与品、，）》」』〕]|^[年月日]$/.test(segment)) words[words.length - 1] += segment;
    else words.push(segment);
  }
  return words;
}

/** How far from the right edge, in 汉字: the date keeps four, the issuer stands centred over it. */
export function signatureIndents(signature: string, date: string): { signature: number; date: number } {
  const [name, day] = [widthOf(signature), widthOf(date)];
  if (name <= day) return { signature: 4 + (day - name) / 2, date: 4 };
  const right = Math.max(2, 4 - (name - day) / 2);
  return { signature: right, date: right + (name - day) / 2 };
}

/** Writes the Word file in the browser and hands it to the person; the writer is loaded only now. */
export async function downloadOfficial(document: OfficialDocument, fileName: string): Promise<void> {
  const { officialDocx } = await import('./official-docx.ts');
  const url = URL.createObjectURL(await officialDocx(document));
  const link = window.document.createElement('a');
  link.href = url;
  link.download = fileName.replaceAll(/[\\/:*?"<>|]/g, '') || '文件.docx';
  link.click();
  // The download has taken its copy once the click is through the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
