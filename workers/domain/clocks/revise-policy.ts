import { desc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import { LADDER_ENTITIES } from '../../contract/supervision-words.ts';
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
  /** Left out: the rungs stay as they were. */
  readonly escalateAfter?: readonly Escalation[] | undefined;
}

/** A new version of a time limit. Clocks that run keep the version they began with; later ones take this. */
export async function revisePolicy(ctx: Ctx, input: Revision) {
  const { db } = ctx;
  const p = db.rows.slaPolicy;
  const rows = await db.select().from(p).where(eq(p.id, input.id)).orderBy(desc(p.version)).limit(1);
  const old = found(rows[0]);
  if (old.version !== input.version) refuse('conflict');
  const { amount, unit, warnBefore, basis, basisChecked, effectiveFrom } = input;
  const rungs = input.escalateAfter ?? (JSON.parse(old.escalateAfter) as Escalation[]);
  if (input.escalateAfter) checkRungs(old.entity, rungs);
  const escalateAfter = JSON.stringify(rungs);
  const changed = { amount, unit, warnBefore, basis, basisChecked, effectiveFrom };
  const row = { ...old, ...changed, escalateAfter, effectiveTo: null, version: old.version + 1 };
  const { write } = nextEvent(ctx, await lastEvent(ctx, 'policy', input.id), {
    entity: 'policy',
    entityId: input.id,
    action: 'revise',
    from: String(old.version),
    to: String(row.version),
    data: {
      before: { amount: old.amount, unit: old.unit, warnBefore: old.warnBefore },
      after: { ...changed, ...(input.escalateAfter ? { escalateAfter: rungs } : {}) },
    },
  });
  const answer = {
    ...row,
    match: JSON.parse(row.match) as Record<string, string>,
    escalateAfter: [...rungs],
  };
  try {
    // The event first: of two revisions at once the second must hear `conflict`, not a taken name.
    return await db.commit([write, db.insert('slaPolicy', row)], answer);
  } catch (error) {
    if (error instanceof ConflictError) refuse('conflict');
    throw error;
  }
}

/**
 * Rungs in order of time, each act at most once, and only where there is a unit to draft about.
 * @throws `bad_request`
 */
function checkRungs(entity: string, rungs: readonly Escalation[]): void {
  const bad = (message: string): never => refuse('bad_request', { fields: [{ path: 'escalateAfter', message }] });
  const acts = rungs.flatMap((r) => r.act ?? []);
  if (acts.length > 0 && !LADDER_ENTITIES.includes(entity)) bad('这类期限只能逐级提醒，不能督办、通报、约谈');
  if (new Set(acts).size !== acts.length) bad('督办、通报、约谈各只能有一级');
  const hours = rungs.map((r) => r.after * HOURS[r.unit]);
  if (hours.some((at, i) => i > 0 && at < (hours[i - 1] as number))) bad('请按时间先后排列');
}

/** For putting rungs in order; a working day is never shorter than a day. */
const HOURS: Readonly<Record<TimeUnit, number>> = { minute: 1 / 60, hour: 1, day: 24, working_day: 24 };
