import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';

/** The recovery now in force, as stored. */
export async function activeRecovery({ db }: Ctx) {
  const r = db.rows.recovery;
  const [row] = await db
    .select()
    .from(r)
    .where(and(eq(r.state, 'active')));
  return row;
}
