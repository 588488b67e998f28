import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import {
  type Block,
  blocksOf,
  dateWords,
  type OfficialDocument,
  signatureIndents,
  titleLines,
  widthOf,
} from '../../web/console/parts/official-doc.ts';
import { officialDocx } from '../../web/console/parts/official-docx.ts';

const mm = (n: number) => Math.floor((n / 25.4) * 1440);
const table: Block = { kind: 'table', header: ['名次', '单位'], rows: [['1', '张范街道']] };
const paper: OfficialDocument = {
  redHead: '高新区安委办文件',
  number: '安办通报〔2026〕3号',
  title: '关于10月情况的通报',
  addressees: '各街道：',
  blocks: [...blocksOf('一、总体情况\n（一）任务\n10月交办任务32件。\n'), table],
  signature: '高新区安全生产委员会办公室',
  day: '2026-11-02',
};

async function written(document: OfficialDocument): Promise<{ body: string; footers: string[] }> {
  const files = unzipSync(new Uint8Array(await (await officialDocx(document)).arrayBuffer()));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const footers = Object.keys(files).filter((name) => /^word\/footer\d+\.xml$/.test(name));
  return { body: text('word/document.xml'), footers: footers.map(text) };
}
/** Of the paragraph that says this: its XML. */
const paragraph = (body: string, words: string): string => body.split('<w:p>').find((p) => p.includes(words)) ?? '';

test('the page is that of GB/T 9704: margins, 22 lines of 28 points, 28 letters a line', async () => {
  const { body } = await written(paper);
  const attribute = (element: string, name: string) =>
    Number(body.match(new RegExp(`<w:${element} [^>]*w:${name}="(-?\\d+)"`))?.[1]);
  const margins = ['top', 'bottom', 'left', 'right'].map((side) => attribute('pgMar', side));
  expect(margins).toEqual([37, 35, 28, 26].map(mm));
  expect([attribute('pgSz', 'w'), attribute('pgSz', 'h')]).toEqual([210, 297].map(mm));
  expect(attribute('docGrid', 'linePitch') * 22).toBeLessThanOrEqual(mm(225));
  expect(attribute('docGrid', 'linePitch') * 23).toBeGreaterThan(mm(225));
  const line = paragraph(body, '10月交办任务');
  expect(line).toContain('w:line="560"');
  expect(line).toContain('w:lineRule="exact"');
  // 16 points, each letter a little closer: the 28th still fits 156 mm.
  const tighter = Number(line.match(/<w:spacing w:val="(-\d+)"/)?.[1]);
  expect(28 * (320 + tighter)).toBeLessThanOrEqual(mm(156));
  expect(29 * (320 + tighter)).toBeGreaterThan(mm(156));
});

test('each part in its typeface and size, the red head red, none where there is none', async () => {
  const { body, footers } = await written(paper);
  const face = (words: string) => {
    const p = paragraph(body, words);
    return [p.match(/w:eastAsia="([^"]+)"/)?.[1], Number(p.match(/<w:sz w:val="(\d+)"/)?.[1])];
  };
  expect(face('关于10月情况的通报')).toEqual(['方正小标宋简体', 44]);
  expect(face('10月交办任务')).toEqual(['仿宋', 32]);
  expect(face('一、总体情况')).toEqual(['黑体', 32]);
  expect(face('（一）任务')).toEqual(['楷体', 32]);
  expect(paragraph(body, '高新区安委办文件')).toContain('E60012');
  expect(body).toContain('<w:tbl>');
  expect(body).toContain('2026年11月2日');
  // Odd pages to the right, even ones to the left, in 14-point 宋体.
  expect(footers).toHaveLength(2);
  expect(footers.join('')).toMatch(/— .*PAGE.* —/s);
  expect(footers.every((f) => f.includes('宋体') && f.includes('w:val="28"'))).toBe(true);
  expect((await written({ ...paper, redHead: '' })).body).not.toContain('E60012');
});

test('what was typed reads as headings and paragraphs; dates without noughts; the issuer centred over the date', () => {
  const kinds = blocksOf('一、要求\n一、各单位要落实责任。\n（二）时限\n\n  1.按时报送  ').map((b) => b.kind);
  expect(kinds).toEqual(['h1', 'p', 'h2', 'p']);
  expect(dateWords('2026-01-09')).toBe('2026年1月9日');
  const { signature, date } = signatureIndents('高新区安全生产委员会办公室', '2026年11月2日');
  expect(signature + 13 / 2).toBeCloseTo(date + 6.5 / 2, 5);
  expect(signature).toBeGreaterThanOrEqual(2);
  expect(signatureIndents('安委办', '2026年11月2日').date).toBe(4);
});

test('a letter carries its code below the words, as a picture with what it is for', async () => {
  const png = Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAIBAQDJ/pLvAAAAAElFTkSuQmCC',
      'base64',
    ),
  );
  const { body } = await written({ ...paper, picture: { png, side: 110, words: '扫码核对专家证' } });
  expect(body).toContain('<pic:pic');
  // 110 points of 9 525 units each.
  expect(body).toContain(`cx="${110 * 9525}"`);
  expect(body.indexOf('扫码核对专家证')).toBeGreaterThan(body.indexOf('高新区安全生产委员会办公室'));
  expect((await written(paper)).body).not.toContain('<pic:pic');
});

test('a long title breaks between words into lines of like length, none beginning with 的', () => {
  expect(titleLines('关于10月情况的通报')).toEqual(['关于10月情况的通报']);
  for (const title of [
    '关于2026年11月安全生产重点任务完成情况的通报',
    `关于${'各单位安全生产责任'.repeat(5)}落实情况的通报`,
  ]) {
    const lines = titleLines(title);
    expect(lines.join('')).toBe(title);
    expect(lines.length).toBe(Math.ceil(widthOf(title) / 20));
    for (const line of lines) {
      expect(widthOf(line)).toBeLessThanOrEqual(20);
      expect(line).not.toMatch(/^[的月日]/);
    }
    expect(widthOf(lines[0] as string) - widthOf(lines.at(-1) as string)).toBeLessThan(6);
  }
});

test('who printed it and when stands at the foot of the last page; the last words go with the signature', async () => {
  const { body } = await written({ ...paper, blocks: blocksOf('特此通报。'), issuedBy: '高新区安委办' });
  const foot = paragraph(body, '2026年11月2日印发');
  expect(foot).toContain('w:yAlign="bottom"');
  expect(foot).toContain('高新区安委办');
  expect(paragraph(body, '特此通报。')).toContain('<w:keepNext/>');
  expect((await written(paper)).body).not.toContain('印发');
});
