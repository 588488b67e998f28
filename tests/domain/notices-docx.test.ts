import { strToU8, type Zippable, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { noticeText } from '../../workers/domain/notices/file.ts';
import { NOTICE_PROBLEMS, UnreadableNotice } from '../../workers/domain/notices/problems.ts';
import { readNotice } from '../../workers/domain/notices/read.ts';

const NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m"';
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (inner: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${inner}</w:p>`;
const numbered = (level: number, text: string, id = 1) =>
  p(run(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`);
const row = (...cells: string[]) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`;
const docx = (body: string, more: Zippable = {}) =>
  zipSync({ 'word/document.xml': strToU8(`<w:document ${NS}><w:body>${body}</w:body></w:document>`), ...more });

const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const NUMBERING = strToU8(
  `<w:numbering ${NS}><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCountingThousand', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}${level(3, 'decimalEnclosedCircle', '%4')}</w:abstractNum>` +
    `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`,
);
const STYLES = strToU8(
  `<w:styles ${NS}><w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`,
);

function problem(bytes: Uint8Array): string {
  try {
    readNotice(noticeText(bytes));
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableNotice);
    return (error as UnreadableNotice).problem;
  }
}

test('automatic numbers are written out: levels, styles, restarts', () => {
  const body = [
    p(run('总则'), '<w:pStyle w:val="H1"/>'),
    numbered(1, '加强排查'),
    numbered(2, '甲。（区应急局负责）'),
    numbered(2, '乙。（区公安局负责）'),
    numbered(3, '丙。'),
    numbered(0, '执法'),
    numbered(1, '夜查'),
    numbered(2, '丁。（区住建局负责）'),
    numbered(2, '戊。（区城管局负责）', 2),
  ].join('');
  const text = noticeText(docx(body, { 'word/numbering.xml': NUMBERING, 'word/styles.xml': STYLES }));
  expect(text.split('\n').map((line) => line.slice(0, 5))).toEqual([
    '一、总则',
    '（一）加强',
    '1.甲。（',
    '2.乙。（',
    '①丙。',
    '二、执法',
    '（一）夜查',
    '1.丁。（',
    '5.戊。（',
  ]);
  expect(readNotice(text).items.map(({ no }) => no)).toEqual(['一（一）1', '一（一）2', '二（一）1', '二（一）5']);
});

test('what was deleted or moved away is gone, what was inserted stands; hidden text and second drawings are left out', () => {
  const body = p(
    run('一、加强') +
      `<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>${run('执法')}</w:ins>` +
      `<w:moveFrom>${run('移走')}</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>` +
      `<mc:AlternateContent><mc:Choice>${run('。')}</mc:Choice><mc:Fallback>${run('。')}</mc:Fallback></mc:AlternateContent>` +
      `${run('（责任单位：')}<w:r><w:br/></w:r>${run('区应急局）')}`,
  );
  const text = noticeText(docx(body));
  expect(text).toBe('一、加强执法。（责任单位：\n区应急局）');
  expect(readNotice(text).items).toMatchObject([{ title: '加强执法', units: [{ name: '区应急局' }] }]);
});

test('a table with names below each other, an empty cell and a broad one', () => {
  const cell = (...lines: string[]) => lines.map((line) => p(run(line))).join('');
  const body =
    p(run('2024年任务清单')) +
    `<w:tbl>${row(cell('序号'), cell('工作任务'), cell('牵头单位'), cell('责任单位'), cell('完成时限'))}${row(
      cell('1'),
      cell('开展消防', '检查'),
      cell('区消防大队'),
      cell('区住建局', '区民政局'),
      cell('6月底前'),
    )}${row(cell('2'), cell('清理楼道'), cell('区城管局'), cell(''), cell('长期坚持'))}</w:tbl>`;
  const { items } = readNotice(noticeText(docx(body)));
  expect(
    items.map(({ no, title, units, deadlines }) => [
      no,
      title,
      units.map(({ name, role }) => `${name} ${role}`),
      deadlines[0]!.text,
    ]),
  ).toEqual([
    ['1', '开展消防检查', ['区消防大队 lead', '区住建局 support', '区民政局 support'], '6月底前'],
    ['2', '清理楼道', ['区城管局 lead'], '长期坚持'],
  ]);
});

