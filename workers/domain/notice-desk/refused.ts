import { Inflate } from 'fflate';
import type { ErrorCode } from '../../contract/errors.ts';
import { DomainError } from '../errors.ts';
import { type NoticeProblem, UnreadableNotice } from '../notices/problems.ts';

const CODES: Record<NoticeProblem, ErrorCode> = {
  empty: 'notice_empty',
  no_text: 'notice_empty',
  too_long: 'too_large',
  too_large: 'too_large',
  pdf: 'notice_pdf',
  image: 'notice_scanned',
  old_word: 'unsupported_file',
  unsupported: 'unsupported_file',
  damaged: 'archive_refused',
  bomb: 'archive_refused',
  no_items: 'notice_no_items',
};

/** A refusal with the code of the API; what to do stands beside the field, in the reader's own words. */
export function refusal(error: unknown, path: 'text' | 'file'): unknown {
  if (!(error instanceof UnreadableNotice)) return error;
  const code = CODES[error.problem];
  // The sentences of these codes say more than the reader can know.
  if (code === 'notice_pdf' || code === 'notice_scanned' || code === 'notice_no_items') return new DomainError(code);
  return new DomainError(code, { fields: [{ path, message: error.message }] });
}

export const tooLong = (path: 'text' | 'file', message: string) =>
  new DomainError('too_large', { fields: [{ path, message }] });

const MAX_STREAMS = 64;
const MAX_UNPACKED = 1024 * 1024;
const PIECE = 1024;

/**
 * A PDF is refused either way; whether it holds letters decides what to do instead. One without any font is pictures of
 * pages. Objects may lie packed in object streams: a few are looked into.
 */
export function isScannedPdf(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/\/Font\b/.test(text)) return false;
  let at = 0;
  for (let n = 0; n < MAX_STREAMS; n += 1) {
    const object = text.indexOf('/ObjStm', at);
    const start = object < 0 ? -1 : text.indexOf('stream', object);
    if (start < 0) return true;
    const body = text.startsWith('\r\n', start + 6) ? start + 8 : start + 7;
    const end = text.indexOf('endstream', body);
    if (end < 0) return true;
    if (/\/Font\b/.test(unpacked(bytes.subarray(body, end)))) return false;
    at = end;
  }
  return true;
}

/** A zlib stream's beginning, as far as it can be read. Fed in small pieces, it cannot swell past them all at once. */
function unpacked(stream: Uint8Array): string {
  let text = '';
  const inflate = new Inflate((chunk) => {
    text += Buffer.from(chunk).toString('latin1');
  });
  try {
    for (let at = 2; at < stream.length && text.length < MAX_UNPACKED; at += PIECE) {
      inflate.push(stream.subarray(at, at + PIECE));
    }
  } catch {
    // What came out before the damage is all there is.
  }
  return text;
}
