import type { Cadence } from '../../contract/month-words.ts';
import { UNIT_KIND_NAMES } from '../../contract/units.ts';
import type { Ctx } from '../context.ts';
import { readSetting } from '../tips/settings.ts';
import { among } from '../units/scope.ts';

const record = async (ctx: Ctx, key: string): Promise<Record<string, unknown>> => {
  const value = await readSetting(ctx, key);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};
const whole = (value: unknown, start: number, max: number): number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max ? (value as number) : start;
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
const string = (value: unknown): string => (typeof value === 'string' ? value : '');

export interface ReportRule {
  /** Days after the last of the period by the end of which the report must be there. */
  readonly daysAfter: number;
  /** How many days before its last day units find it open. */
  readonly opensBefore: number;
  readonly basis: string;
}

/** What is reported how often here: settings `report.monthly` and `report.hazard_progress`. */
export async function reportRules(ctx: Ctx): Promise<Partial<Record<Cadence, ReportRule>>> {
  const monthly = await record(ctx, 'report.monthly');
  const hazards = await record(ctx, 'report.hazard_progress');
  const month = {
    // 每月1日前报上月: the first day after the month's last.
    daysAfter: whole(monthly.day, 1, 28),
    opensBefore: whole(monthly.opensBefore, 4, 20),
    basis: string(monthly.basis),
  };
  if (hazards.every !== 'half_month') return { month };
  const half = {
    daysAfter: whole(hazards.daysAfter, 1, 10),
    opensBefore: whole(hazards.opensBefore, 2, 10),
    basis: string(hazards.basis),
  };
  return { month, half_month: half };
}

const REPORTING = ['department', 'county', 'street', 'park', 'enterprise_group'];
export interface NamedUnit {
  readonly id: string;
  readonly name: string;
}

/** Units that report and are ranked: setting `month.units` by kind, with single units added or left out. */
export async function reportingUnits(ctx: Ctx): Promise<NamedUnit[]> {
  const own = await record(ctx, 'month.units');
  const given = texts(own.kinds).filter((kind) => (UNIT_KIND_NAMES as readonly string[]).includes(kind));
  const kinds = new Set(given.length > 0 ? given : REPORTING);
  const [also, except] = [new Set(texts(own.ids)), new Set(texts(own.except))];
  const u = ctx.db.rows.unit;
  const rows = await ctx.db
    .select({ id: u.id, name: u.name, kind: u.kind, active: u.active })
    .from(u)
    .orderBy(u.sort, u.id);
  return rows
    .filter((row) => row.active && !except.has(row.id) && (kinds.has(row.kind) || also.has(row.id)))
    .map(({ id, name }) => ({ id, name }));
}

export interface RankRule {
  readonly weights: {
    readonly onTime: number;
    readonly progress: number;
    readonly overdue: number;
    readonly reports: number;
  };
  readonly laggards: number;
  readonly praised: number;
  readonly basis: string;
}

/** Weights of the ranking and how many are named at either end: setting `month.ranking`. */
export async function rankRule(ctx: Ctx): Promise<RankRule> {
  const own = await record(ctx, 'month.ranking');
  const weights = {
    onTime: whole(own.onTime, 40, 1000),
    progress: whole(own.progress, 30, 1000),
    overdue: whole(own.overdue, 20, 1000),
    reports: whole(own.reports, 10, 1000),
  };
  return {
    weights,
    laggards: whole(own.laggards, 3, 20),
    praised: whole(own.praised, 3, 20),
    basis: string(own.basis),
  };
}

/** How the tenant's papers look: setting `month.document`. An empty red head means none. */
export async function paperRule(
  ctx: Ctx,
): Promise<{ redHead: string; code: string; addressees: string; signature: string }> {
  const own = await record(ctx, 'month.document');
  return {
    redHead: string(own.redHead).slice(0, 40),
    code: (string(own.code) || '安办通报').slice(0, 20),
    addressees: string(own.addressees) || '各街道（镇、乡），各成员单位：',
    signature: string(own.signature) || `${ctx.tenant.name}安全生产委员会办公室`,
  };
}

/** Full names of these units. */
export async function unitNames(ctx: Ctx, ids: Iterable<string>): Promise<Map<string, string>> {
  const u = ctx.db.rows.unit;
  const rows = await ctx.db
    .select({ id: u.id, name: u.name })
    .from(u)
    .where(among(u.id, new Set(ids)));
  return new Map(rows.map((row) => [row.id, row.name]));
}
