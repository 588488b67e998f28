import { and, isNull, lt, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { outboxWrite } from '../outbox/write.ts';

const KEPT_MS = 24 * 3_600_000;
const BATCH = 200;

/**
 * Uploads nobody claimed within a day: their rows go in one commit with the order to remove the objects, so that a crash
 * between the two leaves nothing behind.
 */
export async function sweepOrphans(ctx: Ctx): Promise<number> {
  let swept = 0;
  for (const table of ['blob', 'tipAttachment'] as const) {
    for (let taken = BATCH; taken === BATCH; swept += taken) taken = await sweep(ctx, table);
  }
  return swept;
}

async function sweep(ctx: Ctx, table: 'blob' | 'tipAttachment'): Promise<number> {
  const { db } = ctx;
  const old = ctx.now - KEPT_MS;
  const { blob: b, tipAttachment: a } = db.rows;
  const rows =
    table === 'blob'
      ? await db
          .select({ id: b.id, key: b.objectKey })
          .from(b)
          .where(and(isNull(b.attachedTo), lt(b.createdAt, old)))
          .limit(BATCH)
      : await db
          .select({ id: a.id, key: a.objectKey })
          .from(a)
          .where(and(isNull(a.tipId), lt(a.createdAt, old)))
          .limit(BATCH);
  if (rows.length === 0) return 0;
  const ids = JSON.stringify(rows.map((r) => r.id));
  // Unclaimed still: a commit may have taken one of them since it was listed.
  const gone =
    table === 'blob'
      ? db.remove('blob', (r) => and(sql`${r.id} IN (SELECT value FROM json_each(${ids}))`, isNull(r.attachedTo)))
      : db.remove('tipAttachment', (r) => and(sql`${r.id} IN (SELECT value FROM json_each(${ids}))`, isNull(r.tipId)));
  return db.commit([gone, outboxWrite(ctx, 'objects', { keys: rows.map((r) => r.key) })], rows.length);
}
