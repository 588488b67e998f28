import { and, asc, desc, eq, gt } from 'drizzle-orm';
import type * as z from 'zod';
import type { supervisionAction, supervisionClock, supervisionEvent } from '../../contract/supervision-words.ts';
import type { Ctx } from '../context.ts';
import { actorName, iso, isoOrNull, namesOf, personOf } from '../hazards/view.ts';
import { paperRule } from '../month/settings.ts';
import { cut, readCursor } from '../paging.ts';
import { type Kind, labelOf, MACHINES } from './machine.ts';
import type { OrderRow, SummonsRow } from './rows.ts';
import { allowed } from './step.ts';

/** The buttons of the state: those whose post could press them, or greyed with the reason. A step done once is gone. */
export async function actionsOf(
  ctx: Ctx,
  kind: Kind,
  row: OrderRow | SummonsRow,
): Promise<z.input<typeof supervisionAction>[]> {
  const steps = Object.entries(MACHINES[kind][row.state] ?? {});
  const shown = steps.filter(([action]) => action !== 'receive' || row.receivedAt === null);
  return Promise.all(
    shown.map(async ([action, step]) => {
      const { refusal } = await allowed(ctx, kind, row, action);
      const needs = [...(step.needs ?? [])];
      return { action, label: step.label, needs, allowed: !refusal, why: refusal?.why ?? '' };
    }),
  );
}

/** The clock of its answer or report that began last. */
export async function clockOf({ db }: Ctx, kind: Kind, id: string): Promise<z.input<typeof supervisionClock> | null> {
  const { clock: c, slaPolicy: p } = db.rows;
  const [row] = await db
    .select({ dueAt: c.dueAt, stoppedAt: c.stoppedAt, basis: p.basis, basisChecked: p.basisChecked })
    .from(c)
    .innerJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
    .where(and(eq(c.entity, kind), eq(c.entityId, id)))
    .orderBy(desc(c.id))
    .limit(1);
  return row ? { ...row, dueAt: isoOrNull(row.dueAt), stoppedAt: isoOrNull(row.stoppedAt) } : null;
}

/** The chain of an order or summons the caller has loaded, oldest first. */
export async function eventsOf(
  ctx: Ctx,
  kind: Kind,
  id: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof supervisionEvent>[]; next: string | null }> {
  const e = ctx.db.rows.event;
  const after = readCursor(cursor, ['number'])?.[0] ?? 0;
  const rows = await ctx.db
    .select()
    .from(e)
    .where(and(eq(e.entity, kind), eq(e.entityId, id), gt(e.seq, after)))
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
      actor: row.actor,
      actorName: actorName(row.actor, kind, names),
      action: row.action,
      label: labelOf(kind, row.action, row.fromState),
      from: row.fromState,
      to: row.toState,
      data: JSON.parse(row.data) as Record<string, unknown>,
      hash: row.hash,
    })),
    next,
  };
}

/** In whose name it goes out, and the tenant's red head; '' for none. */
export async function headOf(ctx: Ctx): Promise<{ issuer: string; redHead: string }> {
  const { signature, redHead } = await paperRule(ctx);
  return { issuer: signature, redHead };
}
