import type { NoticeRole } from '../../contract/notices.ts';
import { etcAt, joined, looksLikeUnit, type Piece, pieces } from './units.ts';

/** A unit named in a statement; the role still as written, for what it means depends on the others. */
export interface Named extends Piece {
  role: Verb;
}
export type Verb = 'lead' | 'support' | 'convener' | 'implementer' | 'responsible' | 'plain';

const VERBS: [string, Verb][] = [
  ['为牵头单位', 'lead'],
  ['为牵头部门', 'lead'],
  ['为责任单位', 'responsible'],
  ['为责任部门', 'responsible'],
  ['为配合单位', 'support'],
  ['为协办单位', 'support'],
  ['牵头', 'lead'],
  ['主办', 'lead'],
  ['抓总', 'lead'],
  ['主责', 'lead'],
  ['配合', 'support'],
  ['协助', 'support'],
  ['协办', 'support'],
  ['协同', 'support'],
  ['协作', 'support'],
  ['参与', 'support'],
  ['参加', 'support'],
  ['支持', 'support'],
  ['督促', 'convener'],
  ['督办', 'convener'],
  ['会同', 'convener'],
  ['指导', 'convener'],
  ['实施', 'implementer'],
  ['负责', 'responsible'],
  ['落实', 'responsible'],
  ['承担', 'responsible'],
  ['承办', 'responsible'],
  ['办理', 'responsible'],
  ['执行', 'responsible'],
  ['分工', 'responsible'],
  ['推进', 'responsible'],
  ['开展', 'responsible'],
];
/** Words around them that say how, not who. Longer ones first. */
const MANNER = [
  '按照各自职责',
  '按各自职责',
  '按照职责',
  '按职责',
  '根据职责',
  '依职责',
  '按职能',
  '按照职能',
  '按照任务',
  '按任务',
  '职责范围内',
  '各自职责',
  '职责',
  '职能',
  '任务',
  '责任',
  '权限',
  '分别',
  '分级',
  '共同',
  '具体',
  '组织',
  '各自',
  '全力',
  '积极',
  '密切',
  '切实',
  '统筹',
  '协调',
  '联合',
  '认真',
  '抓好',
  '做好',
  '共抓',
  '到位',
  '工作',
  '按照',
  '依据',
  '根据',
  '按',
  '各',
  '为',
  '来',
  '贯彻',
  '全面',
  '推动',
  '监督',
  '监管',
  '有序',
  '做',
  '抓',
  '相关工作',
  '此项工作',
];

/** Takes the words for a part off the end of a piece: 各街道具体实施 → 各街道. Only where a verb is among them. */
function strip(words: string): { rest: number; verbs: string[] } {
  let end = words.length;
  let kept = words.length;
  const verbs: string[] = [];
  for (;;) {
    const head = words.slice(0, end);
    const verb = VERBS.find(([word]) => head.endsWith(word));
    if (verb) {
      end -= verb[0].length;
      kept = end;
      verbs.unshift(verb[0]);
      continue;
    }
    const manner = MANNER.find((word) => head.endsWith(word));
    if (!manner || words.length - end + manner.length > 30) break;
    end -= manner.length;
    if (verbs.length > 0) kept = end;
  }
  return { rest: verbs.length > 0 ? kept : words.length, verbs };
}

function verbOf(verbs: readonly string[], words: string): Verb {
  const kinds = verbs.map((word) => VERBS.find(([verb]) => verb === word)![1]);
  if (kinds.includes('lead')) return 'lead';
  if (kinds.includes('support')) return 'support';
  if (kinds.includes('convener')) return 'convener';
  if (kinds.includes('implementer') && !kinds.includes('responsible')) return 'implementer';
  return /具体(?:组织)?(?:实施|落实)/.test(words) ? 'implementer' : 'responsible';
}

export interface Who {
  readonly units: Named[];
  readonly etc: boolean;
  /** Words that were no name: left out, told to the reviewer. */ readonly odd: Piece[];
}

/** Reads a list of units with the verbs behind them. `role`: what a label before the list says. */
export function readUnits(s: string, from: number, to: number, role: Verb): Who {
  const units: Named[] = [];
  const odd: Piece[] = [];
  let etc = false;
  let open = 0;
  const close = (verb: Verb) => {
    for (; open < units.length; open += 1) if (units[open]!.role === 'plain') units[open]!.role = verb;
  };
  const add = ({ a, b }: Piece): void => {
    for (const piece of joined(s, { a, b })) {
      const own = /\((牵头|主办|主责|配合|协助|参与)(?:单位|部门)?\)$/.exec(s.slice(piece.a, piece.b));
      let end = own ? piece.b - own[0].length : piece.b;
      let start = piece.a;
      const lead = /^(?:以及|由|及|和|与|并|会同|联合|：|其中)+/.exec(s.slice(start, end));
      if (lead) start += lead[0].length;
      const cut = etcAt(s.slice(start, end));
      if (cut > 0) {
        end = start + cut;
        etc = true;
      }
      if (end - start < 2 || /^(?:等|[\d.]+)$/.test(s.slice(start, end))) continue;
      if (/^(?:以下|下同|不再)/.test(s.slice(start, end)) || end - start > 60) odd.push({ a: start, b: end });
      else units.push({ a: start, b: end, role: own ? verbOf([own[1]!], '') : 'plain' });
    }
  };
  for (const piece of pieces(s, from, to)) {
    for (const part of turns(s, piece)) {
      const words = s.slice(part.a, part.b);
      const { rest, verbs } = strip(words);
      const convenes = /^(?:会同|联合)/.test(words) && open === units.length && units.length > 0;
      if (rest > 0) add({ a: part.a, b: part.a + rest });
      if (part.verb) close(part.verb);
      else if (verbs.length > 0) close(convenes ? 'support' : verbOf(verbs, words));
    }
  }
  close(role);
  return { units, etc, odd };
}

/** Cuts a piece where the part changes hands inside it: 甲会同乙, 甲督促乙, 甲牵头乙配合. */
function turns(s: string, { a, b }: Piece): (Piece & { verb?: Verb })[] {
  const words = s.slice(a, b);
  const match = /会同|督促|牵头(?=[各市区省县州]|有关|相关)|同(?=各|有关|相关)/.exec(words);
  if (!match || match.index < 2) return [{ a, b }];
  const left = words.slice(0, match.index);
  const right = words.slice(match.index + match[0].length);
  if (right === '' || (match[0] === '同' && !looksLikeUnit(left))) return [{ a, b }];
  const { verbs } = strip(left);
  const verb: Verb = match[0] === '牵头' || verbs.includes('牵头') ? 'lead' : 'convener';
  return [
    { a, b: a + match.index, verb },
    { a: a + match.index + match[0].length, b },
  ];
}

/** What each verb means beside the others: 负责 beside 牵头 is the supporting side, beside 配合 the responsible one. */
export function roleOf(verb: Verb, all: ReadonlySet<Verb>): NoticeRole {
  if (verb === 'plain') return all.has('lead') || all.has('convener') ? 'support' : 'responsible';
  if (verb === 'responsible') return all.has('lead') || all.has('convener') ? 'support' : 'responsible';
  return verb;
}
