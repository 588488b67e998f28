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
/**
 * 450 000 rounds on average: a third of a second on a desktop, one to two on an old phone. Many cheap tries instead of few
 * dear ones: the server makes one with every challenge.
 */
const DEFAULT_WORK: WorkSize = { cost: 1000, from: 300, to: 600 };

export const readSetting = (ctx: Ctx, key: string): Promise<unknown> =>
  ctx.ports.memo(`setting ${key}`, () => settingNow(ctx, key));

async function settingNow(ctx: Ctx, key: string): Promise<unknown> {
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

/** Days of a tenant's own rules, each with the national starting point where the tenant has set none. */
async function numbers<T extends Record<string, number>>(ctx: Ctx, key: string, start: T): Promise<T> {
  const own = ((await readSetting(ctx, key)) ?? {}) as Record<string, unknown>;
  const entries = Object.entries(start).map(([name, value]) => {
    const given = own[name];
    return [name, Number.isInteger(given) && (given as number) > 0 ? given : value];
  });
  return Object.fromEntries(entries) as T;
}

/** `rotateDays`: life of an epoch. `keepDays`: how long a retired epoch still opens what was not wrapped again. */
export const keyTerms = (ctx: Ctx) => numbers(ctx, 'tip.keys', { rotateDays: 90, keepDays: 730 });

/** By how many days, and how often, the time to verify may be extended. */
export const extensionTerms = (ctx: Ctx) => numbers(ctx, 'tip.extension', { days: 30, times: 1 });

/** Days within which both custodians have to answer, and the answer is to be used. */
export const identityTerms = (ctx: Ctx) => numbers(ctx, 'tip.identity', { days: 7 });

/** Days the sealed content is kept after the end, by outcome. */
export const retention = (ctx: Ctx) => numbers(ctx, 'tip.retention', { not_established: 180, closed: 730 });

const MIB = 1024 * 1024;
const FILES = { maxFiles: 10, maxBytes: 200 * MIB, maxUnclaimedBytes: 20 * 1024 * MIB };
/** Of one tip, all messages included; and of all that was uploaded and belongs to no tip yet. */
export const fileLimits = (ctx: Ctx) => numbers(ctx, 'tip.attachments', FILES);

/** Below this many tips a minute no tenant's setting is even read. */
const CALM = 10;

/**
 * How far a tenant is flooded: 0 up to `perMinute` tips a minute, 1 up to twice as many, and so on up to `maxLevel`
 * (setting `tip.flood`). The intake is never closed: each level doubles the proof of work.
 */
export async function floodLevel(ctx: Ctx, arrivals: number): Promise<number> {
  if (arrivals <= CALM) return 0;
  const { perMinute, maxLevel } = await numbers(ctx, 'tip.flood', { perMinute: 30, maxLevel: 4 });
  return Math.min(maxLevel, Math.max(0, Math.ceil(Math.log2(arrivals / perMinute))));
}

/** Days the hourly counts of refusals are kept (setting `security.log`): the law asks for six months of network logs. */
export const securityDays = async (ctx: Ctx): Promise<number> =>
  (await numbers(ctx, 'security.log', { days: 180 })).days;
