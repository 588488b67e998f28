import type { CredentialKind, WorkKind } from '../../workers/contract/expert-words.ts';
import { CASES, type Case } from './applicant-cases.ts';

/** Somebody who never lived, with what the rule must say of them. */
export interface Applicant {
  readonly n: number;
  /** Which edge of the rule this is. */
  readonly edge: string;
  readonly name: string;
  readonly identityNumber: string;
  readonly birthDay: string;
  readonly phone: string;
  readonly employer: string;
  readonly post: string;
  readonly periods: readonly ApplicantPeriod[];
  readonly credentials: readonly ApplicantCredential[];
  /** With the rule below; and with five years and nothing else. */
  readonly expected: { readonly passes: boolean; readonly plain: boolean; readonly passesOn?: string | null };
}
export interface ApplicantPeriod {
  readonly employer: string;
  readonly post: string;
  readonly work: WorkKind;
  readonly field: string;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly share: number;
  readonly evidenced: boolean;
}
export interface ApplicantCredential {
  readonly kind: CredentialKind;
  readonly name: string;
  readonly level: string;
  readonly number: string;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly evidenced: boolean;
}

/** What `expected.passes` is measured by: five years, a senior title or a registration, at most 65 years old. */
export const APPLICANT_RULE = {
  ...{ minYears: 5, works: ['technology', 'management'], fields: [], partTime: 'share', needsEvidence: true },
  ...{ continuous: false, maxGapDays: 0, titles: ['高级'], registrations: ['注册安全工程师'], titlesNeeded: 'any' },
  ...{ maxAge: 65, special: [], termYears: 3, coolingOffMonths: 12, maxOpenEngagements: 5, publicityDays: 5 },
  ...{ reviewers: 2, recusal: ['shareholder', 'employee', 'adviser', 'kin'] },
} as const;

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜'];
const GIVEN = [...'安宁志远文博海涛建华明德春晓国栋立新思成玉林学勤永康庆丰卫东'];
const PLACES = ['鲁南', '薛城', '台儿', '峄山', '滕水', '抱犊', '运河', '微山'];
const HOUSES = ['化工设计院', '安全技术服务中心', '石化工程公司', '焦化厂', '氯碱厂', '安全评价所'];

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/**
 * `count` applicants, the same ones every time: each edge of the rule in turn, around `day`. The field is that of the pool,
 * `other` one whose work does not count there.
 */
export function applicants(day: string, count = 200, field = 'chemicals', other = 'food'): Applicant[] {
  return Array.from({ length: count }, (_, n) => {
    const edge: Case = pick(CASES, n);
    const made = edge.make(day, field, other);
    const birthDay = made.birthDay ?? `${1970 + (n % 18)}-${two(1 + (n % 12))}-${two(1 + (n % 28))}`;
    const house = (k: number) => `${pick(PLACES, n + k)}${pick(HOUSES, n * 3 + k)}`;
    return {
      n,
      edge: edge.edge,
      name: pick(SURNAMES, n * 7) + pick(GIVEN, n * 5) + (n % 3 === 0 ? '' : pick(GIVEN, n * 11 + 3)),
      identityNumber: identityNumber(birthDay, n),
      birthDay,
      phone: `138${String(10_000_000 + n)}`,
      employer: house(0),
      post: n % 2 === 0 ? '高级工程师' : '安全总监',
      periods: made.periods.map((p, k) => ({
        ...{ employer: house(k), post: k % 2 === 0 ? '安全评价师' : '安环部部长' },
        ...{ work: 'technology' as const, field, toDay: null, share: 100, evidenced: true },
        ...p,
      })),
      credentials: (made.credentials ?? [SENIOR]).map((c, k) => ({
        ...c,
        number: `SD${String(n).padStart(4, '0')}-${k + 1}`,
      })),
      expected: edge.expected(day),
    };
  });
}

const SENIOR: Omit<ApplicantCredential, 'number'> = {
  ...{ kind: 'title', name: '高级工程师', level: '副高级', issuedOn: '2015-06-30', expiresOn: null, evidenced: true },
};
const two = (n: number): string => String(n).padStart(2, '0');

/** A number that can be one, and nobody's that we know of. */
function identityNumber(birthDay: string, n: number): string {
  const digits = `370402${birthDay.replaceAll('-', '')}${String(n % 1000).padStart(3, '0')}`;
  // ISO 7064 MOD 11-2, the plain way: the value of all digits and of the check together is 1 modulo 11.
  const value = [...digits].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (value % 11)) % 11;
  return digits + (check === 10 ? 'X' : String(check));
}

/** The rows of the import file: sheet, titles, cells. Days are written as clerks write them, now one way and now another. */
export function applicantSheets(
  list: readonly Applicant[],
  labels: {
    readonly field: (key: string) => string;
    readonly work: Record<WorkKind, string>;
    readonly kind: Record<CredentialKind, string>;
  },
): { name: string; header: string[]; rows: string[][] }[] {
  const experts = list.map((a) => [a.name, a.identityNumber, a.phone, a.employer, a.post, '']);
  const periods = list.flatMap((a) =>
    a.periods.map((p, k) => [
      ...[a.identityNumber, p.employer, p.post, labels.work[p.work], labels.field(p.field)],
      ...[
        written(p.fromDay, a.n + k),
        p.toDay === null ? pick(['', '至今'], a.n) : written(p.toDay, a.n),
        String(p.share),
      ],
    ]),
  );
  const credentials = list.flatMap((a) =>
    a.credentials.map((c) => [
      ...[a.identityNumber, labels.kind[c.kind], c.name, c.level, c.number, c.issuedOn ?? '', c.expiresOn ?? ''],
    ]),
  );
  return [
    { name: '专家', header: ['姓名', '身份证号', '手机号', '工作单位', '职务', '简介'], rows: experts },
    {
      name: '工作经历',
      header: ['身份证号', '工作单位', '岗位', '工作性质', '专业领域', '开始日期', '结束日期', '占全职比例'],
      rows: periods,
    },
    {
      name: '职称资格',
      header: ['身份证号', '类别', '名称', '等级', '证书编号', '发证日期', '有效期至'],
      rows: credentials,
    },
  ];
}

function written(day: string, n: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return pick([day, `${year}/${month}/${date}`, `${year}年${month}月${date}日`, `${year}.${month}.${date}`], n);
}
