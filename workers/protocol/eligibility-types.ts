/** Conditions of entry to a pool; the field is the pool's own. */
export interface EligibilityRule {
  readonly field: string;
  /** Years of actual work in safety technology or management. */
  readonly minYears: number;
  /** Kinds of work that count: `technology`, `management`, `other`. */
  readonly works: readonly string[];
  /** Fields whose work counts; none named: the pool's own and those related to it; `*`: any. */
  readonly fields: readonly string[];
  /** What part-time work counts: its share of each day, nothing, or as full-time. */
  readonly partTime: 'share' | 'ignore' | 'full';
  readonly needsEvidence: boolean;
  /** The years must come from one chain of work without a gap of more than `maxGapDays`. */
  readonly continuous: boolean;
  readonly maxGapDays: number;
  /** Accepted titles (by name, or 高级, 正高级, 中级, 初级); one of them is enough. */
  readonly titles: readonly string[];
  /** Accepted registrations; one of them is enough. */
  readonly registrations: readonly string[];
  /** When titles and registrations are both named: one of either, or one of each. */
  readonly titlesNeeded: 'all' | 'any';
  /** Highest age in completed years; null: no limit. */
  readonly maxAge: number | null;
  /** Fields with a minimum of their own, in place of `minYears`. */
  readonly special: readonly { readonly trade: string; readonly minYears: number }[];
  readonly termYears: number;
  readonly coolingOffMonths: number;
  readonly maxOpenEngagements: number;
  readonly publicityDays: number;
  readonly reviewers: number;
  /** Kinds of ties that exclude. */
  readonly recusal: readonly string[];
}

/** A post held. `to`: the first day no longer in it (the day of leaving does not count); null: still held. */
export interface WorkPeriod {
  readonly id: string;
  readonly employer: string;
  readonly post: string;
  readonly work: string;
  readonly field: string;
  readonly from: string;
  readonly to: string | null;
  /** Percent of full time, 1 to 100. */
  readonly share: number;
  readonly evidenced: boolean;
}

export interface Credential {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly level: string;
  /** The last day on which it holds (有效期至); null: for good. */
  readonly expires: string | null;
  readonly evidenced: boolean;
}

export interface ExpertFacts {
  readonly birthDay: string;
  readonly periods: readonly WorkPeriod[];
  readonly credentials: readonly Credential[];
}

/** Half-open span of days. */
export type Span = readonly [from: string, to: string];

export type PeriodCode =
  | 'counted'
  | 'part_time'
  | 'invalid'
  | 'future'
  | 'work'
  | 'field'
  | 'evidence'
  | 'part_time_ignored'
  | 'outside_chain';

export interface PeriodVerdict {
  readonly id: string;
  readonly code: PeriodCode;
  /** The days of it that count; null: none. */
  readonly counted: Span | null;
  /** Its own days within that span, shares applied, whatever overlaps. */
  readonly days: number;
  /** A Chinese sentence. */
  readonly why: string;
}

export interface Reason {
  readonly code: 'years' | 'overlap' | 'gap' | 'title' | 'age' | 'credential' | 'period' | 'doubt';
  /** null: told for information, decides nothing. */
  readonly ok: boolean | null;
  readonly words: string;
  readonly periodId?: string;
}

export interface Verdict {
  readonly passes: boolean;
  readonly day: string;
  readonly minYears: number;
  /** Qualifying days up to that day, shares applied, overlaps once. */
  readonly days: number;
  /** As many as the years ask for, from the first of those days on. */
  readonly neededDays: number;
  readonly missingDays: number;
  /** The same days said in years and days. */
  readonly years: number;
  readonly restDays: number;
  /** First day on which all conditions hold when nothing else changes: `day` itself when they do; null: never. */
  readonly passesOn: string | null;
  /** The answer hangs on something unproven, or on a period that cannot be right. */
  readonly doubtful: boolean;
  readonly reasons: readonly Reason[];
  readonly periods: readonly PeriodVerdict[];
  /** Where work counted twice over and was taken once; where the chain has holes. */
  readonly overlaps: readonly Span[];
  readonly gaps: readonly Span[];
}
