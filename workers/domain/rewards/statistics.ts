import { desc, eq } from 'drizzle-orm';
import { CATEGORY_NAMES, type Category } from '../../contract/hazards.ts';
import type * as contract from '../../contract/rewards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { suppressColumn, suppressSums } from './suppress.ts';

/**
 * What everybody may know of a year. Of the year that still runs no sums: from one day's page to the next one's a single
 * reward could be told.
 */
export async function publicStatistics(
  ctx: Ctx,
  input: InputOf<typeof contract.statistics>,
): Promise<OutputOf<typeof contract.statistics>> {
  const f = ctx.db.rows.yearlyFigure;
  const running = localDay(ctx.now).slice(0, 4);
  const year = input.year ?? running;
  const over = year < running;
  const known = await ctx.db.select({ year: f.year }).from(f).groupBy(f.year).orderBy(desc(f.year));
  const rows = await ctx.db.select().from(f).where(eq(f.year, year));
  const of = new Map(rows.map((row) => [row.category, row]));
  const column = (name: 'received' | 'confirmed' | 'paid' | 'paidSum') =>
    CATEGORY_NAMES.map((category) => of.get(category)?.[name] ?? 0);
  const received = suppressColumn(column('received'));
  const confirmed = suppressColumn(column('confirmed'));
  const paid = suppressColumn(column('paid'));
  const sums = suppressSums(over ? paid : unsaid(paid.cells), column('paidSum'));
  return {
    year,
    years: [...new Set([running, ...known.map((row) => row.year)])],
    asOf: rows[0]?.day ?? null,
    over,
    items: CATEGORY_NAMES.map((category: Category, i) => ({
      category,
      received: received.cells[i] ?? 0,
      confirmed: confirmed.cells[i] ?? 0,
      paid: paid.cells[i] ?? 0,
      paidSum: sums.cells[i] ?? 0,
    })),
    total: { received: received.total, confirmed: confirmed.total, paid: paid.total, paidSum: sums.total },
  };
}

const unsaid = (cells: readonly unknown[]) => ({
  cells: cells.map((cell) => (cell === 0 ? 0 : ('withheld' as const))),
  total: 'withheld' as const,
});
