import { desc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';
import type { TimeUnit } from './due.ts';
import type { Escalation } from './policy.ts';

interface Revision {
  readonly id: string;
  readonly version: number;
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly warnBefore: number;
  readonly basis: string;
  readonly basisChecked: boolean;
  readonly effectiveFrom: string;
}

/** A new version of a time limit. Clocks that run keep the version they began with; later ones take this. */
export async function revisePolicy(ctx: Ctx, input: Revision) {
  const { db } = ctx;
  const p = db.rows.slaPolicy;
  const rows = await db.select().from(p).where(eq(p.id, input.id)).orderBy(desc(p.version)).limit(1);
  const old = found(rows[0]);
  if (old.version !== input.version) refuse('conflict');
  const { amount, unit, warnBefore, basis, basisChecked, effectiveFrom } = input;
  const changed = { amount, unit, warnBefore, basis, basisChecked, effectiveFrom };
  const row = { ...old, ...changed, effectiveTo: null, version: old.version + 1 };
  const { write } = nextEvent(ctx, await lastEvent(ctx, 'policy', input.id), {
    entity: 'policy',
    entityId: input.id,
    action: 'revise',
    from: String(old.version),
    to: String(row.version),
    data: { before: { amount: old.amount, unit: old.unit, warnBefore: old.warnBefore }, after: changed },
  });
  const answer = {
    ...row,
    match: JSON.parse(row.match) as Record<string, string>,
    escalateAfter: JSON.parse(row.escalateAfter) as (Escalation & { unit: string })[],
  };
  try {
    // The event first: of two revisions at once the second must hear `conflict`, not a taken name.
    return await db.commit([write, db.insert('slaPolicy', row)], answer);
  } catch (error) {
    if (error instanceof ConflictError) refuse('conflict');
    throw error;
  }
}
