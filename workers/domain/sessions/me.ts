import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { type Permission, ROLES } from '../../contract/access.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { whoami as contract, sessions as listContract } from '../../contract/session.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
import { grantsOf } from './grants.ts';
import { IDLE_MS } from './refresh-token.ts';

export async function whoami(ctx: Ctx): Promise<OutputOf<typeof contract>> {
  const id = personId(ctx);
  const { person: p, unit: u } = ctx.db.rows;
  const [found] = await ctx.db
    .select({
      name: p.name,
      username: p.username,
      phone: p.phone,
      post: p.post,
      unitId: p.unitId,
      totpSecret: p.totpSecret,
      status: p.status,
    })
    .from(p)
    .where(eq(p.id, id));
  if (found?.status !== 'active' || ctx.actor.kind !== 'person') return refuse('not_signed_in');
  const grants = await grantsOf(ctx, id);
  const units = await ctx.db
    .select({ id: u.id, name: u.name })
    .from(u)
    .where(among(u.id, [found.unitId ?? '', ...grants.map((g) => g.unitId)]));
  const nameOf = (unitId: string | null) => units.find((unit) => unit.id === unitId)?.name ?? null;
  const permissions = new Set<Permission>(grants.flatMap((g) => ROLES[g.role].permissions as readonly Permission[]));
  const { no, slug, name, shortName, level, status, notice } = ctx.tenant;
  return {
    personId: id,
    name: found.name,
    username: found.username,
    phone: found.phone,
    post: found.post,
    unitId: found.unitId,
    unitName: nameOf(found.unitId),
    grants: grants.map((g) => ({ ...g, label: ROLES[g.role].label, unitName: nameOf(g.unitId) })),
    permissions: [...permissions],
    totp: found.totpSecret !== null,
    sessionId: ctx.actor.sessionId,
    tenant: { no, slug, name, shortName, level, status, notice },
  };
}

/** Sessions that could still be refreshed, the last used first. */
export async function mySessions(ctx: Ctx): Promise<OutputOf<typeof listContract>> {
  const own = personId(ctx);
  const current = ctx.actor.kind === 'person' ? ctx.actor.sessionId : '';
  const { session: s } = ctx.db.rows;
  const rows = await ctx.db
    .select({ id: s.id, label: s.label, createdAt: s.createdAt, lastUsedAt: s.lastUsedAt })
    .from(s)
    .where(and(eq(s.personId, own), isNull(s.endedAt), gt(s.expiresAt, ctx.now), gt(s.lastUsedAt, ctx.now - IDLE_MS)))
    .orderBy(desc(s.lastUsedAt), desc(s.id))
    .limit(100);
  return {
    items: rows.map((row) => ({
      ...row,
      createdAt: new Date(row.createdAt).toISOString(),
      lastUsedAt: new Date(row.lastUsedAt).toISOString(),
      current: row.id === current,
    })),
  };
}
