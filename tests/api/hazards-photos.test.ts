import { expect, test } from 'vitest';
import * as api from '../../workers/contract/hazards.ts';
import { mediaOf } from '../../workers/domain/blobs/sniff.ts';
import { writeWorkbook } from '../../workers/ports/excel.ts';
import { district, jpeg, uploadBytes } from '../support/hazards.ts';
import { mintTenant, platform } from '../support/world.ts';

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const segment = (marker: number, body: number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
];

/** Exif as a phone writes it: orientation 6, and a GPS directory that holds the canary. */
function exif(): number[] {
  const entries = [
    [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0],
    [0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38],
  ];
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    2,
    ...entries.flat(),
    0,
    0,
    0,
    0,
    ...bytesOf('GPS-CANARY 36.0671 120.3826'),
  ];
  return segment(0xe1, [...bytesOf('Exif\0\0'), ...tiff]);
}

function chunk(type: string, body: number[], little = false): number[] {
  const size = [body.length >>> 24, body.length >>> 16, body.length >>> 8, body.length].map((n) => n & 255);
  if (little) return [...bytesOf(type), ...size.reverse(), ...body, ...(body.length % 2 ? [0] : [])];
  return [...size, ...bytesOf(type), ...body, 0, 0, 0, 0];
}

test('a JPEG keeps its picture, colours and orientation, and nothing the camera wrote', () => {
  const adobe = segment(0xee, [...bytesOf('Adobe'), 0, 100, 0, 0, 0, 0, 1]);
  const camera = [
    ...exif(),
    ...segment(0xfe, bytesOf('GPS-CANARY')),
    ...segment(0xed, bytesOf('Photoshop GPS-CANARY')),
  ];
  const whole = jpeg([...camera, ...adobe], bytesOf('<script>GPS-CANARY</script>'));
  const media = mediaOf(whole);
  expect(media?.mediaType).toBe('image/jpeg');
  const text = textOf(media!.bytes);
  expect(text).not.toContain('CANARY');
  expect(text).not.toContain('script');
  expect(text).toContain('Adobe');
  // Exactly one Exif block, of one entry: orientation 6.
  expect(text.split('Exif').length).toBe(2);
  expect(text).toContain('\x01\x12\0\x03\0\0\0\x01\0\x06');
  expect(text.endsWith('\xff\xd9')).toBe(true);
  const plain = jpeg();
  expect(mediaOf(plain)?.bytes).toEqual(plain);
  expect(mediaOf(media!.bytes)?.bytes).toEqual(media!.bytes);
});

test('no broken JPEG is taken, wherever it breaks', () => {
  const whole = jpeg(exif());
  for (let length = 0; length < whole.length; length++) expect(mediaOf(whole.subarray(0, length))).toBeUndefined();
});

test('PNG and WebP lose text, times, Exif and what hangs behind their end', () => {
  const ihdr = chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const extra = ['tEXt', 'iTXt', 'eXIf', 'tIME', 'zTXt'].flatMap((type) => chunk(type, bytesOf('CANARY')));
  const pixels = [...chunk('IDAT', [1, 2, 3]), ...chunk('IEND', [])];
  const sign = [0x89, ...bytesOf('PNG\r\n'), 0x1a, 0x0a];
  const png = mediaOf(new Uint8Array([...sign, ...ihdr, ...extra, ...pixels, ...bytesOf('PK\x03\x04CANARY')]));
  expect(png?.mediaType).toBe('image/png');
  expect([...png!.bytes]).toEqual([...sign, ...ihdr, ...pixels]);

  const vp8x = chunk('VP8X', [0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0], true);
  const lossy = chunk('VP8 ', [1, 2, 3, 4], true);
  const body = [
    ...vp8x,
    ...lossy,
    ...chunk('EXIF', bytesOf('CANARY'), true),
    ...chunk('XMP ', bytesOf('CANARY'), true),
  ];
  const riff = chunk('RIFF', [...bytesOf('WEBP'), ...body], true);
  const webp = mediaOf(new Uint8Array([...riff, ...bytesOf('CANARY')]));
  expect(webp?.mediaType).toBe('image/webp');
  const flagsCleared = chunk('VP8X', Array<number>(10).fill(0), true);
  expect([...webp!.bytes]).toEqual(chunk('RIFF', [...bytesOf('WEBP'), ...flagsCleared, ...lossy], true));
});

