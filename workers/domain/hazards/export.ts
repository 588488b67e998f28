import {
  CATEGORIES,
  HAZARD_LEVELS,
  HAZARD_SOURCES,
  HAZARD_STATES,
  type exportQueue as route,
  URGENCIES,
} from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import { type SheetOut, writeWorkbook } from '../../ports/excel.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { pageOf } from './queue.ts';
import { hidesMinute, namesOf, type QueueRow, urgencyOf } from './view.ts';

export const EXPORT_MAX = 5_000;
const CHUNK = 500;
const HEADER = [
  '编号',
  '状态',
  '级别',
  '来源',
  '类别',
  '名称',
  '属地',
  '地址',
  '企业（场所）',
  '责任单位',
  '经办人',
  '期限',
  '紧急程度',
  '上报时间',
  '最近办理',
  '办结时间',
];

/** The rows of the filter, as the queue shows them, and a sheet that says which filter it was and whether it ends early. */
export async function exportQueue(ctx: Ctx, filter: InputOf<typeof route>): Promise<Uint8Array> {
  const rows: QueueRow[] = [];
  let cursor: string | undefined;
  let more = true;
  while (more && rows.length < EXPORT_MAX) {
    const page = await pageOf(ctx, filter, Math.min(CHUNK, EXPORT_MAX - rows.length), cursor);
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
    more = cursor !== undefined;
  }
  const names = await namesOf(
    ctx,
    rows.map((row) => row.assigneeId),
    rows.flatMap((row) => [row.placeUnitId, row.ownerUnitId]),
  );
  const list = { name: '隐患清单', header: HEADER, rows: rows.map((row) => line(ctx, row, names)) };
  return writeWorkbook([list, about(ctx, filter, rows.length, more)]);
}

function line(ctx: Ctx, row: QueueRow, names: Record<string, string>): (string | number | null)[] {
  const name = (id: string | null) => (id === null ? '' : (names[id] ?? ''));
  return [
    row.number,
    label(HAZARD_STATES, row.state),
    label(HAZARD_LEVELS, row.level),
    label(HAZARD_SOURCES, row.source),
    label(CATEGORIES, row.category),
    row.title,
    name(row.placeUnitId),
    row.address,
    row.enterprise,
    name(row.ownerUnitId),
    name(row.assigneeId),
    row.dueAt === null ? '' : localDay(row.dueAt),
    label(URGENCIES, urgencyOf(row, ctx.now)),
    hidesMinute(ctx, row) ? localDay(row.createdAt) : minute(row.createdAt),
    minute(row.updatedAt),
    row.closedAt === null ? '' : minute(row.closedAt),
  ];
}

function about(ctx: Ctx, filter: InputOf<typeof route>, count: number, more: boolean): SheetOut {
  const { sort: _, ...asked } = filter;
  const conditions = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '');
  return {
    name: '说明',
    header: ['项目', '内容'],
    rows: [
      ['地区', ctx.tenant.name],
      ['导出时间', minute(ctx.now)],
      ['筛选', conditions.map(([key, value]) => `${key}=${String(value)}`).join('；') || '无'],
      ['条数', count],
      ...(more ? [['注意', `符合条件的超过 ${EXPORT_MAX} 条，本表只含前 ${EXPORT_MAX} 条，请缩小筛选范围。`]] : []),
    ],
  };
}

const label = (labels: Record<string, string>, key: string | null): string =>
  key === null ? '' : (labels[key] ?? key);

/** `YYYY-MM-DD HH:mm` in China. */
function minute(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
