import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { DomainError, found } from '../errors.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.tip);
export type TipRow = Awaited<ReturnType<typeof everyColumn>>[number];

/** @throws `not_found` */
export async function loadTip(ctx: Ctx, id: string): Promise<TipRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.tip.id, id));
  return found(row);
}

/**
 * The tip an outcome may be given to. A colleague's look since then is no obstacle, though it is an event too; an outcome is.
 * @throws `conflict` when somebody decided since it was seen; `wrong_state`
 */
export async function loadOpened(ctx: Ctx, seen: { id: string; version: number }): Promise<TipRow> {
  const tip = await loadTip(ctx, seen.id);
  if (tip.state === 'opened' && seen.version <= tip.version) return tip;
  const decided = tip.state !== 'received' && tip.state !== 'opened';
  throw new DomainError(decided && seen.version < tip.version ? 'conflict' : 'wrong_state');
}
