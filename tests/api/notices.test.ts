import { strToU8, zlibSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import * as desk from '../../workers/contract/notice-desk.ts';
import { NOTICE_25 } from '../support/notice-sample.ts';
import { docx, type Office, office, uploaded } from '../support/notices.ts';

let o: Office;
beforeAll(async () => {
  o = await office();
});
const paste = (text: string, keep = false) => o.planner.call(desk.readNotice, { text, keep });
const upload = (bytes: Uint8Array, input: Record<string, string> = {}) => uploaded(o.planner, o.slug, bytes, input);
const count = async () => (await o.planner.call(desk.notices, { limit: 100 })).items.length;

test('pasted or uploaded, .docx or text of any encoding: the same notice, the same tasks', async () => {
  const pasted = await o.planner.call(desk.noticeOne, await paste(NOTICE_25));
  expect(pasted).toMatchObject({ state: 'reviewing', version: 1, tasks: 25, checked: 0, text: NOTICE_25 });
  const word = await upload(docx(NOTICE_25.split('\n')), { fileName: '通知.docx' });
  const utf16 = await upload(
    new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(NOTICE_25, (c) => c.charCodeAt(0)).buffer)]),
  );
  for (const { id } of [word, utf16]) {
    const { draft } = await o.planner.call(desk.noticeOne, { id });
    const plain = ({ items, ...rest }: desk.NoticeDraft) => ({
      ...rest,
      items: items.map((item) => ({ ...item, span: null })),
    });
    expect(plain(draft)).toEqual(plain(pasted.draft));
  }
  expect((await o.planner.call(desk.noticeOne, { id: word.id })).fileName).toBe('通知.docx');
});

test('every value stands where it says it stands', async () => {
  const { text, draft, marks } = await o.planner.call(desk.noticeOne, await paste(NOTICE_25));
  expect(draft).toMatchObject({ docNo: '鹤湾安办发〔2026〕17号', issuedOn: '2026-11-16', year: 2026 });
  const item = draft.items[1]!;
  expect(text.slice(...item.span!)).toContain('2.清理占用消防车通道的杂物');
  const own = marks.filter((m) => m.key === item.key).map((m) => [m.kind, text.slice(...m.span)]);
  expect(own).toEqual([
    ['unit', '区消防救援大队'],
    ['unit', '各街道'],
    ['deadline', '2026年12月底前'],
  ]);
});

test('the same press twice is one notice', async () => {
  const before = await count();
  const key = crypto.randomUUID();
  const [a, b] = [
    await o.planner.call(desk.readNotice, { text: NOTICE_25 }, key),
    await o.planner.call(desk.readNotice, { text: NOTICE_25 }, key),
  ];
  expect(a).toEqual(b);
  const file = docx(NOTICE_25.split('\n'));
  const twice = [
    await uploaded(o.planner, o.slug, file, {}, `${key}-f`),
    await uploaded(o.planner, o.slug, file, {}, `${key}-f`),
  ];
  expect(twice[0]!.id).toBe(twice[1]!.id);
  expect(await count()).toBe(before + 2);
});

const pdf = (objects: string) => strToU8(`%PDF-1.5\n${objects}\n%%EOF`, true);
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((p) => [...p]));
const fonts = zlibSync(strToU8('1 0 2 40 <</Type/Page/Resources<</Font<</F1 3 0 R>>>>>>'));
const packedHead = strToU8('%PDF-1.5\n5 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n');
const packed = join(packedHead, fonts, strToU8('\nendstream endobj\n%%EOF'));

/** 40 MB of one letter, in 40 kB. */
const bomb = () => docx([], { 'word/document.xml': new Uint8Array(40 * 1024 * 1024).fill(0x61) });
/** The same, with a directory that says 100 bytes. */
function lyingBomb(): Uint8Array {
  const bytes = bomb();
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 46 < bytes.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
  }
  return bytes;
}

const BAD: readonly (readonly [what: string, bytes: () => Uint8Array, status: number, code: string, says: RegExp])[] = [
  ['nothing', () => new Uint8Array(), 422, 'notice_empty', /粘贴/],
  ['an empty .docx', () => docx([]), 422, 'notice_empty', /粘贴/],
  [
    'a scanned PDF',
    () => pdf('1 0 obj<</Type/Page/Resources<</XObject<</Im1 2 0 R>>>>>>'),
    422,
    'notice_scanned',
    /识别/,
  ],
  [
    'a PDF with text',
    () => pdf('1 0 obj<</Type/Page/Resources<</Font<</F1 2 0 R>>>>>>'),
    415,
    'notice_pdf',
    /复制文字后粘贴/,
  ],
  ['a PDF whose objects are packed', () => packed, 415, 'notice_pdf', /复制文字后粘贴/],
  ['a photo', () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 422, 'notice_scanned', /识别/],
  ['an old Word file', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 415, 'unsupported_file', /另存为 \.docx/],
  ['a program', () => new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), 415, 'unsupported_file', /上传 \.docx/],
  ['a zip bomb', bomb, 422, 'archive_refused', /粘贴/],
  ['a zip bomb that lies about its size', lyingBomb, 422, 'archive_refused', /粘贴|再上传/],
  ['half a .docx', () => docx(['一、检查。']).subarray(0, 120), 422, 'archive_refused', /再上传/],
  ['5 MB of text', () => strToU8('安'.repeat(1_700_000)), 413, 'too_large', /只留下通知正文/],
  ['more than 5 MB', () => new Uint8Array(5 * 1024 * 1024 + 1).fill(0x61), 413, 'too_large', /5 MB/],
  ['a letter without items', () => strToU8('同志们好，祝大家新年快乐。'), 422, 'notice_no_items', /手工/],
];
test.each(BAD)(
  '%s is refused with a sentence that says what to do, and nothing is kept',
  async (_, bytes, status, code, says) => {
    const before = await count();
    const answer = await upload(bytes());
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.told).toMatch(says);
    expect(await count()).toBe(before);
  },
);

test('what is a .docx its bytes say, not its name', async () => {
  expect((await upload(docx(NOTICE_25.split('\n')), { fileName: '照片.jpg' })).tasks).toBe(25);
  expect((await upload(new Uint8Array([0xff, 0xd8, 0xff]), { fileName: '通知.docx' })).code).toBe('notice_scanned');
});

test('a text without items is kept where the person says so, for tasks by hand', async () => {
  const text = '关于做好值守工作的函\n请各单位加强值守。';
  await expect(paste(text)).rejects.toThrow('422 notice_no_items');
  const view = await o.planner.call(desk.noticeOne, await paste(text, true));
  expect(view).toMatchObject({ title: '关于做好值守工作的函', text, draft: { items: [], year: 2026 } });
  await expect(paste('  \n ')).rejects.toThrow('422 notice_empty');
  await expect(paste('安'.repeat(200_001), true)).rejects.toThrow('413 too_large');
});
