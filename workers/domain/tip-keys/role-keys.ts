import { and, eq, sql } from 'drizzle-orm';
import type { Grant, Role } from '../../contract/access.ts';
import { type Statement, said } from '../../protocol/chain.ts';
import type { Ctx } from '../context.ts';
import type { Recipient } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';
import { rootsWord } from './chain.ts';

/** Which staff roles may hold the key of a role; `verification:{unit}` asks for the grant on that unit. */
const HOLDERS: Record<string, readonly Role[]> = {
  intake: ['tip_office'],
  root: ['tip_office', 'discipline'],
  discipline: ['discipline'],
  identity: ['identity_custodian'],
  verification: ['tip_verifier'],
};

/** The part of `verification:{unit}` before the colon, and the unit. */
export function splitRole(role: string): { kind: string; unitId: string } {
  const [kind = '', unitId = ''] = role.split(':', 2);
  return { kind, unitId };
}

const columns = (ctx: Ctx) => {
  const k = ctx.db.rows.roleKey;
  return { id: k.id, role: k.role, epoch: k.epoch, sealPublic: k.sealPublic };
};

export interface SignedRoleKey {
  readonly id: string;
  readonly role: string;
  readonly epoch: number;
  readonly sealPublic: string;
  readonly statement: Statement | null;
}

/**
 * The keys these roles use now, each with the root's word about it. Once there is a root, a key it has not signed is not
 * used yet: the epoch before stays in use until the root signs the new one.
 */
export async function activeRoleKeys(ctx: Ctx, roles: readonly string[]): Promise<SignedRoleKey[]> {
  const k = ctx.db.rows.roleKey;
  const [keys, { root, about }] = await Promise.all([
    ctx.db
      .select(columns(ctx))
      .from(k)
      .where(and(among(k.role, roles), eq(k.state, 'active'))),
    rootsWord(ctx, 'role', roles),
  ]);
  return keys.flatMap((key): SignedRoleKey[] => {
    const statement = about.get(key.role);
    if (statement && said(statement).id === key.id) return [{ ...key, statement }];
    return root ? [] : [{ ...key, statement: null }];
  });
}

export interface Keyholder {
  readonly personId: string;
  readonly name: string;
  readonly sealPublic: string;
  readonly signPublic: string;
}

/** Active people who may hold a share of this role's key and have keys of their own. */
export async function keyholders({ db }: Ctx, role: string): Promise<Keyholder[]> {
  const { person, personRole, officerKey } = db.rows;
  const { kind, unitId } = splitRole(role);
  return db
    .select({
      personId: officerKey.personId,
      name: person.name,
      sealPublic: officerKey.sealPublic,
      signPublic: officerKey.signPublic,
    })
    .from(officerKey)
    .innerJoin(person, eq(person.id, officerKey.personId))
    .innerJoin(personRole, eq(personRole.personId, officerKey.personId))
    .where(
      and(
        eq(person.status, 'active'),
        among(personRole.role, HOLDERS[kind] ?? []),
        unitId ? sql`${personRole.unitId} = ${unitId}` : undefined,
      ),
    )
    .groupBy(officerKey.personId, person.name, officerKey.sealPublic, officerKey.signPublic);
}

/** May somebody with these grants hold this role's key? */
export function holds(grants: readonly Grant[], role: string): boolean {
  const { kind, unitId } = splitRole(role);
  return grants.some((g) => (HOLDERS[kind] ?? []).includes(g.role) && (!unitId || g.unitId === unitId));
}

/** May the acting person hold this role's key? */
export const mayHold = ({ actor }: Ctx, role: string): boolean => actor.kind === 'person' && holds(actor.grants, role);

/** Whom word about this role's key is for. */
export function holderRecipients(role: string): Recipient[] {
  const { kind, unitId } = splitRole(role);
  return (HOLDERS[kind] ?? []).map((staff) => (unitId ? { role: staff, unitId, exact: true } : { role: staff }));
}
