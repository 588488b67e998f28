import { and, eq, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { IDENTITY_PARTS } from '../../protocol/identity.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { rolesOf } from './desks.ts';

/** Who can open this part: its key, wrapped to each role key. */
export async function wrapsOf({ db }: Ctx, tipId: string, part: string) {
  const w = db.rows.tipWrap;
  return db
    .select({ roleKeyId: w.roleKeyId, enc: w.enc, ct: w.ct })
    .from(w)
    .where(and(eq(w.tipId, tipId), eq(w.part, part)));
}

/** Takes the tip from every desk that has no part in it once it lies on `desk`; halves of an identity are no desk's. */
export async function dropWraps({ db }: Ctx, tipId: string, desk: string): Promise<Write[]> {
  const k = db.rows.roleKey;
  const keys = await db
    .select({ id: k.id })
    .from(k)
    .where(among(k.role, rolesOf(desk)));
  const kept = JSON.stringify(keys.map((key) => key.id));
  return [
    db.remove('tipWrap', (w) =>
      and(
        eq(w.tipId, tipId),
        sql`${w.part} NOT IN (${IDENTITY_PARTS[0]}, ${IDENTITY_PARTS[1]})`,
        sql`${w.roleKeyId} NOT IN (SELECT value FROM json_each(${kept}))`,
      ),
    ),
  ];
}
