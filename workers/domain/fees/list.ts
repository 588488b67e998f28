import { and, eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/fees.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { myExpertId } from '../experts/sight.ts';
import { namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { engagementsOf, readFees } from './rows.ts';

/** Fees of the engagements in one's pools or ordered by one's units. */
export async function listFees(
  ctx: Ctx,
  { state, engagementId, expertId, cursor, limit }: InputOf<typeof contract.fees>,
): Promise<OutputOf<typeof contract.fees>> {
  const { expertFee: f, engagementExpert: p } = ctx.db.rows;
  const of = engagementId
    ? sql`${f.partId} IN ${ctx.db.select({ id: p.id }).from(p).where(eq(p.engagementId, engagementId))}`
    : undefined;
  const fee = and(state ? eq(f.state, state) : undefined, expertId ? eq(f.expertId, expertId) : undefined, of);
  const engagement = await engagementsOf(ctx, 'expert.read');
  const rows = await readFees(ctx, { fee, engagement, after: readCursor(cursor, ['string'])?.[0] }, limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  const names = await namesOf(
    ctx,
    page.items.flatMap((row) => [row.proposedBy, row.decidedBy]),
  );
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
  const items = page.items.map((row) => ({
    ...row,
    mine: row.proposedBy === me,
    proposedBy: names[row.proposedBy] ?? '',
    decidedBy: names[row.decidedBy ?? ''] ?? '',
  }));
  return { items, next: page.next };
}

/** What waits to be paid, or was. Finance sees a number, a job, a name and the tail of an account. */
export async function listFeePayouts(
  ctx: Ctx,
  { state, cursor, limit }: InputOf<typeof contract.feePayouts>,
): Promise<OutputOf<typeof contract.feePayouts>> {
  const { expertFee: f, expertAccount: a } = ctx.db.rows;
  const after = readCursor(cursor, ['string'])?.[0];
  const rows = await readFees(ctx, { fee: eq(f.state, state), after }, limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  const accounts = await ctx.db
    .select({ expertId: a.expertId, tail: a.tail })
    .from(a)
    .where(
      among(
        a.expertId,
        page.items.map((row) => row.expertId),
      ),
    );
  const tailOf = new Map(accounts.map((row) => [row.expertId, row.tail]));
  return { items: page.items.map((row) => ({ ...row, account: tailOf.get(row.expertId) ?? '' })), next: page.next };
}

/** An expert's own. */
export async function listMyFees(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.myFees>,
): Promise<OutputOf<typeof contract.myFees>> {
  const f = ctx.db.rows.expertFee;
  const after = readCursor(cursor, ['string'])?.[0];
  const rows = await readFees(ctx, { fee: eq(f.expertId, await myExpertId(ctx)), after }, limit + 1);
  return cut(rows, limit, (row) => [row.id]);
}
