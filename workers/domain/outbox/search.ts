import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

interface Words {
  readonly seq: number;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly address: string;
  readonly enterprise: string;
}

/** What of a hazard can be found. */
export const entryOf = ({ seq, number, title, description, address, enterprise }: Words) => ({
  seq,
  text: `${number} ${title} ${description} ${address} ${enterprise}`,
});

/** Puts hazards as they stand now into the index; restricted ones are taken out: what is found there is seen by all. */
export async function indexHazards(ctx: Ctx, hazardIds: readonly string[]): Promise<void> {
  const h = ctx.db.rows.hazard;
  const rows = await ctx.db
    .select({
      seq: h.seq,
      restricted: h.restricted,
      number: h.number,
      title: h.title,
      description: h.description,
      address: h.address,
      enterprise: h.enterprise,
    })
    .from(h)
    .where(among(h.id, hazardIds));
  const shown = rows.filter((row) => row.restricted === 0);
  const hidden = rows.filter((row) => row.restricted !== 0);
  await ctx.ports.search.replace(
    shown.map(entryOf),
    hidden.map((row) => row.seq),
  );
}
