import { eq } from 'drizzle-orm';
import type { NewRow } from '../../../db/tenant-db.ts';
import type { SeatState } from '../../contract/expert-words.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { sameVersion } from '../people/chain.ts';

export type PoolRow = Required<NewRow<'expertPool'>> & { readonly state: PoolState };
export type PoolState = 'open' | 'closed';

/** In office: what a quota counts and a new rule is asked of. */
export const MEMBER_STATES: readonly SeatState[] = ['appointed', 'suspended'];
export const PENDING_STATES: readonly SeatState[] = ['applied', 'supplement', 'checked', 'reviewed', 'publicised'];

export async function loadPool({ db }: Ctx, id: string): Promise<PoolRow> {
  const p = db.rows.expertPool;
  const [row] = await db.select().from(p).where(eq(p.id, id));
  return found(row) as PoolRow;
}

/** The pool as the page showed it. @throws `conflict`, `wrong_state` */
export async function poolFor(ctx: Ctx, seen: { id: string; version: number }, state?: PoolState): Promise<PoolRow> {
  const row = await loadPool(ctx, seen.id);
  sameVersion(row, seen.version);
  if (state !== undefined && row.state !== state) refuse('wrong_state');
  return row;
}

/** Is there a pool of this district's own that people may ask to join? */
export async function hasPools({ db }: Ctx): Promise<boolean> {
  const p = db.rows.expertPool;
  const [row] = await db.select({ id: p.id }).from(p).where(eq(p.state, 'open')).limit(1);
  return row !== undefined;
}
