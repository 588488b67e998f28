import type { BulletinBody, BulletinFigures } from '../../contract/bulletins.ts';
import { periodWords } from '../../contract/month-words.ts';

interface ReviewWords {
  readonly heldDay: string;
  readonly points: string;
  readonly decisions: string;
}

/** 3件 more, 2件 fewer, the same. */
function change(now: number, then: number, what: string): string {
  if (now === then) return `${what}持平`;
  return `${what}${now > then ? '增加' : '减少'}${Math.abs(now - then)}件`;
}

const listed = (units: readonly { name: string }[]): string => units.map((u) => u.name).join('、');

/** The words a bulletin begins with: what the figures say, in the order such papers have. A person edits them. */
export function firstWords(
  period: string,
  figures: BulletinFigures,
  review: ReviewWords | undefined,
): BulletinBody['sections'] {
  const { criticised, laggards, praised } = figures;
  const parts: [string, string, 'ranking' | 'laggards' | null][] = [
    ['总体情况', overall(period, figures), null],
    ['各单位完成情况', '按照按期完成、办理进度、超期和报送情况综合评分，各单位排名如下：', 'ranking'],
  ];
  if (laggards.length > 0) {
    parts.push(['进展滞后单位', `${listed(laggards)}有任务超期未办结，具体如下：`, 'laggards']);
  }
  if (praised.length > 0) {
    parts.push([
      '表扬',
      `${listed(praised)}任务按期办理${figures.reports.due > 0 ? '、材料按时报送' : ''}，予以通报表扬。`,
      null,
    ]);
  }
  if (criticised.length > 0) {
    const lines = criticised.map(({ name, reason }) => `${name}：${reason}。`);
    parts.push(['通报批评', `对下列单位予以通报批评：\n${lines.join('\n')}`, null]);
  }
  if (review) {
    const { heldDay, points, decisions } = review;
    const [, month, day] = heldDay.split('-').map(Number);
    const said = `${month}月${day}日，安委办召开调度会。${points}`;
    parts.push(['调度情况', decisions ? `${said}\n议定事项：${decisions}` : said, null]);
  }
  parts.push([
    '下步要求',
    '各单位要对照任务清单，倒排工期，明确责任人，超期任务要尽快办结并报送原因；按时报送月报，如实反映进展和问题。',
    null,
  ]);
  return parts.map(([heading, text, table]) => ({ heading, text, table }));
}

function overall(period: string, { totals: t, lastMonth, lastYear, reports }: BulletinFigures): string {
  const tasks = `${periodWords(period)}，共交办任务${t.dispatched}件，签收${t.acknowledged}件，报结${t.submitted}件，认可${t.accepted}件，退回${t.returned}件，当月新增超期${t.overdue}件。`;
  const compared = `与上月相比，${change(t.accepted, lastMonth.accepted, '认可数')}，${change(t.overdue, lastMonth.overdue, '超期数')}${
    lastYear.dispatched + lastYear.accepted + lastYear.overdue === 0
      ? '（去年同月没有台账）'
      : `；与去年同月相比，${change(t.accepted, lastYear.accepted, '认可数')}，${change(t.overdue, lastYear.overdue, '超期数')}`
  }。`;
  const hazards = `当月发现隐患${t.found}处，销号${t.closed}处，整改超期${t.hazardsOverdue}处。`;
  const sent =
    reports.due === 0
      ? ''
      : `应报送材料${reports.due}份，按时报送${reports.onTime}份${reports.late.length > 0 ? `，${listed(reports.late)}迟报或未报` : ''}。`;
  return [tasks + compared, hazards + sent].join('\n');
}
