import { type Cleaned, join } from './media.ts';

const EXIF = 'Exif\0\0';

/**
 * A JPEG without what the camera wrote into it: place, time, device, thumbnail, comments. Colour profile and Adobe's
 * colour marker stay, and the orientation, alone in a fresh Exif block. What follows the end of the image is cut off.
 */
export function cleanJpeg(bytes: Uint8Array): Cleaned {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const head = bytes.subarray(0, 2);
  const kept: Uint8Array[] = [];
  let orientation = 1;
  let scans = 0;
  for (let at = 2; at + 1 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) {
      if (scans === 0) return undefined;
      return join([
        head,
        ...(orientation > 1 ? [orientationBlock(orientation)] : []),
        ...kept,
        bytes.subarray(at, at + 2),
      ]);
    } else {
      const end = segmentEnd(bytes, at);
      if (end === undefined) return undefined;
      const segment = bytes.subarray(at, end);
      if (marker === 0xe1) orientation = orientationOf(segment) ?? orientation;
      if (stays(marker, segment)) kept.push(segment);
      at = end;
      if (marker !== 0xda) continue;
      scans += 1;
      at = scanEnd(bytes, end);
      kept.push(bytes.subarray(end, at));
    }
  }
  return undefined;
}

function segmentEnd(bytes: Uint8Array, at: number): number | undefined {
  if (at + 4 > bytes.length) return undefined;
  const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
  const end = at + 2 + length;
  return length >= 2 && end <= bytes.length ? end : undefined;
}

/** Coded data runs to the next marker; a stuffed zero and the restart markers belong to it. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function stays(marker: number, segment: Uint8Array): boolean {
  const application = marker >= 0xe0 && marker <= 0xef;
  if (!application) return marker !== 0xfe;
  // JFIF may carry a thumbnail of its own: its first sixteen bytes say all that a reader needs, if it has none.
  if (marker === 0xe0) return latin(segment, 4, 5) === 'JFIF\0' && segment.length === 18;
  if (marker === 0xe2) return latin(segment, 4, 12) === 'ICC_PROFILE\0';
  return marker === 0xee && latin(segment, 4, 5) === 'Adobe';
}

function orientationOf(segment: Uint8Array): number | undefined {
  if (latin(segment, 4, 6) !== EXIF || segment.length < 18) return undefined;
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, segment.length - 10);
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = tiff.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, little) !== 0x0112) continue;
    const value = tiff.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** One Exif block with one entry: without it a phone's upright photo would lie on its side. */
function orientationBlock(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const body = [...new TextEncoder().encode(EXIF), ...tiff];
  return new Uint8Array([0xff, 0xe1, 0, body.length + 2, ...body]);
}

const latin = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));
