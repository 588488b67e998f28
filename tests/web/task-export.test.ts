import { expect, test, vi } from 'vitest';
import { readRows } from '../../workers/ports/excel.ts';

// The module's list is fetched in a browser; what is made of the lines is not.
vi.mock('../../web/console/session.ts', () => ({ call: () => undefined, saveAs: () => undefined }));

test('the list of tasks as a workbook: titles first, text stays text, figures stay figures', async () => {
  const { workbook } = await import('../../web/console/parts/task-export.ts');
  const line = ['T-1', '3', '=HYPERLINK("x")', '已交办', '', '应急局（牵头）', '', 1, 4, '', '2026-12-31', '+86'];
  const bytes = new Uint8Array(await (await workbook([line])).arrayBuffer());
  const [head, row] = await readRows(bytes, 5, 12);
  expect(head?.slice(0, 3)).toEqual(['编号', '序号', '任务']);
  expect(row).toEqual(line.map(String));
});
