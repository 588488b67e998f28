import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { draftSummons as draftRoute, editSummons as editRoute } from '../../contract/summonses.ts';
import type { SummonsState } from '../../contract/supervision-words.ts';
import type { Ctx } from '../context.ts';
import { newSummons } from './draft.ts';
import { aboutOf, once } from './order-draft.ts';
import { checkUnit, loadSummons } from './rows.ts';
import { type Done, takeStep } from './step.ts';

/** 拟约谈 by hand: after an accident, about a matter, or for another reason. @throws `order_open` */
export async function draftSummons(ctx: Ctx, input: InputOf<typeof draftRoute>): Promise<OutputOf<typeof draftRoute>> {
  const { cause, unitId, who, title, grounds } = input;
  const about = await aboutOf(ctx, input);
  await checkUnit(ctx, unitId);
  const { id, version, writes } = newSummons(ctx, { cause, ...about, unitId, who, title, grounds });
  return once(() => ctx.db.commit(writes, { id, version }));
}

export async function editSummons(ctx: Ctx, input: InputOf<typeof editRoute>): Promise<Done<SummonsState>> {
  const { unitId, who, title, grounds } = input;
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'edit', input, async () => {
    if (unitId !== row.unitId) await checkUnit(ctx, unitId);
    return { set: { unitId, who, title, grounds }, data: { unitId } };
  });
}
