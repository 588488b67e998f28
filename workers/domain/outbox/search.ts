import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';

/** Puts the hazard as it stands now into the index; a restricted one is taken out: what is found there is seen by all. */
export async function indexHazard(ctx: Ctx, hazardId: string): Promise<void> {
  const h = ctx.db.rows.hazard;
  const [row] = await ctx.db
    .select({
      seq: h.seq,
      restricted: h.restricted,
      number: h.number,
      title: h.title,
      description: h.description,
      address: h.address,
      enterprise: h.enterprise,
    })
    .from(h)
    .where(eq(h.id, hazardId));
  if (!row) return;
  if (row.restricted !== 0) await ctx.ports.search.remove(row.seq);
  else {
    const text = `${row.number} ${row.title} ${row.description} ${row.address} ${row.enterprise}`;
    await ctx.ports.search.put(row.seq, text);
  }
}
