import { eq } from 'drizzle-orm';
import type { OutputOf } from '../../contract/route.ts';
import type { unitProfile as route } from '../../contract/unit-profiles.ts';
import type { UnitKind } from '../../contract/units.ts';
import { type Ctx, can } from '../context.ts';
import { found } from '../errors.ts';
import { isoOrNull, namesOf } from '../hazards/view.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { missingOf, profileRule } from './rule.ts';

const MOST_ALIASES = 100;

export async function oneProfile(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof route>> {
  const { unit: u, unitProfile: p, unitAlias: a } = ctx.db.rows;
  const [units, profiles, aliases, rule, mayEdit] = await Promise.all([
    ctx.db.select({ name: u.name, kind: u.kind }).from(u).where(eq(u.id, id)),
    ctx.db.select().from(p).where(eq(p.id, id)),
    ctx.db.select({ id: a.id, alias: a.alias }).from(a).where(eq(a.unitId, id)).orderBy(a.alias).limit(MOST_ALIASES),
    profileRule(ctx),
    mayEditProfile(ctx, id),
  ]);
  const { name, kind } = found(units[0]);
  const said = profiles[0] ?? null;
  const names = await namesOf(ctx, [said?.leaderId ?? null, said?.contactId ?? null]);
  return {
    ...{ id, name, kind: kind as UnitKind, aliases, mayEdit, mayForget: can(ctx, 'people.manage') },
    hasBody: said === null || said.hasBody === null ? null : said.hasBody === 1,
    body: said?.body ?? '',
    bodySince: said?.bodySince ?? null,
    bodyDocNo: said?.bodyDocNo ?? '',
    fullTime: said?.fullTime ?? null,
    partTime: said?.partTime ?? null,
    leaderId: said?.leaderId ?? null,
    contactId: said?.contactId ?? null,
    certified: said?.certified ?? null,
    engineers: said?.engineers ?? null,
    leader: names[said?.leaderId ?? ''] ?? '',
    contact: names[said?.contactId ?? ''] ?? '',
    required: [...rule.required],
    missing: missingOf(said, rule),
    updatedAt: isoOrNull(said?.updatedAt ?? null),
    version: said?.version ?? 0,
  };
}

/** The unit itself, those above it, and the office. */
export async function mayEditProfile(ctx: Ctx, unitId: string): Promise<boolean> {
  return can(ctx, 'committee.manage') || covers(await scopeOf(ctx, 'duty.do'), unitId);
}
