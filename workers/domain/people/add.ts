import type { addPerson as contract } from '../../contract/people.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { nameOfUnit } from '../units/list.ts';
import { born } from './chain.ts';
import { checkGrants, checkUnitsExist, keyOf, plainPhone } from './check.ts';
import { invite } from './invite.ts';

/** A person with roles, and the link by which they choose a password. */
export async function addPerson(ctx: Ctx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  await checkUnitsExist(ctx, [['unitId', input.unitId]]);
  const roles = await checkGrants(ctx, input.roles);
  const { username, name, unitId, post } = input;
  const row = { id: ctx.newId(), name, username, phone: plainPhone(input.phone), unitId, post, createdAt: ctx.now };
  const link = invite(ctx, row.id, 'invite');
  const data = { unitId, roles: roles.map(keyOf) };
  const writes = [
    ...born(ctx, 'person', row, { action: 'add', to: 'invited', data }),
    ...roles.map((g) => ctx.db.insert('personRole', { personId: row.id, ...g, grantedAt: ctx.now })),
    ...link.writes,
  ];
  const { createdAt: _, ...shown } = row;
  const person = { ...shown, unitName: await nameOfUnit(ctx, unitId), status: 'invited' as const, roles, version: 1 };
  return ctx.db.commit(writes, { person, invitePath: link.path });
}
