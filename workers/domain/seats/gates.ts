import { and, eq, sql } from 'drizzle-orm';
import { ERRORS, type ErrorCode } from '../../contract/errors.ts';
import { OPINIONS } from '../../contract/seats.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { confirmersOf, type Figures, figuresOf, pinsOf } from './figures.ts';
import type { Gate } from './machine.ts';
import { openObjections, panelOf, type ReviewRow, reviewsOf, stillSeen } from './reviews.ts';
import type { SeatRow } from './rows.ts';
import { type InForce, inForce } from './rule.ts';
import { today, vettingRule } from './settings.ts';
import { myTie } from './ties.ts';

export interface Refusal {
  readonly code: ErrorCode;
  /** Why not, for whoever sees the button. */
  readonly why: string;
}
type Answer = Promise<Refusal | undefined>;

/** What the gates of one case ask, each read at most once. */
export interface Case {
  readonly row: SeatRow;
  readonly figures: () => Promise<Figures>;
  readonly reviews: () => Promise<ReviewRow[]>;
  readonly rule: () => Promise<InForce>;
  readonly tie: () => Promise<string>;
}

export function caseOf(ctx: Ctx, row: SeatRow): Case {
  const once = <T>(read: () => Promise<T>) => {
    let kept: Promise<T> | undefined;
    return () => (kept ??= read());
  };
  return {
    row,
    figures: once(() => figuresOf(ctx, row.expertId)),
    reviews: once(() => reviewsOf(ctx, row)),
    rule: once(() => inForce(ctx, row)),
    tie: once(() => myTie(ctx, row)),
  };
}

const no = (code: ErrorCode, why: string = ERRORS[code][1]): Refusal => ({ code, why });

const GATES: Record<Gate, (ctx: Ctx, seat: Case) => Answer> = {
  clear: async (_, { tie }) => {
    const why = await tie();
    return why === '' ? undefined : no('reviewer_tied', `您${why}，须回避`);
  },
  figures: async (_, { figures, rule }) => {
    const { periods, credentials } = await figures();
    const { needsEvidence } = (await rule()).rule;
    // Without a file it proves nothing and counts for nothing, unless the rule does without files.
    const open = [...periods, ...credentials].filter(
      (f) => f.status !== 'confirmed' && !(needsEvidence && f.blobId === null),
    );
    return open.length === 0 ? undefined : no('figures_open', `还有 ${open.length} 项经历或证书没有核验`);
  },
  apart: async (ctx, { row, figures, reviews }) => {
    if (ctx.actor.kind !== 'person') return undefined;
    const me = ctx.actor.personId;
    if (row.checkedBy === me || confirmersOf(await figures()).has(me))
      return no('same_person', '您核验过这份申请的材料，评审须由别人进行');
    const spoke = panelOf(await reviews(), row.round).spoke.has(me);
    return spoke ? no('same_person', '您已经提交过本轮评审意见') : undefined;
  },
  panel: async (_, { row, reviews, rule }) => {
    const { approvals, refusals } = panelOf(await reviews(), row.round);
    if (refusals > 0) return no('reviews_missing', `有 ${refusals} 位评审人意见为“${OPINIONS.refuse}”`);
    const needed = (await rule()).rule.reviewers;
    return approvals >= needed ? undefined : no('reviews_missing', `还差 ${needed - approvals} 位评审人同意`);
  },
  pins: async (_, { row, reviews, figures }) =>
    stillSeen(await reviews(), row.round, pinsOf(await figures())) ? undefined : no('figures_changed'),
  period: async (ctx, { row }) =>
    row.publicisedTo !== null && row.publicisedTo < today(ctx)
      ? undefined
      : no('publicity_open', `公示到 ${row.publicisedTo ?? '——'} 为止，次日起才能聘任`),
  unopposed: async (ctx, { row }) => {
    const open = await openObjections(ctx, row.id);
    return open === 0 ? undefined : no('objections_open', `还有 ${open} 条异议没有答复`);
  },
  eligible: async (_, { rule }) => {
    const { passes, reasons } = (await rule()).verdict;
    return passes
      ? undefined
      : no('not_eligible', reasons.find((r) => r.ok === false)?.words ?? ERRORS.not_eligible[1]);
  },
  quota: async (ctx, { row }) => {
    const { expertPool: p, expertSeat: s } = ctx.db.rows;
    const [pool] = await ctx.db.select({ quota: p.quota }).from(p).where(eq(p.id, row.poolId));
    if (pool?.quota === null || pool === undefined) return undefined;
    const [held] = await ctx.db
      .select({ n: sql<number>`COUNT(*)` })
      .from(s)
      .where(and(eq(s.poolId, row.poolId), among(s.state, ['appointed', 'suspended'])));
    return (held?.n ?? 0) < pool.quota ? undefined : no('pool_full', `名额 ${pool.quota} 人，已满`);
  },
  term: async (ctx, { row }) =>
    row.termTo !== null && row.termTo < today(ctx) ? undefined : no('wrong_state', '聘期还没有届满'),
  ending: async (ctx, { row }) => {
    const { remindDays } = await vettingRule(ctx);
    const near = row.termTo === null || Date.parse(row.termTo) - Date.parse(today(ctx)) <= remindDays * 86_400_000;
    return near ? undefined : no('wrong_state', `聘期届满前 ${remindDays} 天起可以续聘`);
  },
};

/** The first gate that is shut. */
export async function shutGate(ctx: Ctx, seat: Case, gates: readonly Gate[]): Answer {
  for (const gate of gates) {
    const refusal = await GATES[gate](ctx, seat);
    if (refusal) return refusal;
  }
  return undefined;
}
