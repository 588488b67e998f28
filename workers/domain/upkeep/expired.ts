import { and, asc, eq, lt, lte } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { securityDays } from '../tips/settings.ts';

const DAY = 86_400_000;
const BATCH = 2_000;

/** Rows that outlived their use: spent proofs, sessions and invitations past their end, commands of more than a week ago. */
export async function purgeExpired(ctx: Ctx): Promise<void> {
  const { db, now } = ctx;
  await db.commit(
    [
      db.remove('spentProof', (p) => lt(p.expiresAt, now)),
      db.remove('session', (s) => lt(s.expiresAt, now)),
      db.remove('invitation', (i) => lt(i.expiresAt, now - 7 * DAY)),
    ],
    null,
  );
  const oldest = new Date(now - (await securityDays(ctx)) * DAY).toISOString().slice(0, 13);
  const old = [
    db.remove('securityCount', (s) => lt(s.hour, oldest)),
    db.remove('counter', (c) => and(eq(c.name, 'tip.flood'), lt(c.bucket, oldest))),
  ];
  await db.commit(old, null);
  await purgeCommands(ctx, now - 7 * DAY);
}

/** By age, some thousand a statement: a busy tenant's week must not lock the cell. */
async function purgeCommands({ db }: Ctx, before: number): Promise<void> {
  const c = db.rows.command;
  for (;;) {
    const [mark] = await db
      .select({ at: c.at })
      .from(c)
      .where(lt(c.at, before))
      .orderBy(asc(c.at))
      .limit(1)
      .offset(BATCH - 1);
    if (!mark) break;
    await db.commit([db.remove('command', (r) => lte(r.at, mark.at))], null);
  }
  await db.commit([db.remove('command', (r) => lt(r.at, before))], null);
}
