import { docxText } from './docx.ts';
import { MAX_NOTICE_BYTES, UnreadableNotice } from './problems.ts';

const starts = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);

/**
 * The text of an uploaded file, known by its content and not by its name: .docx, or text in UTF-8, UTF-16 or GB18030.
 * @throws UnreadableNotice with a sentence that says what to do instead.
 */
export function noticeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new UnreadableNotice('empty');
  if (bytes.length > MAX_NOTICE_BYTES) throw new UnreadableNotice('too_large');
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46)) throw new UnreadableNotice('pdf');
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableNotice('old_word');
  const image =
    starts(bytes, 0xff, 0xd8, 0xff) || starts(bytes, 0x89, 0x50, 0x4e, 0x47) || starts(bytes, 0x47, 0x49, 0x46, 0x38);
  if (image || starts(bytes, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0x4d, 0x4d, 0, 0x2a))
    throw new UnreadableNotice('image');
  if (starts(bytes, 0x50, 0x4b)) return docxText(bytes);
  const text = decode(bytes);
  if (text.trim() === '') throw new UnreadableNotice('empty');
  // A program or an archive read as text: signs that no text has.
  if (bytesOfAProgram(text)) throw new UnreadableNotice('unsupported');
  return text;
}

function decode(bytes: Uint8Array): string {
  if (starts(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (starts(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function bytesOfAProgram(text: string): boolean {
  for (let i = 0; i < Math.min(text.length, 4096); i += 1) {
    const code = text.charCodeAt(i);
    if (code < 9 || (code > 13 && code < 27)) return true;
  }
  return false;
}
