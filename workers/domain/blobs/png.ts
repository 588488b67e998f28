import { ascii, type Cleaned, join } from './media.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
/** What a picture needs to look right. Text, times, Exif and chunks nobody knows stay out. */
const KEPT = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT pHYs bKGD hIST acTL fcTL fdAT'.split(' '));

export function cleanPng(bytes: Uint8Array): Cleaned {
  if (ascii(bytes, 0, 8) !== SIGNATURE || ascii(bytes, 12, 4) !== 'IHDR') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept = [bytes.subarray(0, 8)];
  let pixels = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const type = ascii(bytes, at + 4, 4);
    if (end > bytes.length) return undefined;
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    pixels ||= type === 'IDAT';
    if (type === 'IEND') return pixels ? join(kept) : undefined;
    at = end;
  }
  return undefined;
}
