import { CHECK_KINDS, CHECK_STATES, CHECK_TAGS, UNANNOUNCED } from '../../contract/check-words.ts';
import { writeWorkbook } from '../../ports/excel.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { type Filter, pageOf } from './list.ts';
import { type ListRow, type RowView, rowViews } from './view.ts';

const EXPORT_MAX = 5_000;
const CHUNK = 500;
const HEADER = [
  '编号',
  '类别',
  '名称',
  '被检查对象',
  '检查方式',
  '督导组',
  '计划日期',
  '状态',
  '开始时间',
  '发现问题',
  '抽查',
  '已复查',
  '反弹',
];

/** The rows of the filter, as the list shows them to this person. */
export async function exportChecks(ctx: Ctx, filter: Filter): Promise<Uint8Array> {
  const rows: ListRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOf(ctx, filter, Math.min(CHUNK, EXPORT_MAX - rows.length), cursor);
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < EXPORT_MAX);
  const shown = await rowViews(ctx, rows);
  const about = [
    ['地区', ctx.tenant.name],
    ['导出日期', localDay(ctx.now)],
    ['条数', shown.length],
    ...(cursor === undefined ? [] : [['注意', `符合条件的超过 ${EXPORT_MAX} 条，本表只含前 ${EXPORT_MAX} 条。`]]),
  ];
  return writeWorkbook([
    { name: '检查台账', header: HEADER, rows: shown.map(line) },
    { name: '说明', header: ['项目', '内容'], rows: about },
  ]);
}

export const tagWords = ({ tags, unannounced }: Pick<RowView, 'tags' | 'unannounced'>): string =>
  [...tags.map((tag) => CHECK_TAGS[tag]), ...(unannounced ? [UNANNOUNCED] : [])].join('、');

function line(row: RowView): (string | number | null)[] {
  const at = row.startedAt === null ? '' : minute(Date.parse(row.startedAt));
  return [
    ...[row.number ?? '', CHECK_KINDS[row.kind], row.title, row.target, tagWords(row), row.team, row.plannedDay],
    ...[CHECK_STATES[row.state], at, row.findings],
    ...(row.kind === 'recheck' ? [row.sampled, row.judged, row.reopened] : ['', '', '']),
  ];
}

/** `YYYY-MM-DD HH:mm` in China. */
const minute = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
