import { and, desc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { type Head, NO_EVENTS } from '../events.ts';

/** The head of a chain whose entity keeps none on a state row (clocks, policies, keys, the chain): its last event. */
export async function lastEvent({ db }: Ctx, entity: string, entityId: string): Promise<Head> {
  const e = db.rows.event;
  const [row] = await db
    .select({ version: e.seq, eventHash: e.hash })
    .from(e)
    .where(and(eq(e.entity, entity), eq(e.entityId, entityId)))
    .orderBy(desc(e.seq))
    .limit(1);
  return row ?? NO_EVENTS;
}
