import { and, eq, inArray } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import type { Head } from '../events.ts';
import { born, changed } from '../people/chain.ts';
import { poolCounters, type SeatMove, type Standing } from '../pools/counters.ts';
import { failingNotices } from '../pools/failing-notice.ts';
import { among } from '../units/scope.ts';
import type { LentMember } from './message.ts';
import { type LoanRow, loanStep } from './rows.ts';

const IN_OFFICE = ['appointed', 'suspended'];

/** What the lender says of its pool's members, worked into rows of ours; said twice, it changes nothing the second time. */
export async function receiveRoster(ctx: Ctx, loan: LoanRow, members: readonly LentMember[], at: number) {
  if (loan.poolId === null || (loan.toldAt !== null && at < loan.toldAt)) return;
  const { poolId, slug } = loan;
  const { expert: x, expertSeat: s } = ctx.db.rows;
  const macs = members.map((member) => macOf(slug, member.expert));
  const [experts, seats] = await Promise.all([
    ctx.db.select().from(x).where(among(x.identityMac, macs)),
    ctx.db.select().from(s).where(eq(s.poolId, poolId)),
  ]);
  const expertOf = new Map(experts.map((row) => [row.identityMac, row]));
  const seatOf = new Map(seats.map((row) => [row.origin, row]));
  const writes: Write[] = [];
  const moves: SeatMove[] = [];
  let fallen = false;
  for (const member of members) {
    const known = expertOf.get(macOf(slug, member.expert));
    const expertId = known?.id ?? ctx.newId();
    if (!known) writes.push(...lentExpert(ctx, slug, expertId, member));
    else if (known.name !== member.name || known.employer !== member.employer || known.post !== member.post) {
      const change = { action: 'told', from: 'kept', to: 'kept', data: {} };
      const { name, employer, post } = member;
      writes.push(...changed(ctx, 'expert', known, change, { name, employer, post, updatedAt: ctx.now }));
    }
    writes.push(...tieWrites(ctx, expertId, member));
    const seat = seatOf.get(member.seat);
    const set = { number: member.number, termFrom: member.termFrom, termTo: member.termTo, ...judged(member) };
    const to = { poolId, state: member.state, ...judged(member) };
    if (!seat) {
      const row = {
        ...{ id: ctx.newId(), expertId, poolId, state: member.state, origin: member.seat, ...set },
        ...{ appliedAt: ctx.now, createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
      };
      writes.push(...born(ctx, 'expertSeat', row, { action: 'borrow', to: member.state, data: { expertId, poolId } }));
      moves.push({ from: null, to });
    } else if (differs(seat, { ...set, state: member.state })) {
      const change = { action: 'told', from: seat.state, to: member.state, data: { termTo: member.termTo } };
      writes.push(...changed(ctx, 'expertSeat', seat, change, { ...set, state: member.state, updatedAt: ctx.now }));
      moves.push({ from: seat, to });
      if ((seat.passes === 1 && to.passes === 0) || (seat.doubtful === 0 && to.doubtful === 1)) fallen = true;
    }
  }
  const named = new Set(members.map((member) => member.seat));
  const gone = seats.filter((seat) => IN_OFFICE.includes(seat.state) && !named.has(seat.origin ?? ''));
  for (const seat of gone) writes.push(...ended(ctx, seat));
  writes.push(...poolCounters(ctx, moves), ...(await failingNotices(ctx, new Set(fallen ? [poolId] : []))));
  writes.push(...loanStep(ctx, loan, 'told', 'agreed', { members: members.length, toldAt: at }));
  await ctx.db.commit(writes, null);
}

/** Every seat of a borrowed pool ends with the loan. */
export async function endMirror(ctx: Ctx, poolId: string): Promise<Write[]> {
  const s = ctx.db.rows.expertSeat;
  const seats = await ctx.db
    .select()
    .from(s)
    .where(and(eq(s.poolId, poolId), inArray(s.state, IN_OFFICE)));
  return seats.flatMap((seat) => ended(ctx, seat));
}

function ended(ctx: Ctx, seat: Standing & Head & { readonly id: string }): Write[] {
  const change = { action: 'end', from: seat.state, to: 'ended', data: {} };
  const own = changed(ctx, 'expertSeat', seat, change, { state: 'ended', updatedAt: ctx.now });
  return [...own, ...poolCounters(ctx, [{ from: seat, to: { ...seat, state: 'ended' } }])];
}

/** A word from before these were told says nothing against anybody. */
const judged = ({ passes, doubtful }: Partial<LentMember>) => ({
  passes: passes === false ? 0 : 1,
  doubtful: doubtful === true ? 1 : 0,
});

function differs<T extends object>(row: T, told: Partial<T>): boolean {
  return Object.entries(told).some(([column, value]) => row[column as keyof T] !== value);
}

/** Stands where the digest of an identity number would: the number itself does not travel. */
const macOf = (slug: string, expert: string): string => `lent|${slug}|${expert}`;

function lentExpert(ctx: Ctx, slug: string, id: string, member: LentMember): Write[] {
  const { name, employer, post } = member;
  const row = {
    ...{ id, name, employer, post, identityMac: macOf(slug, member.expert), source: 'lent', origin: slug },
    ...{ identitySealed: '', identityTail: '', birthDay: '', phoneSealed: '', phoneTail: '' },
    ...{ createdBy: `system:lent`, createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  return born(ctx, 'expert', row, { action: 'borrow', to: 'kept', data: { source: 'lent' } });
}

/** Ties come whole with every word of the lender's; those our own people declared stay. */
function tieWrites(ctx: Ctx, expertId: string, { ties }: LentMember): Write[] {
  const declared = { declaredBy: 'system:lent', declaredAt: ctx.now };
  return [
    ctx.db.remove('expertTie', (t) => and(eq(t.expertId, expertId), eq(t.declaredBy, 'system:lent'))),
    ...ctx.db.insertMany(
      'expertTie',
      ties.map((tie) => ({ id: ctx.newId(), expertId, personId: null, note: '', ...tie, ...declared })),
    ),
  ];
}
