import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { readSetting } from '../tips/settings.ts';

const every = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.criminalCase);
export type CaseRow = Awaited<ReturnType<typeof every>>[number];

/** Who may read cases reads all of them: no post that may is bound to a unit. */
export async function loadCase(ctx: Ctx, id: string): Promise<CaseRow> {
  const c = ctx.db.rows.criminalCase;
  const [row] = await every(ctx).where(eq(c.id, id));
  return found(row);
}

export interface Charge {
  readonly key: string;
  readonly name: string;
  readonly article: string;
}

/** Setting `case.charges`: the crimes that a danger can be, as the tenant lists them. */
export async function chargesOf(ctx: Ctx): Promise<Charge[]> {
  const { charges } = ((await readSetting(ctx, 'case.charges')) ?? {}) as { charges?: unknown };
  if (!Array.isArray(charges)) return [];
  return (charges as unknown[]).flatMap((one) => {
    const { key, name, article } = (one ?? {}) as Record<string, unknown>;
    return typeof key === 'string' && typeof name === 'string'
      ? [{ key, name, article: typeof article === 'string' ? article : '' }]
      : [];
  });
}