test('archives made to hurt: each a sentence, none unpacked', () => {
  const bomb = docx('x', { 'word/numbering.xml': new Uint8Array(17 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(100_000);
  expect(problem(bomb)).toBe('bomb');
  expect(
    problem(docx('', Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`f${i}`, new Uint8Array(0)])))),
  ).toBe('bomb');
  expect(problem(docx('<w:p>'.repeat(300) + '</w:p>'.repeat(300)))).toBe('bomb');
  const entities = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><w:document/>';
  expect(problem(zipSync({ 'word/document.xml': strToU8(entities) }))).toBe('bomb');
  const late = `<w:document ${NS}>${' '.repeat(5000)}<!DOCTYPE a></w:document>`;
  expect(['bomb', 'damaged']).toContain(problem(zipSync({ 'word/document.xml': strToU8(late) })));
  expect(problem(docx(p(run('字'.repeat(600_000)))))).toBe('too_long');
});

test('a directory that lies about a size gains nothing', () => {
  const honest = docx(p(run(`一、甲。（责任单位：区应急局）${'字'.repeat(2000)}`)));
  const lying = honest.slice();
  const view = new DataView(lying.buffer);
  for (let i = 0; i + 46 < lying.length; i += 1) {
    if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 40, true);
    if (view.getUint32(i, true) === 0x04034b50) view.setUint32(i + 22, 40, true);
  }
  expect(problem(honest)).toBe('');
  expect(problem(lying)).toBe('damaged');
});

test('files of other kinds, empty ones, and a notice without items: what to do instead', () => {
  const bytes = (words: string) => new TextEncoder().encode(words);
  expect(problem(bytes('%PDF-1.7 …'))).toBe('pdf');
  expect(problem(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toBe('old_word');
  expect(problem(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image');
  expect(problem(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 1, 2, 3))).toBe('unsupported');
  expect(problem(new Uint8Array(0))).toBe('empty');
  expect(problem(bytes(' \n　\n'))).toBe('empty');
  expect(problem(docx(p('')))).toBe('no_text');
  expect(problem(zipSync({ 'xl/workbook.xml': strToU8('<a/>') }))).toBe('unsupported');
  expect(problem(docx(p(run('x'))).slice(0, 60))).toBe('damaged');
  expect(problem(bytes('关于放假的通知\n各单位：\n五一放假五天。\n'))).toBe('no_items');
  expect(problem(bytes('字'.repeat(1_800_000)))).toBe('too_long');
  expect(problem(new Uint8Array(11 * 1024 * 1024))).toBe('too_large');
  for (const sentence of Object.values(NOTICE_PROBLEMS))
    expect(sentence).toMatch(/^[^\n]{10,80}请[^\n]+。$|请[^\n]+。$/);
});

test('GB18030, UTF-16 and a byte order mark are read as text', () => {
  const words = '一、甲。（责任单位：区应急局）';
  const wide = new Uint8Array((words.length + 1) * 2);
  [...`\ufeff${words}`].forEach((char, i) => {
    wide.set([char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8], i * 2);
  });
  expect(readNotice(noticeText(wide)).items).toHaveLength(1);
  // 一、甲。（责任单位：局） in GB18030.
  const gb = [
    0xd2, 0xbb, 0xa1, 0xa2, 0xbc, 0xd7, 0xa1, 0xa3, 0xa3, 0xa8, 0xd4, 0xf0, 0xc8, 0xce, 0xb5, 0xa5, 0xce, 0xbb, 0xa3,
    0xba, 0xc7, 0xf8, 0xbe, 0xd6, 0xa3, 0xa9,
  ];
  expect(readNotice(noticeText(Uint8Array.from(gb))).items).toMatchObject([{ no: '一', units: [{ name: '区局' }] }]);
});
