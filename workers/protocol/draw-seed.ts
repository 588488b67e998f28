/** One kind of public value that nobody in the district can know or choose beforehand. */
export interface SeedKind {
  readonly label: string;
  /** How the issue is named, and how its value is written. */
  readonly issue: RegExp;
  readonly issueHint: string;
  readonly valueHint: string;
  /** How many yes-or-no questions the value answers, rounded down. Below STRONG_BITS a witness's input must join it. */
  readonly bits: number;
  /** The value as it enters the seed, or undefined when it cannot be one. */
  readonly normal: (value: string) => string | undefined;
  /** Instant (ms) at which this issue gets its value, where its name tells. */
  readonly earliest?: (issue: string) => number;
}

/**
 * With few possible values whoever writes the list could try them all and keep a list that favours somebody. At a million
 * and more the gain of that is below a thousandth.
 */
export const STRONG_BITS = 20;

const plain = (value: string) => value.normalize('NFKC').trim();
const numbers = (value: string) => plain(value).split(/\D+/).filter(Boolean).map(Number);
const two = (n: number) => String(n).padStart(2, '0');

/** `front` numbers up to `frontMax`, then `back` up to `backMax`; each part ascending, no number twice: `01 05 12 20 28 33+09`. */
const lottery = (front: number, frontMax: number, back: number, backMax: number) => (value: string) => {
  const all = numbers(value);
  if (all.length !== front + back) return undefined;
  const parts = [all.slice(0, front), all.slice(front)].map((part) => [...part].sort((a, b) => a - b));
  const fits = parts.every((part, i) =>
    part.every((n, at) => n >= 1 && n <= (i === 0 ? frontMax : backMax) && n !== part[at - 1]),
  );
  return fits ? parts.map((part) => part.map(two).join(' ')).join('+') : undefined;
};
const digits = (size: number) => (value: string) => {
  const found = plain(value).replace(/[\s,、]/g, '');
  return found.length === size && /^\d+$/.test(found) ? found : undefined;
};

/** First round and seconds a round of the public chain `quicknet`. */
const QUICKNET = { genesis: 1_692_803_367, period: 3 };

/** Sources of public seeds, as data. */
export const SEED_KINDS: { readonly [kind: string]: SeedKind } = {
  ssq: {
    label: '福彩双色球',
    issue: /^20\d{5}$/,
    issueHint: '7 位期号，如 2026130',
    valueHint: '6 个红球和 1 个蓝球，如 01 05 12 20 28 33 + 09',
    bits: 24,
    normal: lottery(6, 33, 1, 16),
  },
  dlt: {
    label: '体彩大乐透',
    issue: /^\d{5}$/,
    issueHint: '5 位期号，如 26130',
    valueHint: '前区 5 个号码和后区 2 个号码，如 03 11 17 26 35 + 02 09',
    bits: 24,
    normal: lottery(5, 35, 2, 12),
  },
  fc3d: {
    label: '福彩 3D',
    issue: /^20\d{5}$/,
    issueHint: '7 位期号，如 2026301',
    valueHint: '3 个数字，如 4 0 7',
    bits: 9,
    normal: digits(3),
  },
  pl5: {
    label: '体彩排列 5',
    issue: /^\d{5}$/,
    issueHint: '5 位期号，如 26301',
    valueHint: '5 个数字，如 4 0 7 7 1',
    bits: 16,
    normal: digits(5),
  },
  szzs: {
    label: '上证综合指数收盘',
    issue: /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
    issueHint: '交易日，如 2026-11-23',
    valueHint: '收盘点数，两位小数，如 3867.45',
    bits: 12,
    normal: (value) => {
      const found = plain(value).replace(/,/g, '');
      return /^[1-9]\d{2,4}\.\d{2}$/.test(found) ? found : undefined;
    },
    // The exchange closes at 15:00 in China.
    earliest: (issue) => Date.parse(`${issue}T07:00:00.000Z`),
  },
  drand: {
    label: 'drand 公共随机数（quicknet）',
    issue: /^[1-9]\d{0,11}$/,
    issueHint: '轮次（round），如 24500000',
    valueHint: 'randomness，64 位十六进制',
    bits: 256,
    normal: (value) => {
      const found = plain(value).toLowerCase();
      return /^[0-9a-f]{64}$/.test(found) ? found : undefined;
    },
    earliest: (issue) => (QUICKNET.genesis + (Number(issue) - 1) * QUICKNET.period) * 1000,
  },
  other: {
    label: '其他公开结果',
    issue: /^.{4,120}$/,
    issueHint: '写明哪一天、由谁公布、哪一个数，让任何人都能查到',
    valueHint: '照公布的原样录入',
    bits: 0,
    normal: (value) => {
      const found = plain(value).replace(/\s+/g, ' ');
      return found.length > 0 && found.length <= 200 ? found : undefined;
    },
  },
};

export const seedKind = (kind: string): SeedKind | undefined =>
  Object.hasOwn(SEED_KINDS, kind) ? SEED_KINDS[kind] : undefined;

/** The round of quicknet that is published at this instant (ms) or next. */
export const drandRound = (at: number): number =>
  Math.max(1, Math.ceil((at / 1000 - QUICKNET.genesis) / QUICKNET.period) + 1);
