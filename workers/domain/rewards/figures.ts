import { eq, sql } from 'drizzle-orm';
import type { NewRow } from '../../../db/tenant-db.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';

type Figure = NewRow<'yearlyFigure'>;

/**
 * By night: tips received and confirmed by their own year, rewards by the year of payment, for the public page. A merged tip
 * was received; as confirmed its matter counts once.
 */
export async function countYears(ctx: Ctx): Promise<number> {
  const { db } = ctx;
  const { tip: t, reward: r } = db.rows;
  const yearOf = (day: unknown) => sql<string>`substr(${day}, 1, 4)`;
  const [received, paid] = [
    await db
      .select({
        year: yearOf(t.day),
        category: t.category,
        n: sql<number>`COUNT(*)`,
        confirmed: sql<number>`SUM(${t.state} = 'confirmed')`,
      })
      .from(t)
      .groupBy(t.category, yearOf(t.day)),
    await db
      .select({
        year: yearOf(r.settledDay),
        category: r.category,
        n: sql<number>`COUNT(*)`,
        sum: sql<number>`SUM(${r.amount})`,
      })
      .from(r)
      .where(eq(r.state, 'paid'))
      .groupBy(r.category, yearOf(r.settledDay)),
  ];
  const figures = new Map<string, Figure>();
  const figure = (year: string, category: string): Figure => {
    const key = `${year}\n${category}`;
    const none = { year, category, received: 0, confirmed: 0, paid: 0, paidSum: 0, day: localDay(ctx.now) };
    const row = figures.get(key) ?? none;
    figures.set(key, row);
    return row;
  };
  for (const g of received) Object.assign(figure(g.year, g.category), { received: g.n, confirmed: g.confirmed });
  for (const g of paid) Object.assign(figure(g.year, g.category), { paid: g.n, paidSum: g.sum });
  const rows = [...figures.values()];
  return db.commit([db.remove('yearlyFigure', () => undefined), ...db.insertMany('yearlyFigure', rows)], rows.length);
}
