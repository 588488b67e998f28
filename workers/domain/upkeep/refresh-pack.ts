import { desc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { loadPackStep } from '../packs/load.ts';
import type { PackStep } from '../packs/pack.ts';
import { packs } from '../tenants/provision.ts';

/** What a newer version of a pack may bring to a tenant in use: rules it has none of yet. Its units stay its own. */
const STEPS: readonly PackStep[] = ['policies', 'settings'];

/**
 * Rules that came after this tenant was opened: without its policy a new kind of clock would never run. Adds what is
 * missing, changes nothing; answers how many rows came.
 */
export async function refreshPack(ctx: Ctx): Promise<number> {
  const e = ctx.db.rows.event;
  const loads = await ctx.db
    .select({ entityId: e.entityId })
    .from(e)
    .where(eq(e.entity, 'pack'))
    .orderBy(desc(e.entityId))
    .limit(50);
  const known = loads.flatMap(({ entityId }) => {
    const [, key, version] = /^([\w-]+)@(\d+):/.exec(entityId) ?? [];
    return key === undefined ? [] : [{ key, version: Number(version) }];
  });
  const key = known[0]?.key;
  const version = Math.max(0, ...known.filter((load) => load.key === key).map((load) => load.version));
  const pack = key === undefined ? undefined : (await packs())[key];
  if (!pack || pack.version <= version) return 0;
  let added = 0;
  for (const step of STEPS) added += (await loadPackStep(ctx, pack, step)).added;
  return added;
}
