import type { bulletin } from '../../../workers/contract/month.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { type Block, blocksOf, type OfficialDocument } from './official-doc.ts';

export type Bulletin = ClientOutput<typeof bulletin>;
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const place = (rank: number | null): string => (rank === null ? '—' : String(rank));

/** 通报 as it is printed: the words of its sections, numbered, with the frozen tables below them. */
export function bulletinDocument(of: Bulletin): OfficialDocument {
  const { body, redHead, number, title, day, edition, correction } = of;
  return {
    redHead,
    number: number || '（签发后编号）',
    title,
    addressees: body.addressees,
    blocks: body.sections.flatMap((section, i) => [
      { kind: 'h1' as const, text: `${NUMERALS[i] ?? i + 1}、${section.heading}` },
      ...blocksOf(section.text),
      ...tableOf(section.table, of),
    ]),
    signature: body.signature,
    day: day ?? '',
    issuedBy: body.signature,
    ...(edition > 1 ? { note: `第${edition}版，更正：${correction}` } : {}),
  };
}

function tableOf(table: 'ranking' | 'laggards' | null, { figures }: Bulletin): Block[] {
  if (table === 'ranking') {
    const header = ['名次', '单位', '得分', '认可', '在办', '超期', '按时报送', '上月', '去年同月'];
    const rows = figures.ranking.map((u) => [
      place(u.rank),
      u.name,
      u.rank === null ? '—' : u.score.toFixed(1),
      ...[u.accepted, u.open, u.overdue + u.overdueOpen].map(String),
      `${u.reportsOnTime}/${u.reportsDue}`,
      place(u.lastMonthRank),
      place(u.lastYearRank),
    ]);
    return [{ kind: 'table', header, rows }];
  }
  if (table === 'laggards' && figures.laggards.some((u) => u.tasks.length > 0)) {
    const header = ['单位', '任务编号', '任务', '期限'];
    const rows = figures.laggards.flatMap((u) => u.tasks.map((t) => [u.name, t.number, t.title, t.dueDay]));
    return [{ kind: 'table', header, rows }];
  }
  return [];
}
