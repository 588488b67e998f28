import { and, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { links } from '../../contract/cascade.ts';
import type { Ctx } from '../context.ts';

export type LinkView = z.output<typeof links.output>['items'][number];

const everyLink = ({ db }: Ctx) => db.select().from(db.rows.districtLink);
export type LinkRow = Awaited<ReturnType<typeof everyLink>>[number];

export async function linkWith(ctx: Ctx, direction: 'down' | 'up', slug: string): Promise<LinkRow | undefined> {
  const d = ctx.db.rows.districtLink;
  const [row] = await everyLink(ctx).where(and(eq(d.direction, direction), eq(d.slug, slug)));
  return row;
}

/** Units of ours that are districts, and take what we give them; hardly ever many, often none. */
export function linkedUnits(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  return ctx.ports.memo('linked units', async () => {
    const d = ctx.db.rows.districtLink;
    const rows = await ctx.db
      .select({ unitId: d.unitId, slug: d.slug })
      .from(d)
      .where(and(eq(d.direction, 'down'), eq(d.state, 'agreed')));
    return new Map(rows.flatMap(({ unitId, slug }) => (unitId === null ? [] : [[unitId, slug] as const])));
  });
}

export const viewOf = ({ id, direction, slug, name, unitId, state, version }: LinkRow): LinkView => ({
  ...{ id, slug, name, unitId, version },
  direction: direction as LinkView['direction'],
  state: state as LinkView['state'],
});
