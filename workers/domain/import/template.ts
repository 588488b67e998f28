import { eq } from 'drizzle-orm';
import { ROLE_NAMES, ROLES } from '../../contract/access.ts';
import { UNIT_KIND_NAMES, UNIT_KINDS, type UnitKind } from '../../contract/units.ts';
import { writeWorkbook } from '../../ports/excel.ts';
import type { Ctx } from '../context.ts';
import { COLUMNS, EXAMPLE, type ImportKind } from './columns.ts';

const TITLES: Record<ImportKind, string> = { people: '人员', units: '单位' };

/** An empty sheet with one example, and a second one that lists the words to choose from. */
export async function importTemplate(ctx: Ctx, { kind }: { kind: ImportKind }): Promise<Response> {
  const { unit: u } = ctx.db.rows;
  const units = await ctx.db
    .select({ name: u.name, kind: u.kind })
    .from(u)
    .where(eq(u.active, true))
    .orderBy(u.sort, u.id)
    .limit(2_000);
  const unitRows = units.map((unit) => [unit.name, UNIT_KINDS[unit.kind as UnitKind] ?? unit.kind]);
  const words =
    kind === 'people'
      ? ROLE_NAMES.map((role) => [ROLES[role].label, ROLES[role].scoped ? '本人单位及以下' : '全地区'])
      : UNIT_KIND_NAMES.map((name) => [UNIT_KINDS[name], '']);
  const example =
    kind === 'people'
      ? [`${EXAMPLE}：张三`, 'zhangsan', '13800000000', units[0]?.name ?? '', '科员', '单位经办人、执法检查员']
      : [`${EXAMPLE}：城关街道`, '城关', '街道', units[0]?.name ?? '', '10', ''];
  const bytes = await writeWorkbook([
    { name: TITLES[kind], header: COLUMNS[kind], rows: [example] },
    {
      name: '可填内容',
      header: kind === 'people' ? ['岗位', '管辖范围', '', '单位', '类别'] : ['类别', '', '', '已有单位', '类别'],
      rows: Array.from({ length: Math.max(words.length, unitRows.length) }, (_, i) => [
        ...(words[i] ?? ['', '']),
        '',
        ...(unitRows[i] ?? ['', '']),
      ]),
    },
  ]);
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${TITLES[kind]}导入模板.xlsx`)}`,
      'cache-control': 'no-store',
    },
  });
}
