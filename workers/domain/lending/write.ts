import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import * as contract from '../../contract/loans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { waitingWrite } from '../cascade/message.ts';
import { linkWith } from '../cascade/rows.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { inPool } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { born } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { endMirror } from './mirror.ts';
import { type LoanRow, type LoanView, loanFor, loanStep, loanWith, offerWrites, viewOf } from './rows.ts';

export async function listLoans(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.loans>,
): Promise<OutputOf<typeof contract.loans>> {
  const l = ctx.db.rows.poolLoan;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(l)
    .where(after && gt(l.id, after[0]))
    .orderBy(l.id)
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  return { items: page.items.map(viewOf), next: page.next };
}

export async function listBorrowers({ db }: Ctx): Promise<OutputOf<typeof contract.borrowers>> {
  const d = db.rows.districtLink;
  const rows = await db
    .select({ slug: d.slug, name: d.name })
    .from(d)
    .where(and(eq(d.direction, 'down'), eq(d.state, 'agreed')))
    .orderBy(d.slug);
  return { items: rows };
}

export async function offerLoan(ctx: Ctx, input: InputOf<typeof contract.offerLoan>): Promise<LoanView> {
  const { poolId, slug, untilDay } = input;
  await inPool(ctx, 'expert.appoint', poolId);
  const { expertPool: p, expertSeat: s } = ctx.db.rows;
  const [read] = await ctx.db
    .select({ title: p.title, field: p.field, origin: p.origin })
    .from(p)
    .where(eq(p.id, poolId));
  const pool = found(read);
  // What was borrowed is not lent on.
  if (pool.origin !== null) refuse('wrong_state');
  const link = await linkWith(ctx, 'down', slug);
  if (link?.state !== 'agreed') {
    return refuse('bad_request', {
      fields: [{ path: 'slug', message: '还没有与这个地区连通，请先在“上下级连通”中连通' }],
    });
  }
  const [count] = await ctx.db
    .select({ n: sql<number>`COUNT(*)` })
    .from(s)
    .where(and(eq(s.poolId, poolId), inArray(s.state, ['appointed', 'suspended'])));
  if ((count?.n ?? 0) > contract.LOAN_MAX_MEMBERS) {
    refuse('bad_request', {
      fields: [{ path: 'poolId', message: `成员超过 ${contract.LOAN_MAX_MEMBERS} 人的专家库不能整库借出` }],
    });
  }
  const known = await loanWith(ctx, 'out', slug, poolId);
  if (known && ['offered', 'agreed'].includes(known.state)) refuse('name_taken');
  const { title, field } = pool;
  const loan = { direction: 'out' as const, slug, name: link.name, lentPool: poolId, poolId, field, title, untilDay };
  const { writes, row } = offerWrites(ctx, known, loan);
  const message = { type: 'loan_offer', pool: { id: poolId, title, field }, until: untilDay } as const;
  return done(ctx, [...writes, waitingWrite(ctx, { to: slug, message })], viewOf(row));
}

/** Agreed, a pool without applications of its own stands beside ours; its members come with the lender's next word. */
export async function answerLoan(ctx: Ctx, input: InputOf<typeof contract.answerLoan>): Promise<LoanView> {
  const row = await loanFor(ctx, input);
  if (row.direction !== 'in' || row.state !== 'offered') refuse('wrong_state');
  await checkUnitsExist(
    ctx,
    input.unitIds.map((id, i) => [`unitIds.${i}`, id] as const),
  );
  const sent = waitingWrite(ctx, {
    to: row.slug,
    message: { type: 'loan_answer', pool: row.lentPool, accept: input.accept },
  });
  if (!input.accept) {
    const writes = loanStep(ctx, row, 'answer', 'refused');
    return done(ctx, [...writes, sent], stepped(row, 'refused'));
  }
  const poolId = row.poolId ?? ctx.newId();
  const o = ctx.db.rows.expertPoolOwner;
  const there = await ctx.db.select({ unitId: o.unitId }).from(o).where(eq(o.poolId, poolId));
  const fresh = [...new Set(input.unitIds)].filter((id) => !there.some((one) => one.unitId === id));
  const made = row.poolId === null ? mirrorPool(ctx, row, poolId) : [];
  const writes = [
    ...made,
    ...ctx.db.insertMany(
      'expertPoolOwner',
      fresh.map((unitId) => ({ poolId, unitId })),
    ),
    ...loanStep(ctx, row, 'answer', 'agreed', { poolId }),
    sent,
  ];
  return done(ctx, writes, { ...stepped(row, 'agreed'), poolId });
}

function mirrorPool(ctx: Ctx, row: LoanRow, id: string): Write[] {
  const pool: NewRow<'expertPool'> & { id: string } = {
    ...{ id, field: row.field, title: `${row.name}：${row.title}`, state: 'closed', quota: null, notice: '' },
    ...{ origin: row.slug, originName: row.name, createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  return born(ctx, 'expertPool', pool, { action: 'borrow', to: 'closed', data: { slug: row.slug } });
}

export async function endLoan(ctx: Ctx, input: InputOf<typeof contract.endLoan>): Promise<LoanView> {
  const row = await loanFor(ctx, input);
  if (row.state !== 'offered' && row.state !== 'agreed') refuse('wrong_state');
  const message = { type: 'loan_end', pool: row.lentPool } as const;
  const writes = [...(await endWrites(ctx, row)), waitingWrite(ctx, { to: row.slug, message })];
  return done(ctx, writes, stepped(row, 'ended'));
}

/** The loan is over: of a borrowed pool every seat ends with it. */
export async function endWrites(ctx: Ctx, row: LoanRow): Promise<Write[]> {
  const mirror = row.direction === 'in' && row.poolId !== null ? await endMirror(ctx, row.poolId) : [];
  return [...mirror, ...loanStep(ctx, row, 'end', 'ended', { members: row.direction === 'in' ? 0 : row.members })];
}

const stepped = (row: LoanRow, state: LoanView['state']): LoanView =>
  viewOf({ ...row, state, version: row.version + 1 });

async function done(ctx: Ctx, writes: Write[], view: LoanView): Promise<LoanView> {
  const answer = await ctx.db.commit(writes, view);
  ctx.ports.wakeOutbox();
  return answer;
}
