import { datePhrases } from './dates.ts';
import { type Named, readUnits } from './roles.ts';
import { type Piece, pieces } from './units.ts';
import type { Verb } from './verbs.ts';

export type LabelKind = Verb | 'time' | 'person';
export interface Label {
  readonly kind: LabelKind;
  readonly a: number;
  /** Where what it labels begins. */ readonly b: number;
}

const ROLE_WORD =
  '牵头|主体|直接|主办|主责|责任|承办|实施|落实|执行|负责|配合|协办|协同|协助|协作|参与|参加|支持|督办|督导|监督|监管|指导';
const LABEL = new RegExp(
  `(?:[省市县区州][级直属]|主要|第一|共同|具体)?(?:(${ROLE_WORD})[和及、/]?(?:${ROLE_WORD})?(?:单位|部门|机构|主体|处室|科室|股室|分工|(?=：))(?:[和及]责任人)?` +
    `|((?:牵头|责任|分管|包保|包联|包抓|直接|市级|县级|区级)(?:领导|人员|人|同志)|联系领导|负责人)` +
    `|((?:完成|整改|办理|办结|工作|落实|推进|目标|计划完成|实施|起止|预计完成)?(?:时限|时间节点|时间安排|时间要求|进度安排|进度要求|期限|时间)(?:要求|安排|节点)?))`,
  'g',
);

function kindOf(match: RegExpMatchArray): LabelKind {
  if (match[3]) return 'time';
  if (match[2]) return 'person';
  const words = match[0];
  const lead = /牵头|主办|主责/.test(words);
  const support = /配合|协办|协同|协助|协作|参与|参加|支持/.test(words);
  if (lead) return support ? 'responsible' : 'lead';
  if (support) return 'support';
  if (/督办|督导|监督|监管|指导/.test(words)) return 'convener';
  return /实施|落实|执行/.test(words) && !/责任/.test(words) ? 'implementer' : 'responsible';
}

/** What a heading of a column says, 责任单位 or 完成时限; null for other words. */
export function labelOf(words: string): LabelKind | null {
  for (const match of words.matchAll(LABEL)) if (match[0].length === words.length) return kindOf(match);
  return null;
}

/** Labels with a colon in `[from, to)`; the one at the very start may lack it (scanned text). */
export function labels(s: string, from: number, to: number): Label[] {
  const out: Label[] = [];
  for (const match of s.slice(from, to).matchAll(LABEL)) {
    const a = from + match.index;
    const end = a + match[0].length;
    const colon = s[end] === '：' || s[end] === '为' || s[end] === '是';
    if (s[end] !== '：' && a !== from) continue;
    if (!colon && (match[2] || match[3] || end >= to || /[的、，。)]/.test(s[end]!))) continue;
    out.push({ kind: kindOf(match), a, b: colon ? end + 1 : end });
  }
  return out;
}

/** A statement of responsibility, read. `[a, b)` with its brackets. */
export interface Statement {
  readonly a: number;
  readonly b: number;
  readonly units: Named[];
  readonly etc: boolean;
  readonly leaders: Piece[];
  /** Wordings of deadlines, without their labels. */ readonly times: Piece[];
  readonly odd: Piece[];
  /** 由甲牵头，乙配合。 as a sentence, neither in brackets nor behind a label. */ readonly loose?: boolean;
}

const TIME_START =
  /^(?:力争|确保|务必|争取|须|应)?(?:于|在)?(?:\d{4}年|\d{1,2}月|[上下]半年|年底|年内|今年|本年|明年|长期坚持|长期|持续|全年|每[半两]?(?:年|月|季|周|日|旬)|立即|即日|按时间节点|按要求|第?[一二三四]季度)/;

/** 列首位的为牵头单位，下同；以下任务均涉及各县，不再列出: a remark about all statements, not part of this one. */
const REMARK =
  /[，；。、][^，；。、：]{0,8}(?:列(?:在|于)?(?:首位|第一)|排(?:在|名)(?:首位|第一)|以下(?:各项|所有|均|任务|工作|同)|下同|同下|不再(?:一一|逐一)?列)/;

/** Reads `[from, to)`, the inside of a statement, as its labels divide it. */
export function readStatement(s: string, from: number, end: number, whole: Piece): Statement {
  const remark = REMARK.exec(s.slice(from, end));
  const to = remark && remark.index > 3 ? from + remark.index : end;
  const found = labels(s, from, to);
  const units: Named[] = [];
  const leaders: Piece[] = [];
  const times: Piece[] = [];
  const odd: Piece[] = [];
  let etc = false;
  const segments: { kind: LabelKind; a: number; b: number }[] = [];
  if (found.length === 0 || found[0]!.a > from) segments.push({ kind: 'plain', a: from, b: found[0]?.a ?? to });
  found.forEach((label, i) => {
    segments.push({ kind: label.kind, a: label.b, b: found[i + 1]?.a ?? to });
  });
  for (const { kind, a, b } of segments) {
    if (kind === 'time') times.push({ a, b });
    else if (kind === 'person') leaders.push(...pieces(s, a, b).map((piece) => ({ a: piece.a, b: piece.b })));
    else {
      const cut = timeFrom(s, a, b);
      if (cut < b) times.push({ a: cut, b });
      const who = readUnits(s, a, cut, kind);
      units.push(...who.units);
      odd.push(...who.odd);
      etc ||= who.etc;
    }
  }
  return { ...whole, units: once(s, units), etc, leaders, times, odd };
}

/** A deadline without a label among the units: where it begins, or `to`. */
function timeFrom(s: string, from: number, to: number): number {
  for (const { a, b } of pieces(s, from, to)) {
    const words = s.slice(a, b);
    if (!TIME_START.test(words)) continue;
    const dated = datePhrases(s, a, b, { last: null, base: 2000, issuedOn: null }).length > 0;
    if (dated || /长期|持续|全年|每|立即|即日|按/.test(words)) return a;
  }
  return to;
}

function once(s: string, units: Named[]): Named[] {
  const seen = new Set<string>();
  return units.filter(({ a, b }) => !seen.has(s.slice(a, b)) && Boolean(seen.add(s.slice(a, b))));
}
