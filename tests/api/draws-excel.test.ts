import { expect, test } from 'vitest';
import * as api from '../../workers/contract/draws.ts';
import { readDrawSheet } from '../../workers/domain/draws/excel.ts';
import { readRows, writeWorkbook } from '../../workers/ports/excel.ts';
import { drawing } from '../support/drawing.ts';
import { app, requestOf } from '../support/world.ts';

const HEADER = ['类别', '单位名称', '统一社会信用代码', '备注'];
const book = (rows: string[][], header = HEADER) => writeWorkbook([{ name: '名单', header, rows }]);

test('a list comes out of a workbook by its titles; what is wrong is said row by row and left out', async () => {
  const sheet = await readDrawSheet(
    await book([
      ['高风险', '示例：某某化工有限公司', '', ''],
      ['高风险', '甲化工有限公司', '91350100m000100y43', '多出来的一列'],
      ['', '乙仓储有限公司', '', ''],
      ['', '', '', ''],
      ['低风险', '', '', ''],
      ['低风险', '丙机械有限公司', '91350100M000100Y44', ''],
      ['低风险', '甲 化工有限公司', '', ''],
    ]),
  );
  expect(sheet.rows).toBe(5);
  expect(sheet.items).toEqual([
    { name: '甲化工有限公司', creditCode: '91350100M000100Y43', stratum: '高风险' },
    { name: '乙仓储有限公司', creditCode: '', stratum: '' },
  ]);
  expect(sheet.problems).toEqual([
    { row: 6, column: '单位名称', message: '没有填' },
    { row: 7, column: '统一社会信用代码', message: '不是有效的统一社会信用代码，请核对' },
    { row: 8, column: '单位名称', message: '与第 3 行重复' },
  ]);
});

test('the template is read as an empty list; another table, another file and too many rows are refused in a sentence', async () => {
  const d = await drawing();
  const template = await d.first.send(api.drawTemplate, {});
  const bytes = new Uint8Array(await template.arrayBuffer());
  expect((await readRows(bytes, 5, 5))[0]).toEqual(['单位名称', '统一社会信用代码', '类别']);
  const bare = requestOf(api.drawSheet, {}, d.slug, d.first.token, crypto.randomUUID());
  const answer = await app.fetch(new Request(bare.url, { method: 'POST', headers: bare.headers, body: bytes }));
  expect(await answer.json()).toEqual({ rows: 0, items: [], problems: [] });

  await expect(readDrawSheet(await book([['x']], ['姓名']))).rejects.toThrow('bad_request');
  await expect(readDrawSheet(new TextEncoder().encode('not a workbook'))).rejects.toThrow('unsupported_file');
  const many = Array.from({ length: api.MAX_ENTERPRISES + 1 }, (_, i) => ['', `单位${i}号`, '', '']);
  await expect(readDrawSheet(await book(many))).rejects.toThrow('too_large');
  const inspector = await d.person(['inspector']);
  await expect(inspector.call(api.drawSheet, {})).rejects.toThrow('403 forbidden');
});
