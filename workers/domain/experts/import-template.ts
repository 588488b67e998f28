import { CREDENTIAL_KINDS, TIE_KINDS, WORK_KINDS } from '../../contract/expert-words.ts';
import { writeWorkbook } from '../../ports/excel.ts';
import type { Ctx } from '../context.ts';
import { EXAMPLE, SHEET_NAMES, SHEETS, type SheetName } from './import-columns.ts';
import { fieldLabels } from './record.ts';

const ID = `${EXAMPLE}：370402197503015678`;
const EXAMPLES: Record<SheetName, (field: string) => string[]> = {
  专家: () => [`${EXAMPLE}：张三`, '370402197503015678', '13800000000', '某某设计研究院', '高级工程师', ''],
  工作经历: (field) => [ID, '某某设计研究院', '安全评价师', WORK_KINDS.technology, field, '2015-03-01', '至今', '100'],
  职称资格: () => [ID, CREDENTIAL_KINDS.title, '高级工程师', '副高级', '', '2018-06-30', ''],
  回避关系: () => [ID, TIE_KINDS.adviser, '某某化工有限公司', '', '2020-01-01', '', ''],
};

/** Four sheets with an example each, and a fifth that lists the words to choose from. */
export async function importTemplate(ctx: Ctx): Promise<Response> {
  const fields = (await fieldLabels(ctx)).map((f) => f.label);
  const columns = [Object.values(WORK_KINDS), fields, Object.values(CREDENTIAL_KINDS), Object.values(TIE_KINDS)];
  const length = Math.max(...columns.map((column) => column.length));
  const bytes = await writeWorkbook([
    ...SHEET_NAMES.map((name) => ({ name, header: SHEETS[name], rows: [EXAMPLES[name](fields[0] ?? '')] })),
    {
      name: '可填内容',
      header: ['工作性质', '专业领域', '类别', '关系'],
      rows: Array.from({ length }, (_, i) => columns.map((column) => column[i] ?? '')),
    },
  ]);
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('专家导入模板.xlsx')}`,
      'cache-control': 'no-store',
    },
  });
}
