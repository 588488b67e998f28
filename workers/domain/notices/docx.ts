import { unzipSync } from 'fflate';
import { readBody } from './docx-body.ts';
import { readNumbering } from './docx-numbers.ts';
import { UnreadableNotice } from './problems.ts';

const MAX_PART = 16 * 1024 * 1024;
const MAX_ENTRIES = 2000;
const WANTED = new Set(['word/document.xml', 'word/numbering.xml', 'word/styles.xml', '[Content_Types].xml']);

/**
 * The words of a .docx: paragraphs as lines, cells of a table parted by tabs, automatic numbers written out, deleted
 * text left out. Only the few parts that are needed are unpacked, none beyond the size its directory states.
 * @throws UnreadableNotice
 */
export function docxText(bytes: Uint8Array): string {
  const parts = unpack(bytes);
  const decode = (name: string) => {
    const part = parts[name];
    return part ? new TextDecoder().decode(part) : '';
  };
  const body = decode('word/document.xml');
  if (body === '') throw new UnreadableNotice('unsupported');
  let text: string;
  try {
    text = readBody(body, readNumbering(decode('word/numbering.xml'), decode('word/styles.xml')));
  } catch (error) {
    throw error instanceof UnreadableNotice ? error : new UnreadableNotice('damaged');
  }
  if (text.trim() === '') throw new UnreadableNotice('no_text');
  return text;
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let entries = 0;
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > MAX_ENTRIES) throw new UnreadableNotice('bomb');
        if (!WANTED.has(name)) return false;
        total += originalSize;
        if (total > MAX_PART) throw new UnreadableNotice('bomb');
        return true;
      },
    });
  } catch (error) {
    throw error instanceof UnreadableNotice ? error : new UnreadableNotice('damaged');
  }
}
