import { and, eq } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { loans } from '../../contract/loans.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { born, changed, sameVersion } from '../people/chain.ts';

export type LoanView = OutputOf<typeof loans>['items'][number];

const everyLoan = ({ db }: Ctx) => db.select().from(db.rows.poolLoan);
export type LoanRow = Awaited<ReturnType<typeof everyLoan>>[number];

/** @throws `not_found`, `conflict` */
export async function loanFor(ctx: Ctx, seen: { id: string; version: number }): Promise<LoanRow> {
  const [row] = await everyLoan(ctx).where(eq(ctx.db.rows.poolLoan.id, seen.id));
  const loan = found(row);
  sameVersion(loan, seen.version);
  return loan;
}

export async function loanWith(
  ctx: Ctx,
  direction: 'out' | 'in',
  slug: string,
  lentPool: string,
): Promise<LoanRow | undefined> {
  const l = ctx.db.rows.poolLoan;
  const [row] = await everyLoan(ctx).where(and(eq(l.direction, direction), eq(l.slug, slug), eq(l.lentPool, lentPool)));
  return row;
}

/** Loans that stand, of one pool or with one district. */
export async function standing(ctx: Ctx, by: { poolId: string } | { slug: string } | undefined): Promise<LoanRow[]> {
  const l = ctx.db.rows.poolLoan;
  const whose = by === undefined ? undefined : 'poolId' in by ? eq(l.poolId, by.poolId) : eq(l.slug, by.slug);
  return everyLoan(ctx).where(and(eq(l.state, 'agreed'), whose));
}

export interface NewLoan {
  readonly direction: 'out' | 'in';
  readonly slug: string;
  readonly name: string;
  readonly lentPool: string;
  readonly poolId: string | null;
  readonly field: string;
  readonly title: string;
  readonly untilDay: string | null;
}

/** Offered for the first time, or anew after it ended. */
export function offerWrites(ctx: Ctx, known: LoanRow | undefined, loan: NewLoan): { writes: Write[]; row: LoanRow } {
  const { direction, slug, lentPool } = loan;
  const data = { direction, slug, lentPool };
  const set = { ...loan, state: 'offered', updatedAt: ctx.now };
  if (known) {
    const change = { action: 'offer', from: known.state, to: 'offered', data };
    return {
      writes: changed(ctx, 'poolLoan', known, change, set),
      row: { ...known, ...set, version: known.version + 1 },
    };
  }
  const row = {
    ...{ id: ctx.newId(), members: 0, toldAt: null, ...set },
    ...{ createdAt: ctx.now, version: 0, eventHash: '' },
  };
  const writes = born(ctx, 'poolLoan', row, { action: 'offer', to: 'offered', data });
  return { writes, row: { ...row, version: 1 } as LoanRow };
}

export function loanStep(
  ctx: Ctx,
  row: LoanRow,
  action: string,
  to: LoanView['state'],
  set: Partial<NewRow<'poolLoan'>> = {},
): Write[] {
  const change = { action, from: row.state, to, data: { direction: row.direction, slug: row.slug } };
  return changed(ctx, 'poolLoan', row, change, { ...set, state: to, updatedAt: ctx.now });
}

export const viewOf = ({ id, direction, slug, name, poolId, title, field, untilDay, ...row }: LoanRow): LoanView => ({
  ...{ id, slug, name, poolId, title, field, untilDay, members: row.members, version: row.version },
  direction: direction as LoanView['direction'],
  state: row.state as LoanView['state'],
  toldAt: row.toldAt === null ? null : new Date(row.toldAt).toISOString(),
});
