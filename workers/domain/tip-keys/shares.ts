import { and, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

export interface ShareRow {
  readonly roleKeyId: string;
  readonly personId: string;
  readonly name: string;
  readonly envelope: string;
}

/** The shares of these keys with their holders' names. */
export async function sharesOf({ db }: Ctx, keyIds: readonly string[]): Promise<ShareRow[]> {
  const { roleKeyShare: s, person: p } = db.rows;
  return db
    .select({ roleKeyId: s.roleKeyId, personId: s.personId, name: p.name, envelope: s.envelope })
    .from(s)
    .innerJoin(p, eq(p.id, s.personId))
    .where(among(s.roleKeyId, keyIds))
    .orderBy(s.roleKeyId, s.createdAt);
}

/**
 * Who had a share of these keys and lost it by leaving the role. The server removed the share; what the person may have kept
 * of it nobody can remove, so this stays a reason for a new epoch.
 */
export async function leftBehind(
  { db }: Ctx,
  keyIds: readonly string[],
): Promise<{ roleKeyId: string; personId: string; name: string }[]> {
  const { event: e, person: p } = db.rows;
  const who = sql<string>`${e.data} ->> '$.personId'`;
  return db
    .select({ roleKeyId: e.entityId, personId: p.id, name: p.name })
    .from(e)
    .innerJoin(p, eq(p.id, who))
    .where(and(eq(e.entity, 'role_key'), among(e.entityId, keyIds), eq(e.action, LEAVE)))
    .groupBy(e.entityId, p.id, p.name);
}

/** Action of the event by which a share is removed from somebody who may hold it no more. */
export const LEAVE = 'leave';
