import { ACCIDENT_GRADES, ACCIDENT_STATES, CONCLUSIONS, MEASURE_VERDICTS } from '../../contract/register-words.ts';
import { TASK_STAGES } from '../../contract/task-words.ts';
import { writeWorkbook } from '../../ports/excel.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { oneAccident } from './list.ts';

const HEADER = ['序号', '整改措施', '责任单位', '完成时限', '任务进展', '评估结果', '评估情况', '评估日期'];

/** 整改评估表: every measure with what was found of it, and a sheet with the accident and the conclusion. */
export async function exportAccident(ctx: Ctx, { id }: { id: string }): Promise<Uint8Array> {
  const one = await oneAccident(ctx, { id });
  const rows = one.items.map((m, i) => [
    i + 1,
    m.words,
    m.unit,
    m.dueDay ?? '',
    m.stage === null ? '' : (TASK_STAGES[m.stage as keyof typeof TASK_STAGES] ?? ''),
    m.verdict === null ? '未评估' : MEASURE_VERDICTS[m.verdict],
    m.evaluation,
    m.evaluatedAt === null ? '' : localDay(Date.parse(m.evaluatedAt)),
  ]);
  const about: [string, string][] = [
    ['事故', one.title],
    ['事故日期', one.accidentDay],
    ['等级', ACCIDENT_GRADES[one.grade]],
    ['调查报告批复', `${one.approvedOn} ${one.docNo}`.trim()],
    ['评估期限', one.dueDay],
    ['状态', ACCIDENT_STATES[one.state]],
    ['评估结论', one.conclusion === null ? '' : CONCLUSIONS[one.conclusion]],
    ['结论说明', one.words],
    ['向社会公开', one.publishedOn ?? ''],
    ['导出日期', localDay(ctx.now)],
  ];
  return writeWorkbook([
    { name: '整改评估表', header: HEADER, rows },
    { name: '说明', header: ['项目', '内容'], rows: about },
  ]);
}
