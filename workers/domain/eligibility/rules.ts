import { and, desc, inArray, lte } from 'drizzle-orm';
import type { EligibilityRule } from '../../protocol/eligibility.ts';
import type { Ctx } from '../context.ts';
import { readSetting } from '../tips/settings.ts';
import { ruleBody } from './rule-body.ts';

/** The setting a pack brings: version 0 of the rule of every field. */
export const RULE_SETTING = 'expert.rule';

/** A rule with where it stands: `ruleField` '' is the rule of all fields that have none of their own. */
export interface RuleInForce {
  readonly rule: EligibilityRule;
  readonly ruleField: string;
  readonly version: number;
  readonly basis: string;
  readonly effectiveFrom: string;
}

/**
 * The rule of a field on a day: the newest version of its own that has begun, else the newest of all fields, else the
 * tenant's setting.
 */
export async function ruleInForce(ctx: Ctx, field: string, day: string): Promise<RuleInForce> {
  const r = ctx.db.rows.expertRule;
  // '' sorts behind every field when descending: a field's own versions come first.
  const [row] = await ctx.db
    .select()
    .from(r)
    .where(and(inArray(r.field, [field, '']), lte(r.effectiveFrom, day)))
    .orderBy(desc(r.field), desc(r.version))
    .limit(1);
  if (!row) return settingRule(ctx, field);
  const { version, basis, effectiveFrom } = row;
  return { rule: { ...ruleBody(JSON.parse(row.body)), field }, ruleField: row.field, version, basis, effectiveFrom };
}

/** Version 0. */
export async function settingRule(ctx: Ctx, field: string): Promise<RuleInForce> {
  const value = await readSetting(ctx, RULE_SETTING);
  const { basis, effectiveFrom } = (value ?? {}) as Record<string, unknown>;
  return {
    rule: { ...ruleBody(value), field },
    ruleField: '',
    version: 0,
    basis: typeof basis === 'string' ? basis : '',
    effectiveFrom: typeof effectiveFrom === 'string' ? effectiveFrom : '',
  };
}
