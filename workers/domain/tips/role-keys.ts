import { and, desc, eq } from 'drizzle-orm';
import { ROLES, type Role } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';
import { type Head, NO_EVENTS } from '../events.ts';
import { among } from '../units/scope.ts';

/** The keys new tips are sealed to: for now the intake role's active epoch. */
export async function activeRoleKeys({ db }: Ctx) {
  const k = db.rows.roleKey;
  return db
    .select({ id: k.id, role: k.role, epoch: k.epoch, sealPublic: k.sealPublic })
    .from(k)
    .where(and(eq(k.role, 'intake'), eq(k.state, 'active')));
}

/** Head of an entity that keeps no state row of its own. */
export async function headOf({ db }: Ctx, entity: string, entityId: string): Promise<Head> {
  const e = db.rows.event;
  const [row] = await db
    .select({ version: e.seq, eventHash: e.hash })
    .from(e)
    .where(and(eq(e.entity, entity), eq(e.entityId, entityId)))
    .orderBy(desc(e.seq))
    .limit(1);
  return row ?? NO_EVENTS;
}

const KEEPERS = (Object.keys(ROLES) as Role[]).filter((role) =>
  (ROLES[role].permissions as readonly string[]).includes('tip.key'),
);

/** Active people who may hold a share of a role key, with the public key it is sealed to. */
export async function keyholders({ db }: Ctx): Promise<{ personId: string; name: string; sealPublic: string }[]> {
  const { person, personRole, officerKey } = db.rows;
  return db
    .select({ personId: officerKey.personId, name: person.name, sealPublic: officerKey.sealPublic })
    .from(officerKey)
    .innerJoin(person, eq(person.id, officerKey.personId))
    .innerJoin(personRole, eq(personRole.personId, officerKey.personId))
    .where(and(eq(person.status, 'active'), among(personRole.role, KEEPERS)))
    .groupBy(officerKey.personId, person.name, officerKey.sealPublic);
}
