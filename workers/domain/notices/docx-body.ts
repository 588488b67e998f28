import type { Numbering } from './docx-numbers.ts';
import { walk } from './docx-xml.ts';
import { MAX_NOTICE_CHARS, UnreadableNotice } from './problems.ts';

interface Paragraph {
  words: string[];
  numId: string | null;
  level: number;
  style: string | null;
}
interface Cell {
  lines: string[];
  span: number;
}

/** Not printed: what was deleted or moved away under tracked changes, and the second form of a drawing. */
const SKIPPED = new Set(['del', 'moveFrom', 'Fallback']);

/** The lines of word/document.xml. Paragraphs inside a text box come before the one that holds it. */
export function readBody(xml: string, numbers: Numbering): string {
  const lines: string[] = [];
  const open: Paragraph[] = [];
  const rows: Cell[][] = [];
  let skipped = 0;
  let words = false;
  let hidden = false;
  let length = 0;

  const put = (line: string) => {
    length += line.length;
    if (length > MAX_NOTICE_CHARS) throw new UnreadableNotice('too_long');
    const cell = rows.at(-1)?.at(-1);
    if (cell) cell.lines.push(line);
    else lines.push(line);
  };
  const endParagraph = () => {
    const paragraph = open.pop();
    if (!paragraph) return;
    const styled = paragraph.style ? numbers.ofStyle(paragraph.style) : null;
    const [numId, level] = paragraph.numId ? [paragraph.numId, paragraph.level] : (styled ?? ['', 0]);
    const text = paragraph.words.join('');
    // An empty paragraph with a number prints it, but nobody means it.
    put(text.trim() === '' ? '' : numbers.next(numId, level) + text);
  };
  const endRow = () => {
    const row = rows.pop() ?? [];
    const cells = row.map(
      ({ lines: own, span }) => own.filter((line) => line.trim() !== '').join(' ') + '\t'.repeat(span - 1),
    );
    put(
      cells
        .map((cell, i) => (rows.length > 0 ? cell.replaceAll('\t', ' ') : cell) + (i < row.length - 1 ? '\t' : ''))
        .join(''),
    );
  };
  const add = (text: string) => {
    if (skipped === 0 && !hidden) open.at(-1)?.words.push(text);
  };

  walk(xml, {
    open(name, attribute) {
      if (SKIPPED.has(name)) skipped += 1;
      if (skipped > 0) return;
      const paragraph = open.at(-1);
      if (name === 'p') open.push({ words: [], numId: null, level: 0, style: null });
      else if (name === 't') words = true;
      else if (name === 'tab' && paragraph && !hidden) add('\t');
      else if (name === 'br' || name === 'cr') add(rows.length > 0 ? ' ' : '\n');
      else if (name === 'noBreakHyphen') add('-');
      else if (name === 'r') hidden = false;
      else if (name === 'vanish') hidden = !/^(?:0|false|off)$/.test(attribute('val') ?? '');
      else if (name === 'tr') rows.push([]);
      else if (name === 'tc') rows.at(-1)?.push({ lines: [], span: 1 });
      else if (name === 'gridSpan') {
        const cell = rows.at(-1)?.at(-1);
        if (cell) cell.span = Math.min(64, Math.max(1, Number(attribute('val')) || 1));
      } else if (paragraph && name === 'numId') paragraph.numId = attribute('val') ?? null;
      else if (paragraph && name === 'ilvl') paragraph.level = Math.min(8, Math.max(0, Number(attribute('val')) || 0));
      else if (paragraph && name === 'pStyle') paragraph.style = attribute('val') ?? null;
    },
    close(name) {
      if (SKIPPED.has(name)) skipped -= 1;
      else if (skipped > 0) return;
      else if (name === 't') words = false;
      else if (name === 'r') hidden = false;
      else if (name === 'p') endParagraph();
      else if (name === 'tr') endRow();
    },
    text(text) {
      if (words) add(text);
    },
  });
  return lines.join('\n');
}
