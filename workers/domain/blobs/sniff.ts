import { cleanJpeg } from './jpeg.ts';
import { ascii } from './media.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

export interface Media {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The type as the bytes have it, and the bytes as they may be kept; undefined for everything else. */
export function mediaOf(bytes: Uint8Array): Media | undefined {
  const photo = photoOf(bytes);
  if (photo) return photo;
  if (ascii(bytes, 0, 5) === '%PDF-') return isWholePdf(bytes) ? { mediaType: 'application/pdf', bytes } : undefined;
  const office = officeType(bytes);
  return office ? { mediaType: office, bytes } : undefined;
}

function photoOf(bytes: Uint8Array): Media | undefined {
  const jpeg = cleanJpeg(bytes);
  if (jpeg) return { mediaType: 'image/jpeg', bytes: jpeg };
  const png = cleanPng(bytes);
  if (png) return { mediaType: 'image/png', bytes: png };
  const webp = cleanWebp(bytes);
  return webp ? { mediaType: 'image/webp', bytes: webp } : undefined;
}

function isWholePdf(bytes: Uint8Array): boolean {
  return ascii(bytes, Math.max(0, bytes.length - 1024), 1024).includes('%%EOF');
}

/** Word and Excel are zip archives that name their parts; with macros or as any other archive they are refused. */
function officeType(bytes: Uint8Array): string | undefined {
  if (ascii(bytes, 0, 4) !== 'PK\x03\x04') return undefined;
  const names = entryNames(bytes);
  if (!names?.has('[Content_Types].xml') || [...names].some((name) => /vbaProject\.bin$/i.test(name))) return undefined;
  if (names.has('word/document.xml')) return WORD;
  return names.has('xl/workbook.xml') ? EXCEL : undefined;
}

/** Names in the central directory: what a reader of the archive will see, unlike bytes found somewhere inside it. */
function entryNames(bytes: Uint8Array): Set<string> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 22 - 65_536 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return undefined;
  const names = new Set<string>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const length = view.getUint16(at + 28, true);
    names.add(ascii(bytes, at + 46, length));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}
