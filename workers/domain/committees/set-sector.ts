import { and, desc, eq } from 'drizzle-orm';
import type { setSector as contract } from '../../contract/people.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { type Head, NO_EVENTS, nextEvent } from '../events.ts';
import { checkUnitsExist } from '../people/check.ts';

const LAST = 9_999;

/** Who regulates a sector; its hazards go there by default. A sector not yet listed comes last. */
export async function setSector(ctx: Ctx, input: InputOf<typeof contract>): Promise<{ ok: true }> {
  await checkUnitsExist(ctx, [['unitId', input.unitId]]);
  const { sector, label, unitId } = input;
  const body = { entity: 'sector', entityId: sector, action: 'set', from: null, to: 'set', data: { unitId } };
  const { write } = nextEvent(ctx, await headOf(ctx, 'sector', sector), body);
  const row = ctx.db.upsert('sectorRegulator', { sector, label, unitId, sort: LAST }, ['sector'], { label, unitId });
  return ctx.db.commit([write, row], { ok: true } as const);
}

/** Head of a chain whose entity keeps no head of its own. */
export async function headOf(ctx: Ctx, entity: string, entityId: string): Promise<Head> {
  const { event: e } = ctx.db.rows;
  const [last] = await ctx.db
    .select({ version: e.seq, eventHash: e.hash })
    .from(e)
    .where(and(eq(e.entity, entity), eq(e.entityId, entityId)))
    .orderBy(desc(e.seq))
    .limit(1);
  return last ?? NO_EVENTS;
}
