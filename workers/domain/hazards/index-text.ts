import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';

/** Brings the word index up to the row as it stands now: the outbox's `search` work. Doing it twice does no harm. */
export async function indexHazard(ctx: Ctx, hazardId: string): Promise<void> {
  const h = ctx.db.rows.hazard;
  const [row] = await ctx.db
    .select({
      seq: h.seq,
      number: h.number,
      title: h.title,
      description: h.description,
      address: h.address,
      enterprise: h.enterprise,
    })
    .from(h)
    .where(eq(h.id, hazardId));
  if (!row) return;
  const { seq, ...texts } = row;
  await ctx.ports.search.put(seq, Object.values(texts).join(' '));
}
