import { and, eq, inArray } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { localDay } from './days.ts';
import type { TimeUnit } from './due.ts';

export const ESCALATION_TARGETS = ['owner_lead', 'commission_office', 'leader'] as const;
export type EscalationTarget = (typeof ESCALATION_TARGETS)[number];

/** Rungs of supervision after the reminder: an order (督办单), a line in the bulletin (通报), a summons (约谈). */
export const LADDER_ACTS = ['order', 'bulletin', 'summons'] as const;
export type LadderAct = (typeof LADDER_ACTS)[number];

export interface Escalation {
  readonly after: number;
  readonly unit: TimeUnit;
  readonly to: EscalationTarget;
  /** What the step does besides telling: see domain/supervision. */
  readonly act?: LadderAct;
}

/** A version of a time limit, parsed. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly match: Readonly<Record<string, string>>;
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly warnBefore: number;
  readonly escalateAfter: readonly Escalation[];
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly priority: number;
}

export function loadPolicies(ctx: Ctx, entity: string, kinds: readonly string[]): Promise<Policy[]> {
  return ctx.ports.memo(`policies ${entity} ${kinds.join()}`, () => readPolicies(ctx, entity, kinds));
}

async function readPolicies(ctx: Ctx, entity: string, kinds: readonly string[]): Promise<Policy[]> {
  const p = ctx.db.rows.slaPolicy;
  const rows = await ctx.db
    .select()
    .from(p)
    .where(and(eq(p.entity, entity), inArray(p.kind, [...kinds])));
  return rows.map((row) => ({
    ...row,
    unit: row.unit as TimeUnit,
    match: JSON.parse(row.match) as Record<string, string>,
    escalateAfter: JSON.parse(row.escalateAfter) as Escalation[],
  }));
}

/** Of the policies in force on that day whose every wanted fact is there: highest priority, most exact, newest version. */
export function pickPolicy(
  policies: readonly Policy[],
  kind: string,
  facts: Readonly<Record<string, string>>,
  atMs: number,
): Policy | undefined {
  const day = localDay(atMs);
  const exactness = (p: Policy) => Object.keys(p.match).length;
  return policies
    .filter((p) => p.kind === kind && p.effectiveFrom <= day && (p.effectiveTo === null || day <= p.effectiveTo))
    .filter((p) => Object.entries(p.match).every(([fact, value]) => facts[fact] === value))
    .sort(
      (a, b) =>
        b.priority - a.priority ||
        exactness(b) - exactness(a) ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : b.version - a.version),
    )[0];
}
