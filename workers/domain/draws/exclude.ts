import { and, eq, gte, lte } from 'drizzle-orm';
import type { Exclusion } from '../../contract/expert-words.ts';
import type { EligibilityRule } from '../../protocol/eligibility.ts';
import type { Ctx } from '../context.ts';
import { enterpriseKey, lastAtEnterprise, openPartsOf } from '../engagements/load.ts';
import { among } from '../units/scope.ts';
import { tiesTo } from './ties.ts';

/** A seat of a pool that is drawn from, with what is known of its expert. */
export interface Member {
  readonly id: string;
  readonly expertId: string;
  readonly poolId: string;
  readonly state: string;
  readonly number: string | null;
  readonly passes: number;
  readonly passesOn: string | null;
  readonly termTo: string | null;
  readonly name: string;
  readonly employer: string;
}
/** The job that is drawn for. No enterprise: nobody can be tied to it. */
export interface Job {
  readonly enterprise: string;
  readonly creditCode: string;
  readonly fromDay: string;
  readonly toDay: string;
}
export interface Ruled {
  readonly reason: Exclusion | null;
  /** In words, for the house alone. */
  readonly evidence: string;
}

/** Who of these must not be drawn for the job, and why: some statements whatever the number of members. */
export async function exclusions(
  ctx: Ctx,
  members: readonly Member[],
  job: Job,
  rules: ReadonlyMap<string, EligibilityRule>,
): Promise<Map<string, Ruled>> {
  const experts = new Set(members.map((m) => m.expertId));
  const key = job.enterprise === '' ? '' : enterpriseKey(job.enterprise, job.creditCode);
  const [ties, leaves, lapsed, load, last] = await Promise.all([
    tiesTo(ctx, experts, [job]),
    leavesIn(ctx, experts, job),
    lapsedRegistrations(ctx, experts, job, rules),
    openPartsOf(ctx, experts),
    key === '' ? new Map<string, string>() : lastAtEnterprise(ctx, experts, key),
  ]);
  const of = (m: Member): Ruled => {
    const rule = rules.get(m.poolId);
    const out = (reason: Exclusion, evidence: string): Ruled => ({ reason, evidence });
    if (m.state === 'suspended') return out('suspended', '专家库中为暂停状态');
    if (m.termTo !== null && m.termTo < job.toDay) return out('expired', `聘期到 ${m.termTo}，早于工作截止日`);
    const registration = lapsed.get(m.expertId);
    if (registration && rule?.registrations.includes(registration.name))
      return out('expired', `${registration.name} ${registration.expiresOn} 到期`);
    if (m.passes === 0) return out('ineligible', '按现行入库条件测算不合格');
    const tie = ties.get(m.expertId)?.find((one) => !rule || one.kind === '' || rule.recusal.includes(one.kind));
    if (tie) return out('conflict', tie.words);
    const day = last.get(m.expertId);
    if (rule && day !== undefined && rule.coolingOffMonths > 0 && monthsOn(day, rule.coolingOffMonths) > job.fromDay)
      return out('cooling', `上次检查该单位到 ${day}，须间隔 ${rule.coolingOffMonths} 个月`);
    const open = load.get(m.expertId) ?? 0;
    if (rule && rule.maxOpenEngagements > 0 && open >= rule.maxOpenEngagements)
      return out('load', `手头 ${open} 项未完成，上限 ${rule.maxOpenEngagements} 项`);
    const leave = leaves.get(m.expertId);
    return leave ? out('leave', `${leave.fromDay} 至 ${leave.toDay}`) : { reason: null, evidence: '' };
  };
  return new Map(members.map((m) => [m.id, of(m)]));
}

/** Leaves that touch the planned days. */
async function leavesIn({ db }: Ctx, experts: ReadonlySet<string>, job: Job) {
  const l = db.rows.expertLeave;
  const rows = await db
    .select({ expertId: l.expertId, fromDay: l.fromDay, toDay: l.toDay })
    .from(l)
    .where(and(lte(l.fromDay, job.toDay), gte(l.toDay, job.fromDay)));
  return new Map(rows.filter((row) => experts.has(row.expertId)).map((row) => [row.expertId, row]));
}

/** Registrations that a rule asks for and that end before the job does, where none that holds stands beside them. */
async function lapsedRegistrations(
  { db }: Ctx,
  experts: ReadonlySet<string>,
  job: Job,
  rules: ReadonlyMap<string, EligibilityRule>,
) {
  const wanted = new Set([...rules.values()].flatMap((rule) => rule.registrations));
  const lapsed = new Map<string, { name: string; expiresOn: string }>();
  if (wanted.size === 0) return lapsed;
  const c = db.rows.expertCredential;
  const rows = await db
    .select({ expertId: c.expertId, name: c.name, expiresOn: c.expiresOn })
    .from(c)
    .where(and(eq(c.kind, 'registration'), among(c.name, wanted)));
  const holding = new Set<string>();
  for (const { expertId, name, expiresOn } of rows) {
    if (expiresOn === null || expiresOn >= job.toDay) holding.add(expertId);
    else if (experts.has(expertId)) lapsed.set(expertId, { name, expiresOn });
  }
  for (const expertId of holding) lapsed.delete(expertId);
  return lapsed;
}

/** The day so many months later; the last of the month where it has no such day. */
export function monthsOn(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}
