import { desc, gte, lt, sql } from 'drizzle-orm';
import type * as contract from '../../contract/retention.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { DAY_MS } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { securityDays } from '../tips/settings.ts';

export async function certificates(
  { db }: Ctx,
  input: InputOf<typeof contract.certificates>,
): Promise<OutputOf<typeof contract.certificates>> {
  const c = db.rows.shredCertificate;
  const after = readCursor(input.cursor, ['string']);
  const rows = await db
    .select({
      ...{ id: c.id, day: c.day, outcome: c.outcome, settledDay: c.settledDay, keptDays: c.keptDays },
      ...{ digest: c.digest, wraps: c.wraps, messages: c.messages, files: c.files, eventHash: c.eventHash },
    })
    .from(c)
    .where(after ? lt(c.id, after[0]) : undefined)
    // The ids carry their time.
    .orderBy(desc(c.id))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (row) => [row.id]);
  type Item = OutputOf<typeof contract.certificates>['items'][number];
  return { items: items.map((row) => ({ ...row, outcome: row.outcome as Item['outcome'] })), next };
}

export async function securityCounts(
  ctx: Ctx,
  input: InputOf<typeof contract.security>,
): Promise<OutputOf<typeof contract.security>> {
  const s = ctx.db.rows.securityCount;
  const since = new Date(ctx.now - input.days * DAY_MS).toISOString().slice(0, 13);
  const day = sql<string>`substr(${s.hour}, 1, 10)`;
  const items = await ctx.db
    .select({ day: day.as('day'), kind: s.kind, value: sql<number>`SUM(${s.value})` })
    .from(s)
    .where(gte(s.hour, since))
    .groupBy(day, s.kind)
    .orderBy(desc(day), s.kind)
    .limit(2000);
  return { keptDays: await securityDays(ctx), items };
}
