import { and, eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/fees.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { born, changed, sameVersion } from '../people/chain.ts';

const everyColumn = ({ db }: Ctx) => db.select().from(db.rows.budgetLine);
export type BudgetRow = Awaited<ReturnType<typeof everyColumn>>[number];

/** @throws `not_found` */
export async function budgetRow(ctx: Ctx, id: string): Promise<BudgetRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.budgetLine.id, id));
  return found(row);
}

export async function listBudgets(
  ctx: Ctx,
  { year, cursor, limit }: InputOf<typeof contract.budgets>,
): Promise<OutputOf<typeof contract.budgets>> {
  const b = ctx.db.rows.budgetLine;
  const after = readCursor(cursor, ['number', 'string']);
  const rows = await everyColumn(ctx)
    .where(
      and(
        year === undefined ? undefined : eq(b.year, year),
        after && sql`(${b.year} < ${after[0]} OR (${b.year} = ${after[0]} AND ${b.id} > ${after[1]}))`,
      ),
    )
    .orderBy(sql`${b.year} DESC, ${b.id}`)
    .limit(limit + 1);
  return cut(rows, limit, (row) => [row.year, row.id]);
}

export async function addBudget(
  ctx: Ctx,
  input: InputOf<typeof contract.addBudget>,
): Promise<OutputOf<typeof contract.addBudget>> {
  const id = ctx.newId();
  const row = { id, ...input, approved: 0, paid: 0, version: 0, eventHash: '' };
  const data = { year: input.year, amount: input.amount };
  return ctx.db.commit(born(ctx, 'budgetLine', row, { action: 'add', to: null, data }), { id, version: 1 });
}

/** @throws `budget_short` below what is promised */
export async function editBudget(
  ctx: Ctx,
  input: InputOf<typeof contract.editBudget>,
): Promise<OutputOf<typeof contract.editBudget>> {
  const row = await budgetRow(ctx, input.id);
  sameVersion(row, input.version);
  if (input.amount < row.approved) refuse('budget_short');
  const { title, basis, amount } = input;
  const change = { action: 'edit', from: null, to: null, data: { amount } };
  const writes = changed(ctx, 'budgetLine', row, change, { title, basis, amount });
  return ctx.db.commit(writes, { id: row.id, version: row.version + 1 });
}
