import type { TipText } from '../../../workers/protocol/compose.ts';

/** A line of the checklist of the transfer brief, as tips.brief names it. */
export type CheckKey = 'no_name' | 'no_only_i_knew' | 'no_shift' | 'no_exact_minute' | 'no_words';
export const CHECKS: readonly (readonly [CheckKey, string])[] = [
  ['no_name', '没有举报人的姓名、称呼、联系方式'],
  ['no_only_i_knew', '没有只有举报人才知道的事'],
  ['no_shift', '没有班次、岗位、工种等能推出是谁的内容'],
  ['no_exact_minute', '没有精确到时分的时间'],
  ['no_words', '没有照抄举报人的原话'],
];
/** A part of the typed words that could give the reporter away. */
export interface Finding {
  /** The same for the same words under the same line: an acknowledgement outlives typing elsewhere. */
  readonly id: string;
  readonly key: CheckKey;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly why: string;
}
type Original = Pick<TipText, 'text' | 'name' | 'contact' | 'place' | 'enterprise'>;

/** Shared runs shorter than this are everyday language. */
export const SHARED_RUN = 6;
const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方袁柳史唐薛雷贺倪汤罗郝安常于傅康余顾孟黄萧尹姚邵汪毛贾江郭梅林钟徐邱骆高夏蔡田胡霍万卢丁邓石崔龚程陆翁段侯武刘龙叶黎白赖乔翟文曾关游肖侯宋牛梁杜阮闫任董谭廖熊戴';
const TITLES =
  '某某|某|师傅|经理|老师|主任|厂长|队长|班长|组长|工长|老板|总|姐|哥|叔|嫂|大爷|阿姨|大姐|大哥|科长|书记|主管|会计|工程师|工(?![业厂地程人作资期伤序艺])';
const PERSON = new RegExp(`[${SURNAMES}](?:${TITLES})|[老小][${SURNAMES}](?![板时区小])`, 'g');
const JOBS =
  /电工|焊工|钳工|车工|叉车工|架子工|保安|保洁|仓管|库管|质检员|安全员|司炉|操作工|学徒|实习生|临时工|驾驶员|装卸工/g;
const SHIFTS =
  /[夜白早中晚]班|[甲乙丙丁]班|大夜|倒班|轮班|[两三四]班倒|值班|当班|交接班|班组|班次|工号[\s:：]*\w*|工位|工段|岗位|本班|同班/g;
const MINUTES =
  /[0-9０-９]{1,2}\s*[:：]\s*[0-9０-９]{2}|[0-9０-９一二三四五六七八九十两]{1,3}\s*[点时](?:[0-9０-９一二三四五六七八九十零]{1,3}分?|半|整|[一三]刻)(?!\s*[前后]?[个层])/g;
const PHONES = /(?<!\d)1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/g;
const MYSELF = /[^。！？；\n]*(?<!自)(?:我(?![国省市县区局办镇委街])|本人|俺)[^。！？；\n]*/g;

/** What in the words typed for others could give the reporter away. Nothing leaves the page. */
export function checkBrief(typed: string, original: Original): Finding[] {
  const own = original.name.trim();
  const inOriginal = (text: string) => original.text.includes(text) || original.place.includes(text);
  const ofReporter = (text: string) => own !== '' && text.startsWith(own[0]!);
  return [
    ...(own ? all(typed, own, 'no_name', '举报人的姓名') : []),
    ...(original.contact.trim() ? all(typed, original.contact.trim(), 'no_name', '举报人的联系方式') : []),
    ...matches(typed, PHONES, 'no_name', '电话号码'),
    ...matches(typed, PERSON, 'no_name', '原文里提到的人', (text) => inOriginal(text) || ofReporter(text)),
    ...matches(typed, MYSELF, 'no_only_i_knew', '用“我”说的话，只有举报人会这样说'),
    ...matches(typed, SHIFTS, 'no_shift', '班次、岗位'),
    ...matches(typed, JOBS, 'no_shift', '原文里提到的工种', inOriginal),
    ...matches(typed, MINUTES, 'no_exact_minute', '精确的时间'),
    ...sharedRuns(typed, original),
  ].filter((found, i, list) => list.findIndex((other) => other.id === found.id && other.from === found.from) === i);
}

const finding = (key: CheckKey, typed: string, from: number, to: number, why: string): Finding => {
  const text = typed.slice(from, to);
  return { id: `${key}:${text}`, key, text, from, to, why };
};

function all(typed: string, part: string, key: CheckKey, why: string): Finding[] {
  const found: Finding[] = [];
  for (let at = typed.indexOf(part); at >= 0; at = typed.indexOf(part, at + part.length))
    found.push(finding(key, typed, at, at + part.length, why));
  return found;
}

function matches(
  typed: string,
  pattern: RegExp,
  key: CheckKey,
  why: string,
  counts: (text: string) => boolean = () => true,
): Finding[] {
  return [...typed.matchAll(pattern)]
    .filter(([text]) => text.trim() !== '' && counts(text))
    .map(({ 0: text, index }) => finding(key, typed, index, index + text.length, why));
}

/** Letters and digits alone, with their places: another comma does not hide a copied sentence. */
function bare(text: string): { chars: string; at: number[] } {
  const at: number[] = [];
  let chars = '';
  for (let i = 0; i < text.length; i++) {
    if (!/[\p{L}\p{N}]/u.test(text[i]!)) continue;
    chars += text[i];
    at.push(i);
  }
  return { chars, at };
}

function sharedRuns(typed: string, original: Original): Finding[] {
  const [mine, theirs] = [bare(typed), bare(original.text).chars];
  // The unit and the address have to be in the brief, or nobody finds the place.
  const needed = [original.enterprise, original.place].map((text) => bare(text).chars);
  const starts = new Map<string, number[]>();
  for (let i = 0; i + SHARED_RUN <= theirs.length; i++) {
    const gram = theirs.slice(i, i + SHARED_RUN);
    const list = starts.get(gram);
    if (list) list.push(i);
    else starts.set(gram, [i]);
  }
  const found: Finding[] = [];
  for (let i = 0; i + SHARED_RUN <= mine.chars.length; ) {
    const run = longest(mine.chars, i, theirs, starts.get(mine.chars.slice(i, i + SHARED_RUN)) ?? []);
    const text = mine.chars.slice(i, i + run);
    if (run > 0 && !needed.some((n) => n.includes(text))) {
      found.push(finding('no_words', typed, mine.at[i]!, mine.at[i + run - 1]! + 1, `与原文连续 ${run} 个字相同`));
    }
    i += Math.max(run, 1);
  }
  return found;
}

function longest(mine: string, from: number, theirs: string, starts: readonly number[]): number {
  let best = 0;
  for (const start of starts) {
    let run = SHARED_RUN;
    while (from + run < mine.length && start + run < theirs.length && mine[from + run] === theirs[start + run]) run++;
    best = Math.max(best, run);
  }
  return best;
}
