import { eq } from 'drizzle-orm';
import type { addUnit as addContract, editUnit as editContract } from '../../contract/people.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import type { UnitView } from './list.ts';
import { unitsBelow } from './scope.ts';

export async function addUnit(ctx: Ctx, input: InputOf<typeof addContract>): Promise<UnitView> {
  await checkUnitsExist(ctx, [['parentId', input.parentId]]);
  const row = { id: ctx.newId(), ...input, active: true };
  const data = { kind: input.kind, parentId: input.parentId };
  return ctx.db.commit(born(ctx, 'unit', row, { action: 'add', to: 'active', data }), { ...row, version: 1 });
}

/** A unit is never removed, only switched off: hazards and events of years point to it. */
export async function editUnit(ctx: Ctx, input: InputOf<typeof editContract>): Promise<UnitView> {
  const { unit: u } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ id: u.id, active: u.active, version: u.version, eventHash: u.eventHash })
    .from(u)
    .where(eq(u.id, input.id));
  const before = found(row);
  sameVersion(before, input.version);
  await checkUnitsExist(ctx, [['parentId', input.parentId]]);
  if (input.parentId !== null && (await unitsBelow(ctx, input.id)).has(input.parentId)) {
    return refuse('bad_request', { fields: [{ path: 'parentId', message: '上级单位不能是本单位或其下级' }] });
  }
  const { id, version: _, ...set } = input;
  const state = (active: boolean) => (active ? 'active' : 'inactive');
  const change = {
    action: 'edit',
    from: state(before.active),
    to: state(input.active),
    data: { kind: input.kind, parentId: input.parentId },
  };
  return ctx.db.commit(changed(ctx, 'unit', before, change, set), { id, ...set, version: before.version + 1 });
}
