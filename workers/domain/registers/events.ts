import { and, asc, desc, eq, gt } from 'drizzle-orm';
import type * as z from 'zod';
import type { registerClock, registerEvent } from '../../contract/register-words.ts';
import type { Ctx } from '../context.ts';
import { actorName, iso, isoOrNull, namesOf, personOf } from '../hazards/view.ts';
import type { Machine } from '../machine.ts';
import { cut, readCursor } from '../paging.ts';

/** The chain of something the caller has loaded, oldest first; a step reads as the button that was pressed. */
export async function eventsOf(
  ctx: Ctx,
  of: { readonly entity: string; readonly id: string; readonly machine: Machine; readonly first: string },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof registerEvent>[]; next: string | null }> {
  const e = ctx.db.rows.event;
  const after = readCursor(cursor, ['number'])?.[0] ?? 0;
  const rows = await ctx.db
    .select()
    .from(e)
    .where(and(eq(e.entity, of.entity), eq(e.entityId, of.id), gt(e.seq, after)))
    .orderBy(asc(e.seq))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.seq]);
  const names = await namesOf(
    ctx,
    items.map((row) => personOf(row.actor)),
  );
  return {
    items: items.map((row) => ({
      seq: row.seq,
      at: iso(row.at),
      actorName: actorName(row.actor, of.entity, names),
      action: row.action,
      label: row.fromState === null ? of.first : (of.machine[row.fromState]?.[row.action]?.label ?? '更新'),
      to: row.toState,
      data: JSON.parse(row.data) as Record<string, unknown>,
      hash: row.hash,
    })),
    next,
  };
}

/** The clock that began last, with the rule it counts by. */
export async function clockOf({ db }: Ctx, entity: string, id: string): Promise<z.input<typeof registerClock> | null> {
  const { clock: c, slaPolicy: p } = db.rows;
  const [row] = await db
    .select({ dueAt: c.dueAt, stoppedAt: c.stoppedAt, basis: p.basis, basisChecked: p.basisChecked })
    .from(c)
    .innerJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
    .where(and(eq(c.entity, entity), eq(c.entityId, id)))
    .orderBy(desc(c.id))
    .limit(1);
  return row ? { ...row, dueAt: isoOrNull(row.dueAt), stoppedAt: isoOrNull(row.stoppedAt) } : null;
}
