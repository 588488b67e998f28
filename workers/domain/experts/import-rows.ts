import { phone } from '../../contract/common.ts';
import { CREDENTIAL_KINDS, TIE_KINDS, WORK_KINDS } from '../../contract/expert-words.ts';
import { creditCode, MAX_CREDENTIALS, MAX_PERIODS, MAX_TIES } from '../../contract/experts.ts';
import { identityNumberProblem, plainIdentityNumber } from '../../protocol/identity-number.ts';
import type { History } from './admit.ts';
import { isOpenEnd, keyOf, plainText, readDay, readShare } from './import-cells.ts';
import type { FileRow } from './import-columns.ts';

/** One expert of the file with everything that belongs to it, and what is wrong with it in words for whoever filled it in. */
export interface ImportRow {
  readonly row: number;
  readonly errors: string[];
  readonly name: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly employer: string;
  readonly post: string;
  readonly bio: string;
  readonly history: History;
}
type Say = (message: string) => void;
type FieldOf = (typed: string) => string | undefined;

const DATE = '日期要写到日，是实有的日子，如 2021-03-01';

/** Text of a length, with a sentence where it is not. */
function take(values: FileRow['values'], title: string, min: number, max: number, say: Say): string {
  const text = plainText(values[title] ?? '');
  if (text.length < min) say(text === '' ? `“${title}”没有填` : `“${title}”至少 ${min} 个字`);
  else if (text.length > max) say(`“${title}”不超过 ${max} 个字`);
  return text.slice(0, max);
}

export function readExpert({ row, values }: FileRow, today: string): ImportRow {
  const errors: string[] = [];
  const say: Say = (message) => errors.push(message);
  const name = take(values, '姓名', 2, 30, say);
  const identityNumber = plainIdentityNumber(values.身份证号 ?? '');
  const problem = identityNumber === '' ? '“身份证号”没有填' : identityNumberProblem(identityNumber, today);
  const rounded = problem !== '' && /(000|E\+\d+)$/.test(identityNumber);
  if (problem !== '') say(rounded ? `${problem}。Excel 可能把它当成数字截断了：先把这一列设为“文本”再填` : problem);
  const typed = plainText(values.手机号 ?? '').replaceAll(/[\s]/g, '');
  if (!phone.safeParse(typed).success) say(typed === '' ? '“手机号”没有填' : '手机号格式不对');
  const employer = take(values, '工作单位', 2, 80, say);
  const post = take(values, '职务', 0, 60, say);
  const bio = take(values, '简介', 0, 500, say);
  const history = { periods: [], credentials: [], ties: [] };
  return { row, errors, name, identityNumber, phone: typed, employer, post, bio, history };
}

export function readPeriod({ values }: FileRow, fieldOf: FieldOf, say: Say): History['periods'][number] | undefined {
  let good = true;
  const no: Say = (message) => {
    good = false;
    say(message);
  };
  const employer = take(values, '工作单位', 2, 80, no);
  const post = take(values, '岗位', 1, 60, no);
  const work = keyOf(WORK_KINDS, values.工作性质 ?? '');
  if (!work) no(`“工作性质”只能填${Object.values(WORK_KINDS).join('、')}`);
  const field = fieldOf(values.专业领域 ?? '');
  if (!field) no('“专业领域”不认识，请照模板“可填内容”填写');
  const fromDay = readDay(values.开始日期 ?? '');
  if (!fromDay) no(`“开始日期”不对：${DATE}`);
  const open = isOpenEnd(values.结束日期 ?? '');
  const toDay = open ? null : readDay(values.结束日期 ?? '');
  if (toDay === undefined) no(`“结束日期”不对：${DATE}；还在岗的留空或写“至今”`);
  else if (toDay !== null && fromDay !== undefined && toDay < fromDay) no('“结束日期”早于“开始日期”');
  const share = readShare(values.占全职比例 ?? '');
  if (share === undefined) no('“占全职比例”填 1 至 100');
  if (!good) return undefined;
  return { employer, post, work: work!, field: field!, fromDay: fromDay!, toDay: toDay ?? null, share: share! };
}

function dayOrNull(values: FileRow['values'], title: string, say: Say): string | null {
  if (plainText(values[title] ?? '') === '' || /^(长期|无)/.test(plainText(values[title] ?? ''))) return null;
  const day = readDay(values[title] ?? '');
  if (!day) say(`“${title}”不对：${DATE}`);
  return day ?? null;
}

export function readCredential({ values }: FileRow, say: Say): History['credentials'][number] | undefined {
  let good = true;
  const no: Say = (message) => {
    good = false;
    say(message);
  };
  const kind = keyOf(CREDENTIAL_KINDS, values.类别 ?? '');
  if (!kind) no(`“类别”只能填${Object.values(CREDENTIAL_KINDS).join('、')}`);
  const name = take(values, '名称', 2, 60, no);
  const level = take(values, '等级', 0, 40, no);
  const number = take(values, '证书编号', 0, 60, no);
  const [issuedOn, expiresOn] = [dayOrNull(values, '发证日期', no), dayOrNull(values, '有效期至', no)];
  if (issuedOn !== null && expiresOn !== null && expiresOn < issuedOn) no('“有效期至”早于“发证日期”');
  return good ? { kind: kind!, name, level, number, issuedOn, expiresOn } : undefined;
}

export function readTie({ values }: FileRow, say: Say): History['ties'][number] | undefined {
  let good = true;
  const no: Say = (message) => {
    good = false;
    say(message);
  };
  const kind = keyOf(TIE_KINDS, values.关系 ?? '');
  if (!kind) no(`“关系”只能填${Object.values(TIE_KINDS).join('、')}`);
  const enterprise = take(values, '单位名称', 2, 80, no);
  const code = creditCode.safeParse(plainText(values.统一社会信用代码 ?? ''));
  if (!code.success) no('“统一社会信用代码”须为 18 位');
  const [fromDay, toDay] = [dayOrNull(values, '开始日期', no), dayOrNull(values, '结束日期', no)];
  if (fromDay !== null && toDay !== null && toDay < fromDay) no('“结束日期”早于“开始日期”');
  const note = take(values, '说明', 0, 200, no);
  return good
    ? { kind: kind!, enterprise, creditCode: code.data ?? '', personId: null, fromDay, toDay, note }
    : undefined;
}

/** A record holds only so much. */
export function checkCounts({ history, errors }: ImportRow): void {
  if (history.periods.length > MAX_PERIODS) errors.push(`工作经历超过 ${MAX_PERIODS} 段`);
  if (history.credentials.length > MAX_CREDENTIALS) errors.push(`职称资格超过 ${MAX_CREDENTIALS} 项`);
  if (history.ties.length > MAX_TIES) errors.push(`回避关系超过 ${MAX_TIES} 项`);
}
