/** Names of units in the clean text: what looks like one, and where one ends and the next begins. */
const SUFFIX =
  /(?:局|厅|委|委员会|部|办|办公室|院|会|中心|站|所|署|队|公司|集团|银行|分行|支行|政府|党组|街道|[各县市区]街|镇|乡|社区|办事处|部门|单位|机构|企业|学校|大学|学院|海关|公安|消防|园区|开发区|工业园|新区|示范区|高新区|经开区|度假区|集聚区|管理区|片区|指挥部|工作组|专班|小组|处|分局|妇联|残联|科协|侨联|文联|社科联|工商联|贸促会|团[省市区县州]委|军分区|武装部|法院|检察院|[供]电|电力|移动|联通|电信|铁塔|医院|电视台|报社|传媒|协会|[各\d]县|[各\d]市|[各\d]区|[各\d]州|市区|县区|乡街|街乡|镇街|地区|行署|总社|联社|馆|科|室|台|国网|基地|人社|财政|税务|气象|团委|党委|工委|支队|大队|总队|中队|成员|机关|党校|总站)(?:\([^()]{1,12}\))?$/;
const PREFIX = /^(?:各|有关|相关|其他|全[省市区县州]|[省市县区州旗]|国家|中国|人民|人行|国网|团[省市区县州]|本)/;
/** Words of a sentence: a name has none of them. */
const SENTENCE = /[。？！“”《》]|以下简称|不得|应当|可以|按规定|例如|即|包括|如下|其中/;

/** Whether words look like the name of a unit. Strict enough to tell a list of units from a remark in brackets. */
export function looksLikeUnit(name: string): boolean {
  return name.length >= 2 && name.length <= 40 && SUFFIX.test(name) && !SENTENCE.test(name);
}

/** As `looksLikeUnit`, and it begins as names in a list of units do. */
export function surelyUnit(name: string): boolean {
  return (
    looksLikeUnit(name) &&
    name.length >= 3 &&
    (PREFIX.test(name) || /(?:局|厅|委|办|政府|街道|镇|乡|大队|公司|法院|检察院)$/.test(name))
  );
}

/** 和, 及, 与 between two names; 省文化和旅游厅 is one. */
const JOINT = /以及|[和及与、同]/g;
const BARE =
  /^(?:省直|市直|区直|县直)?(?:设区|地级|县级)?(?:市|区|县|州|盟|旗|自治州|自治县|地区|乡|镇|街道|街|乡镇|[市区县乡镇街]{2,3})(?:\([^()]{1,8}\))*(?:[市区县])?$/;
const TAKES =
  /^(?:[市区县州盟旗乡镇]|自治州|自治县|地区|街道|乡镇|\([^()]{1,8}\))+(?:党委和?)?(?:人民)?(?:政府|党委|委员会|管委会|办事处|党工委)?(?:\([^()]{1,12}\))?$/;
const ORGAN = /^[省市县区州旗]委$/;
const ORGAN_OFFICE = /^([省市县区州旗])政府(?=督查室|督查局|督查办|办公室|办公厅|研究室|信访局|政策研究室|目标办)/;

export interface Piece {
  readonly a: number;
  readonly b: number;
}

/** Whether the mark between two pieces belongs to a name: 各市、县（区）人民政府; 区委、区政府督查室. */
function oneName(left: string, right: string): boolean {
  if (left.startsWith('各') && BARE.test(left.slice(1).split('、').at(-1)!) && TAKES.test(right)) return true;
  const office = ORGAN_OFFICE.exec(right);
  return office !== null && ORGAN.test(left) && left[0] === office[1];
}

/** Splits `[from, to)` at 、，；。 outside brackets, keeping names whole that have 、 inside. `mark` is what followed. */
export function pieces(s: string, from: number, to: number): (Piece & { mark: string })[] {
  const raw: (Piece & { mark: string })[] = [];
  let a = from;
  let depth = 0;
  for (let i = from; i <= to; i += 1) {
    const char = i < to ? s[i]! : '；';
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if ((depth === 0 || i === to) && /[、，；。]/.test(char)) {
      if (i > a) raw.push({ a, b: i, mark: char });
      a = i + 1;
    }
  }
  const out: (Piece & { mark: string })[] = [];
  for (const piece of raw) {
    const last = out.at(-1);
    if (last && last.mark === '、' && oneName(s.slice(last.a, last.b), bareName(s.slice(piece.a, piece.b)))) {
      out[out.length - 1] = { a: last.a, b: piece.b, mark: piece.mark };
    } else out.push(piece);
  }
  return out;
}

/** A name without the words for its part that may follow it: 县人民政府负责 → 县人民政府. */
function bareName(words: string): string {
  return words.replace(/(?:按.{0,8}分工)?(?:等)?(?:分别|具体|共同)?(?:牵头|负责|配合|落实|实施|组织实施){1,3}$/, '');
}

/** Splits a piece at 和, 及, 与, 以及 where both sides are names of their own. */
export function joined(s: string, { a, b }: Piece): Piece[] {
  const words = s.slice(a, b);
  const out: Piece[] = [];
  let from = 0;
  for (const match of words.matchAll(JOINT)) {
    const left = words.slice(from, match.index);
    const right = words.slice(match.index + match[0].length);
    if (match[0] === '、' || inBracket(words, match.index)) continue;
    const strong = /^(?:各|有关|相关|其他|[省市区县州](?!场|民|政|容))/.test(right);
    if (match[0] === '同' && !/^(?:各|有关|相关)/.test(right)) continue;
    if (!looksLikeUnit(left) || !(strong || surelyUnit(right))) continue;
    if (/^[各有相]/.test(left) && /^(?:单位|企业|个人|机构|部门)$/.test(right)) continue;
    out.push({ a: a + from, b: a + match.index });
    from = match.index + match[0].length;
  }
  if (a + from < b) out.push({ a: a + from, b });
  return out;
}

function inBracket(words: string, at: number): boolean {
  let depth = 0;
  for (let i = 0; i < at; i += 1) depth += words[i] === '(' ? 1 : words[i] === ')' ? -1 : 0;
  return depth > 0;
}

/** 等, 等部门, 等有关单位 at the end: where the name ends, or -1. */
export function etcAt(name: string): number {
  for (let i = name.length - 1; i > 1; i -= 1) {
    if (name[i] !== '等') continue;
    const tail = name.slice(i + 1);
    const closes = tail === '' || /(?:部门|单位|机构|企业|政府|地区|地方|街道|乡镇|委办局|县区|[市县区])$/.test(tail);
    if (closes && tail.length <= 30 && !/^[学级院教]/.test(tail) && looksLikeUnit(name.slice(0, i))) return i;
  }
  return -1;
}
