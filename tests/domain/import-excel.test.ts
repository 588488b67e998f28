import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readRows, writeWorkbook } from '../../workers/ports/excel.ts';

const book = (rows: (string | number | null)[][]) =>
  writeWorkbook([{ name: '人员', header: ['姓名', '用户名'], rows }]);

test('what is written reads back; text that looks like a formula stays text', async () => {
  const rows = [
    ['=1+1', '+8613900000000'],
    ['-2+3', '@SUM(A1)'],
    ['=HYPERLINK("http://evil.example","x")', "' OR 1=1"],
    ['<b>&"]]>', 42],
    [null, '0012'],
  ];
  const bytes = await book(rows);
  const parts = unzipSync(bytes);
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
  expect(sheet).not.toMatch(/<f[ >]/);
  const back = await readRows(bytes, 100, 10);
  expect(back[0]).toEqual(['姓名', '用户名']);
  expect(back.slice(1)).toEqual(rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
});

test('what is not a workbook is refused by its content', async () => {
  const pdf = strToU8('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
  const zip = zipSync({ 'a.txt': strToU8('hello'), 'b.xml': strToU8('<a/>') });
  const broken = (await book([['a', 'b']])).slice(0, 900);
  for (const bytes of [pdf, zip, broken, new Uint8Array(0), strToU8('PK\u0003\u0004')]) {
    await expect(readRows(bytes, 10, 5)).rejects.toMatchObject({ reason: 'unsupported' });
  }
});

test('a bomb is refused before it unpacks, also when its directory lies', async () => {
  const parts = unzipSync(await book([['a', 'b']]));
  const padding = strToU8(' '.repeat(30 * 1024 * 1024));
  const bomb = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': padding }, { level: 9 });
  expect(bomb.length).toBeLessThan(100_000);
  await expect(readRows(bomb, 10, 5)).rejects.toMatchObject({ reason: 'too_large' });
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
  for (let at = 0; at < bomb.length - 46; at++) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === padding.length) {
      view.setUint32(at + 24, 64, true);
    }
  }
  // Unpacking stops at the size the directory gives: 64 bytes of blanks.
  expect(await readRows(bomb, 10, 5)).toEqual([]);
});

test('entities are not expanded, and more rows than allowed are refused', async () => {
  const parts = unzipSync(await book([['a', 'b']]));
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
  const evil = sheet.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>');
  const bytes = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(evil) });
  await expect(readRows(bytes, 10, 5)).rejects.toMatchObject({ reason: 'unsupported' });
  const long = await book(Array.from({ length: 30 }, (_, i) => [`n${i}`, `u${i}`]));
  await expect(readRows(long, 30, 5)).rejects.toMatchObject({ reason: 'too_large' });
  expect(await readRows(long, 31, 1)).toHaveLength(31);
});
