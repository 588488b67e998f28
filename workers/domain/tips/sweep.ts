import { and, gt, isNull, lt } from 'drizzle-orm';
import { DAY_MS } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

/** Nightly: sealed files that no tip claimed within a day, and proofs of work that could not be shown any more anyway. */
export async function sweepTips(ctx: Ctx): Promise<{ files: number }> {
  const { db, now, ports } = ctx;
  const a = db.rows.tipAttachment;
  const orphans = await db
    .select({ id: a.id, objectKey: a.objectKey })
    .from(a)
    .where(and(isNull(a.tipId), gt(a.createdAt, 0), lt(a.createdAt, now - DAY_MS)))
    .limit(500);
  await ports.blobs.remove(orphans.map((o) => o.objectKey));
  const ids = orphans.map((o) => o.id);
  await db.commit(
    [
      db.remove('tipAttachment', (t) => and(among(t.id, ids), isNull(t.tipId))),
      db.remove('spentProof', (p) => lt(p.expiresAt, now)),
    ],
    null,
  );
  return { files: orphans.length };
}
