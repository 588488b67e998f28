import { eq } from 'drizzle-orm';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';

/** The acting person's row, as the verbs on their own credentials need it. @throws `not_signed_in` unless active. */
export async function ownRow(ctx: Ctx) {
  const { person: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({
      id: p.id,
      name: p.name,
      username: p.username,
      status: p.status,
      passwordHash: p.passwordHash,
      totpSecret: p.totpSecret,
      totpLastStep: p.totpLastStep,
      lockedUntil: p.lockedUntil,
      version: p.version,
      eventHash: p.eventHash,
    })
    .from(p)
    .where(eq(p.id, personId(ctx)));
  return row?.status === 'active' ? row : refuse('not_signed_in');
}
