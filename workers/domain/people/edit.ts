import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Grant } from '../../contract/access.ts';
import type { editPerson as contract } from '../../contract/people.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { grantsOf } from '../sessions/grants.ts';
import { endSessionsOf } from '../sessions/sign-out.ts';
import { leaveWrites } from '../tip-keys/leave.ts';
import { nameOfUnit } from '../units/list.ts';
import { changed, sameVersion } from './chain.ts';
import { checkGrants, checkUnitsExist, keyOf, plainPhone } from './check.ts';
import type { PersonView } from './view.ts';

/** Fields, roles and state of a person. Disabling ends every session at once; roles reach the next access token. */
export async function editPerson(ctx: Ctx, input: InputOf<typeof contract>): Promise<PersonView> {
  const { db } = ctx;
  const { person: p } = db.rows;
  const [row] = await db
    .select({
      id: p.id,
      username: p.username,
      status: p.status,
      passwordHash: p.passwordHash,
      version: p.version,
      eventHash: p.eventHash,
    })
    .from(p)
    .where(eq(p.id, input.id));
  const before = found(row);
  sameVersion(before, input.version);
  // Only the person's own link makes them active: nobody else may choose their password.
  const back = input.status !== before.status && input.status !== 'disabled';
  if (back && (input.status === 'active') !== (before.passwordHash !== null)) {
    return refuse('wrong_state');
  }
  await checkUnitsExist(ctx, [['unitId', input.unitId]]);
  const roles = await checkGrants(ctx, input.roles);
  const held = await grantsOf(ctx, before.id);
  const { name, unitId, post, status } = input;
  const phone = plainPhone(input.phone);
  const governs = (grants: readonly Grant[], state: string) =>
    state === 'active' && grants.some((g) => g.role === 'tenant_admin');
  const resigns = governs(held, before.status) && !governs(roles, status);
  const data = { unitId, roles: roles.map(keyOf) };
  const writes: Write[] = [
    ...roleWrites(ctx, before.id, held, roles),
    ...changed(
      ctx,
      'person',
      before,
      { action: 'edit', from: before.status, to: status, data },
      { name, phone, unitId, post, status },
    ),
  ];
  if (resigns)
    writes.push(db.update('person', { status: whileGoverned(ctx, before.id, status) }, (t) => eq(t.id, before.id)));
  writes.push(...(await leaveWrites(ctx, { id: before.id, grants: roles, active: status === 'active' })));
  if (status === 'disabled') {
    writes.push(endSessionsOf(ctx, before.id));
    writes.push(db.remove('invitation', (i) => and(eq(i.personId, before.id), isNull(i.usedAt))));
  }
  const unitName = await nameOfUnit(ctx, unitId);
  const view = { id: before.id, name, username: before.username, phone, unitId, unitName, post, status, roles };
  try {
    return await db.commit(writes, { ...view, version: before.version + 1 });
  } catch (error) {
    if (resigns && /NOT NULL constraint failed: person\.status/.test(String(error)))
      return refuse('last_administrator');
    throw error;
  }
}

/** The state, or NULL, which the column refuses, if no other administrator is left: decided inside the commit itself. */
function whileGoverned(ctx: Ctx, id: string, status: string) {
  const { person: p, personRole: r } = ctx.db.rows;
  const others = ctx.db
    .select({ id: p.id })
    .from(p)
    .innerJoin(r, and(eq(r.personId, p.id), eq(r.role, 'tenant_admin')))
    .where(and(eq(p.status, 'active'), ne(p.id, id)));
  return sql<string>`CASE WHEN EXISTS ${others} THEN ${status} END`;
}

/** Taken and given roles; those kept keep the day they were given. */
function roleWrites(ctx: Ctx, id: string, held: readonly Grant[], roles: readonly Grant[]): Write[] {
  const [before, after] = [new Set(held.map(keyOf)), new Set(roles.map(keyOf))];
  const taken = held.filter((g) => !after.has(keyOf(g)));
  const given = roles.filter((g) => !before.has(keyOf(g)));
  return [
    ...taken.map((g) =>
      ctx.db.remove('personRole', (r) => and(eq(r.personId, id), eq(r.role, g.role), eq(r.unitId, g.unitId))),
    ),
    ...given.map((g) => ctx.db.insert('personRole', { personId: id, ...g, grantedAt: ctx.now })),
  ];
}
