import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { PACK_STEPS, type Pack, type PackStep } from './pack.ts';
import { type StepRows, stepRows } from './rows.ts';

export interface LoadedStep {
  readonly step: PackStep;
  /** Rows added; 0 when the step was done before. */
  readonly added: number;
}

/**
 * Loads one step of a pack in one commit. Its event is the proof that it was done: a repeated or resumed load finds it
 * and adds nothing, and of two loads at once the second fails whole. Rows that stand already are left as they are.
 */
export async function loadPackStep(ctx: Ctx, pack: Pack, step: PackStep): Promise<LoadedStep> {
  const { db } = ctx;
  const entityId = `${pack.key}@${pack.version}:${step}`;
  if (await wasDone(ctx, entityId)) return { step, added: 0 };
  const writes: Write[] = [];
  let added = 0;
  for (const rows of stepRows(pack, step, ctx.now)) {
    const missing = await withoutThoseThere(ctx, rows);
    added += missing.length;
    writes.push(...db.insertMany(rows.table, missing));
  }
  const { write } = nextEvent(ctx, NO_EVENTS, {
    entity: 'pack',
    entityId,
    action: 'load',
    from: null,
    to: 'loaded',
    data: { pack: pack.key, version: pack.version, step, added },
  });
  return db.commit([...writes, write], { step, added });
}

/** Every step in order, or the one asked for. A failure halfway resumes by calling again. */
export async function loadPack(ctx: Ctx, pack: Pack, options: { step?: PackStep } = {}): Promise<LoadedStep[]> {
  const done: LoadedStep[] = [];
  for (const step of options.step ? [options.step] : PACK_STEPS) done.push(await loadPackStep(ctx, pack, step));
  return done;
}

async function wasDone({ db }: Ctx, entityId: string): Promise<boolean> {
  const { event } = db.rows;
  const found = await db
    .select({ seq: event.seq })
    .from(event)
    .where(and(eq(event.entity, 'pack'), eq(event.entityId, entityId)));
  return found.length > 0;
}

async function withoutThoseThere({ db }: Ctx, { table, id, rows }: StepRows): Promise<StepRows['rows']> {
  const from = db.rows[table] as unknown as typeof db.rows.unit &
    typeof db.rows.setting &
    typeof db.rows.sectorRegulator;
  const there = await db.select({ id: from[id] }).from(from as typeof db.rows.unit);
  const seen = new Set(there.map((row) => row.id));
  return rows.filter((row) => !seen.has((row as Record<string, unknown>)[id] as string));
}
