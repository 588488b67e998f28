import type { EligibilityRule } from '../../protocol/eligibility.ts';

/** The conditions themselves, whatever the field. */
export type RuleBody = Omit<EligibilityRule, 'field'>;

/** What holds where a rule, or the setting of a pack, says nothing: document 004-7 and nothing beyond. */
export const PLAIN_RULE: RuleBody = {
  minYears: 5,
  works: ['technology', 'management'],
  fields: [],
  partTime: 'share',
  needsEvidence: true,
  continuous: false,
  maxGapDays: 0,
  titles: [],
  registrations: [],
  titlesNeeded: 'any',
  maxAge: null,
  special: [],
  termYears: 3,
  coolingOffMonths: 12,
  maxOpenEngagements: 5,
  publicityDays: 5,
  reviewers: 2,
  recusal: ['shareholder', 'employee', 'adviser', 'kin'],
};

/** A stored body, or the value of the setting: what is of the right kind counts, the rest is as in the plain rule. */
export function ruleBody(value: unknown): RuleBody {
  if (typeof value !== 'object' || value === null) return PLAIN_RULE;
  const given = value as Record<string, unknown>;
  const body: Record<string, unknown> = { ...PLAIN_RULE };
  for (const [key, plain] of Object.entries(PLAIN_RULE)) {
    const own = given[key];
    if (own !== undefined && sameKind(own, plain)) body[key] = own;
  }
  return body as unknown as RuleBody;
}

/** A number for a number, or for null: the age limit. */
function sameKind(own: unknown, plain: unknown): boolean {
  if (plain === null) return own === null || typeof own === 'number';
  return Array.isArray(plain) ? Array.isArray(own) : typeof own === typeof plain;
}
