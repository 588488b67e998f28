import { eq } from 'drizzle-orm';
import { DUTY_KINDS, DUTY_STATES } from '../../contract/duties.ts';
import { writeWorkbook } from '../../ports/excel.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { namesOf } from '../hazards/view.ts';
import { loadDutyList, seesDrafts } from './rows.ts';

const HEADER = ['序号', '职责（任务）', '依据', '时限', '完成日期', '履职情况'];

/** One edition as a workbook: its lines, and a sheet that says which edition it is. */
export async function exportDuties(ctx: Ctx, { id }: { id: string }): Promise<Uint8Array> {
  const row = await loadDutyList(ctx, id);
  if (row.state === 'draft' && !seesDrafts(ctx)) refuse('not_found');
  const l = ctx.db.rows.dutyLine;
  const lines = await ctx.db.select().from(l).where(eq(l.listId, id)).orderBy(l.sort, l.id);
  const names = await namesOf(ctx, [row.personId], [row.unitId]);
  const holder = [names[row.unitId], row.holder, row.personId === null ? '' : names[row.personId]];
  const about: [string, string][] = [
    ['名称', row.title],
    ['类别', DUTY_KINDS[row.kind]],
    ['责任主体', holder.filter(Boolean).join(' ')],
    ['版次', `第 ${row.edition} 版（${DUTY_STATES[row.state]}）`],
    ['印发日期', row.publishedOn ?? ''],
    ['导出日期', localDay(ctx.now)],
  ];
  const rows = lines.map((line, i) => [
    i + 1,
    line.words,
    line.basis,
    line.dueDay ?? '',
    line.doneOn ?? '',
    line.evidence,
  ]);
  return writeWorkbook([
    { name: '职责清单', header: HEADER, rows },
    { name: '说明', header: ['项目', '内容'], rows: about },
  ]);
}