test('an upload is what its bytes say; the rest is refused and nothing is kept', async () => {
  const d = await district();
  const excel = new Uint8Array(await writeWorkbook([{ name: '表', header: ['甲'], rows: [['乙']] }]));
  const pdf = new Uint8Array(bytesOf('%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n'));
  const answer = async (bytes: Uint8Array<ArrayBuffer>, purpose?: string) =>
    (await (await uploadBytes(d.grid, d.slug, bytes, purpose)).json()) as { mediaType?: string; code?: string };
  expect((await answer(excel, 'document')).mediaType).toContain('spreadsheetml');
  expect((await answer(pdf, 'document')).mediaType).toBe('application/pdf');
  const before = (await platform.blobs.list(`t${d.no}/`)).keys.length;
  for (const bytes of [pdf, excel]) expect((await answer(bytes)).code).toBe('unsupported_file');
  for (const text of [
    '',
    'MZ',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'GIF89a',
    '%PDF-',
    'PK\x03\x04PK\x05\x06',
  ]) {
    expect((await answer(new Uint8Array(bytesOf(text)), 'document')).code).toBe('unsupported_file');
  }
  expect((await answer(new Uint8Array(15 * 1024 * 1024 + 1))).code).toBe('too_large');
  expect((await platform.blobs.list(`t${d.no}/`)).keys.length).toBe(before);
});

test('a photo is served inertly, to those who see its hazard', async () => {
  const d = await district();
  const photo = await d.photo(d.grid);
  const { id } = await d.report({ evidence: [photo] });
  const response = await d.office.send(api.blob, { id, blobId: photo });
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-disposition')).toMatch(/^inline/);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(jpeg());
  expect((await d.handler.send(api.blob, { id, blobId: photo })).status).toBe(404);
  const stranger = await (await mintTenant()).person(['commission_office']);
  expect((await stranger.send(api.blob, { id, blobId: photo })).status).toBe(404);
  const other = await d.report();
  expect((await d.office.send(api.blob, { id: other.id, blobId: photo })).status).toBe(404);
});

test('a photo hangs on one hazard only, and only its uploader’s', async () => {
  const d = await district();
  const photo = await d.photo(d.grid);
  const { id } = await d.report({ evidence: [photo] });
  const add = { id, stage: 'before' as const };
  await expect(d.grid.call(api.addEvidence, { ...add, blobIds: [photo] })).rejects.toThrow('404');
  await expect(d.grid.call(api.addEvidence, { ...add, blobIds: [await d.photo(d.office)] })).rejects.toThrow('404');
  // The rows kept of an Excel import are a blob too, of the same person even: a file of names and phones.
  const { db, newId } = await d.ctx(d.grid.actor);
  const sheet = { id: newId(), objectKey: newId(), mediaType: 'application/json', size: 1, sha256: '', createdAt: 0 };
  await db.commit([db.insert('blob', { ...sheet, purpose: 'import', createdBy: d.grid.personId })], null);
  const asFile = { id, stage: 'document' as const, blobIds: [sheet.id] };
  await expect(d.grid.call(api.addEvidence, asFile)).rejects.toThrow('404');
  await d.office.call(api.dismiss, { id, version: 1, reason: '不属隐患' });
  const late = { ...add, blobIds: [await d.photo(d.grid)] };
  await expect(d.grid.call(api.addEvidence, late)).rejects.toThrow('409 wrong_state');
});
