import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';

export interface Hotline {
  readonly name: string;
  readonly number: string;
}
/** How hard the proof of work is: rounds of PBKDF2 a try, and between how many tries the answer lies. */
export interface WorkSize {
  readonly cost: number;
  readonly from: number;
  readonly to: number;
}

const NATIONAL: readonly Hotline[] = [
  { name: '火警、抢险救援', number: '119' },
  { name: '安全生产举报', number: '12350' },
];
/** 750 000 rounds on average: a third of a second on a desktop, one to two on an old phone. */
const DEFAULT_WORK: WorkSize = { cost: 5000, from: 100, to: 200 };

export async function readSetting(ctx: Ctx, key: string): Promise<unknown> {
  const s = ctx.db.rows.setting;
  const [row] = await ctx.db
    .select({ value: s.value })
    .from(s)
    .where(and(eq(s.key, key)));
  try {
    return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
  } catch {
    return undefined;
  }
}

/** The tenant's own numbers, else the national ones: the page is never without a number to call. */
export async function hotlines(ctx: Ctx): Promise<Hotline[]> {
  const value = await readSetting(ctx, 'hotlines');
  const own = (Array.isArray(value) ? (value as unknown[]) : []).filter(isHotline);
  return own.length > 0 ? own.map(({ name, number }) => ({ name, number })) : [...NATIONAL];
}

const isHotline = (v: unknown): v is Hotline =>
  typeof v === 'object' &&
  v !== null &&
  typeof (v as Hotline).name === 'string' &&
  typeof (v as Hotline).number === 'string';

/** Setting `tip.work`; a value out of bounds counts as none (workerd refuses more than 100 000 rounds). */
export async function workSize(ctx: Ctx): Promise<WorkSize> {
  const { cost, from, to } = ((await readSetting(ctx, 'tip.work')) ?? {}) as Record<string, unknown>;
  const whole = (n: unknown, max: number): n is number =>
    Number.isInteger(n) && (n as number) >= 1 && (n as number) <= max;
  return whole(cost, 100_000) && whole(from, 10_000) && whole(to, 10_000) && from <= to
    ? { cost, from, to }
    : DEFAULT_WORK;
}
