import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { waitingWrite } from '../cascade/message.ts';
import { linkWith } from '../cascade/rows.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import type { LentMember } from './message.ts';
import { standing } from './rows.ts';
import { endWrites } from './write.ts';

/** A pool's members changed, or what the rule says of them: whoever borrowed it hears, in the commit that changes them. */
export async function rosterWrites(ctx: Ctx, poolId: string): Promise<Write[]> {
  const loans = (await standing(ctx, { poolId })).filter((loan) => loan.direction === 'out');
  return loans.map((loan) => waitingWrite(ctx, { roster: poolId, to: loan.slug }));
}

/** The roster as it is now, whatever it was when the row was written. */
export async function sendRoster(ctx: Ctx, poolId: string, to: string): Promise<void> {
  const loans = await standing(ctx, { poolId });
  if (!loans.some((loan) => loan.direction === 'out' && loan.slug === to)) return;
  if ((await linkWith(ctx, 'down', to))?.state !== 'agreed') return;
  const { expertSeat: s, expert: x, expertTie: t } = ctx.db.rows;
  const seats = await ctx.db
    .select({
      seat: s.id,
      expert: s.expertId,
      number: s.number,
      state: s.state,
      termFrom: s.termFrom,
      termTo: s.termTo,
      passes: s.passes,
      doubtful: s.doubtful,
    })
    .from(s)
    .where(and(eq(s.poolId, poolId), inArray(s.state, ['appointed', 'suspended'])))
    .orderBy(s.id);
  const ids = seats.map((seat) => seat.expert);
  const [experts, ties] = await Promise.all([
    ctx.db.select({ id: x.id, name: x.name, employer: x.employer, post: x.post }).from(x).where(among(x.id, ids)),
    ctx.db
      .select({
        expertId: t.expertId,
        kind: t.kind,
        enterprise: t.enterprise,
        creditCode: t.creditCode,
        fromDay: t.fromDay,
        toDay: t.toDay,
      })
      .from(t)
      .where(and(among(t.expertId, ids), ne(t.enterprise, ''))),
  ]);
  const expertOf = new Map(experts.map((row) => [row.id, row]));
  const tiesOf = Map.groupBy(ties, (tie) => tie.expertId);
  const members = seats.flatMap((seat): LentMember[] => {
    const expert = expertOf.get(seat.expert);
    if (!expert) return [];
    const { name, employer, post } = expert;
    const its = (tiesOf.get(seat.expert) ?? []).map(({ kind, enterprise, creditCode, fromDay, toDay }) => {
      return { kind, enterprise, creditCode, fromDay, toDay };
    });
    const judged = { passes: seat.passes === 1, doubtful: seat.doubtful === 1 };
    return [{ ...seat, ...judged, name, employer, post, ties: its }];
  });
  await ctx.ports.deliverTo(to, { type: 'loan_roster', pool: poolId, members, at: ctx.now });
}

interface Part {
  readonly id: string;
  readonly seatId: string;
  readonly fromDay: string;
  readonly toDay: string;
}

/** A lent expert is asked, or done: whoever lent them hears how busy they are, in the commit that makes it so. */
export async function jobWrites(ctx: Ctx, parts: readonly Part[], open: boolean): Promise<Write[]> {
  if (parts.length === 0) return [];
  const { expertSeat: s, poolLoan: l } = ctx.db.rows;
  const lent = await ctx.db
    .select({ seatId: s.id, origin: s.origin, slug: l.slug, lentPool: l.lentPool })
    .from(s)
    .innerJoin(l, and(eq(l.poolId, s.poolId), eq(l.direction, 'in')))
    .where(
      among(
        s.id,
        parts.map((part) => part.seatId),
      ),
    );
  const lentOf = new Map(lent.map((row) => [row.seatId, row]));
  return parts.flatMap(({ id, seatId, fromDay, toDay }) => {
    const of = lentOf.get(seatId);
    if (!of?.origin) return [];
    const job = { seat: of.origin, part: id, open, fromDay, toDay, at: ctx.now };
    return [waitingWrite(ctx, { to: of.slug, message: { type: 'loan_job', pool: of.lentPool, job } })];
  });
}

/** Every night: loans whose last day is over end; rosters go once more, should a word have been lost. */
export async function tickLoans(ctx: Ctx): Promise<number> {
  const loans = (await standing(ctx, undefined)).filter((loan) => loan.direction === 'out');
  const today = localDay(ctx.now);
  for (const loan of loans) {
    const over = loan.untilDay !== null && loan.untilDay < today;
    const writes = over
      ? [
          ...(await endWrites(ctx, loan)),
          waitingWrite(ctx, { to: loan.slug, message: { type: 'loan_end', pool: loan.lentPool } }),
        ]
      : [waitingWrite(ctx, { roster: loan.lentPool, to: loan.slug })];
    await ctx.db.commit(writes, null);
  }
  if (loans.length > 0) ctx.ports.wakeOutbox();
  return loans.length;
}
