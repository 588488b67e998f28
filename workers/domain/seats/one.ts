import { asc, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { CredentialKind, TieKind, WorkKind } from '../../contract/expert-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Opinion, seat as route } from '../../contract/seats.ts';
import type { supervisionAction } from '../../contract/supervision-words.ts';
import { type Ctx, can } from '../context.ts';
import { found } from '../errors.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import { paperRule } from '../month/settings.ts';
import { pinsOf, readPins, samePins } from './figures.ts';
import { type Case, caseOf } from './gates.ts';
import { rowsOf, rowView } from './list.ts';
import { stepsOf } from './machine.ts';
import { openObjections, panelOf, type ReviewRow } from './reviews.ts';
import { loadSeat, type SeatRow } from './rows.ts';
import { vettingRule } from './settings.ts';
import { allowed } from './step.ts';
import { lockedOut } from './ties.ts';

/** Everything the desk shows of a case: figures, evidence, verdict, ties, opinions and buttons. */
export async function oneSeat(ctx: Ctx, { id }: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const row = await loadSeat(ctx, id);
  const seat = caseOf(ctx, row);
  const { expert: e, expertObjection: o } = ctx.db.rows;
  const s = ctx.db.rows.expertSeat;
  const [[line], [expert], figures, reviews, rule, vetting, locked, all, open, actions, paper] = await Promise.all([
    rowsOf(ctx).where(eq(s.id, id)),
    ctx.db.select({ post: e.post, bio: e.bio }).from(e).where(eq(e.id, row.expertId)),
    seat.figures(),
    seat.reviews(),
    seat.rule(),
    vettingRule(ctx),
    lockedOut(ctx, row),
    ctx.db.select({ id: o.id }).from(o).where(eq(o.seatId, id)).limit(1000),
    openObjections(ctx, id),
    actionsOf(ctx, seat),
    paperRule(ctx),
  ]);
  const people = [
    row.checkedBy,
    ...[...figures.periods, ...figures.credentials].map((f) => f.confirmedBy),
    ...reviews.map((r) => r.reviewerId),
  ];
  const names = await namesOf(ctx, people);
  const who = (personId: string | null) => (personId === null ? null : (names[personId] ?? '已离岗人员'));
  const shown = <F extends Proven>(f: F) => ({
    ...f,
    confirmedBy: who(f.confirmedBy),
    confirmedAt: isoOrNull(f.confirmedAt),
  });
  const { approvals, refusals } = panelOf(reviews, row.round);
  return {
    ...rowView(found(line)),
    ...{ post: expert?.post ?? '', bio: expert?.bio ?? '', note: row.note, letterNo: row.letterNo },
    ...{ publicisedFrom: row.publicisedFrom, checkedBy: who(row.checkedBy), checkedAt: isoOrNull(row.checkedAt) },
    cardSerial: row.cardSerial,
    rule: { field: rule.ruleField, version: rule.version, basis: rule.basis, body: rule.rule },
    ...{ facts: rule.facts, verdict: rule.verdict },
    periods: figures.periods.map((f) => ({ ...shown(f), work: f.work as WorkKind })),
    credentials: figures.credentials.map((f) => ({ ...shown(f), kind: f.kind as CredentialKind })),
    ties: await tiesShown(ctx, row.expertId),
    panel: { needed: rule.rule.reviewers, approvals, refusals },
    reviews: reviewsShown(ctx, seat.row, reviews, pinsOf(figures), (r) => who(r) ?? ''),
    lockedOut: locked,
    ...{ objections: all.length, openObjections: open },
    publicity: { days: rule.rule.publicityDays, unit: vetting.publicityUnit },
    termYears: rule.rule.termYears,
    ...{ issuer: paper.signature, redHead: paper.redHead },
    actions,
  };
}
interface Proven {
  readonly confirmedBy: string | null;
  readonly confirmedAt: number | null;
}

/** Whoever is still to judge does not read colleagues' opinions of the round before. */
function reviewsShown(
  ctx: Ctx,
  row: SeatRow,
  reviews: readonly ReviewRow[],
  pins: Readonly<Record<string, string>>,
  who: (personId: string) => string,
) {
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
  const spoke = panelOf(reviews, row.round).spoke.has(me);
  const blind = row.state === 'checked' && can(ctx, 'expert.review') && !spoke && row.checkedBy !== me;
  return reviews.map((r) => {
    const hidden = blind && r.round === row.round;
    return {
      ...{ id: r.id, reviewer: who(r.reviewerId), round: r.round, at: iso(r.reviewedAt) },
      opinion: hidden ? null : (r.opinion as Opinion),
      words: hidden ? '' : r.words,
      current: samePins(readPins(r.pins), pins),
    };
  });
}

async function tiesShown(ctx: Ctx, expertId: string) {
  const t = ctx.db.rows.expertTie;
  const rows = await ctx.db.select().from(t).where(eq(t.expertId, expertId)).orderBy(asc(t.id));
  const names = await namesOf(
    ctx,
    rows.map((r) => r.personId),
  );
  return rows.map(({ id, kind, enterprise, personId, fromDay, toDay, note }) => ({
    ...{ id, kind: kind as TieKind, enterprise, fromDay, toDay, note },
    personName: personId === null ? null : (names[personId] ?? null),
  }));
}

/** The buttons of the state: those the actor may press, or greyed with the reason. */
async function actionsOf(ctx: Ctx, seat: Case): Promise<z.input<typeof supervisionAction>[]> {
  const steps = Object.entries(stepsOf(seat.row.state)).filter(([, step]) => !step.silent && can(ctx, step.by));
  return Promise.all(
    steps.map(async ([action, step]) => {
      const { refusal } = await allowed(ctx, seat, action);
      const needs = [...(step.needs ?? [])];
      return { action, label: step.label, needs, allowed: !refusal, why: refusal?.why ?? '' };
    }),
  );
}
