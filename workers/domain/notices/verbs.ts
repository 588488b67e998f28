import type { NoticeRole } from '../../contract/notices.ts';

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
  '相关工作',
  '有关工作',
  '各项工作',
  '此项工作',
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
];

/** Takes the words for a part off the end of a piece: 各街道具体实施 → 各街道. Only where a verb is among them. */
export function strip(words: string): { rest: number; verbs: string[] } {
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

export function verbOf(verbs: readonly string[], words: string): Verb {
  const kinds = verbs.map((word) => VERBS.find(([verb]) => verb === word)![1]);
  if (kinds.includes('lead')) return 'lead';
  if (kinds.includes('support')) return 'support';
  if (kinds.includes('convener')) return 'convener';
  if (kinds.includes('implementer') && !kinds.includes('responsible')) return 'implementer';
  return /具体(?:组织)?(?:实施|落实)/.test(words) ? 'implementer' : 'responsible';
}

/** What each verb means beside the others: 负责 beside 牵头 is the supporting side, beside 配合 the responsible one. */
export function roleOf(verb: Verb, all: ReadonlySet<Verb>): NoticeRole {
  if (verb === 'plain') return all.has('lead') || all.has('convener') ? 'support' : 'responsible';
  if (verb === 'responsible') return all.has('lead') || all.has('convener') ? 'support' : 'responsible';
  return verb;
}
