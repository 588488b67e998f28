import { and, eq } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { unitProfiles as route } from '../../contract/unit-profiles.ts';
import type { UnitKind } from '../../contract/units.ts';
import type { Ctx } from '../context.ts';
import { isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { missingOf, profileRule, type Said } from './rule.ts';

/** All units that have to say it, a few hundred: what they lack is worked out of the tenant's own list of fields. */
export async function listProfiles(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { missing: only, cursor, limit } = input;
  const rule = await profileRule(ctx);
  const after = readCursor(cursor, ['number', 'string']);
  const units = (await covered(ctx, rule.kinds)).map(({ unit, said }) => ({
    unit,
    said,
    missing: missingOf(said, rule),
  }));
  const behind = ({ unit }: (typeof units)[number]) =>
    after === undefined || unit.sort > after[0] || (unit.sort === after[0] && unit.id > after[1]);
  const shown = units.filter((one) => behind(one) && (!only || one.missing.length > 0));
  const { items, next } = cut(shown, limit, ({ unit }) => [unit.sort, unit.id]);
  const names = await namesOf(
    ctx,
    items.flatMap(({ said }) => [said?.leaderId ?? null, said?.contactId ?? null]),
  );
  return {
    items: items.map(({ unit: { id, name, kind }, said, missing }) => ({
      ...{ id, name, kind: kind as UnitKind, missing },
      hasBody: said === null || said.hasBody === null ? null : said.hasBody === 1,
      body: said?.body ?? '',
      fullTime: said?.fullTime ?? null,
      partTime: said?.partTime ?? null,
      leader: names[said?.leaderId ?? ''] ?? '',
      contact: names[said?.contactId ?? ''] ?? '',
      updatedAt: isoOrNull(said?.updatedAt ?? null),
    })),
    next,
    total: units.length,
    complete: units.filter(({ missing }) => missing.length === 0).length,
    required: [...rule.required],
    basis: rule.basis,
    basisChecked: rule.basisChecked,
  };
}

async function covered({ db }: Ctx, kinds: readonly string[]) {
  const { unit: u, unitProfile: p } = db.rows;
  const units = await db
    .select({ id: u.id, name: u.name, kind: u.kind, sort: u.sort })
    .from(u)
    .where(and(among(u.kind, kinds), eq(u.active, true)))
    .orderBy(u.sort, u.id);
  const said = await db.select().from(p);
  const byUnit = new Map(said.map((row) => [row.id, row]));
  return units.map((unit) => ({ unit, said: (byUnit.get(unit.id) ?? null) as (Said & ProfileRow) | null }));
}

interface ProfileRow {
  readonly body: string;
  readonly fullTime: number | null;
  readonly partTime: number | null;
  readonly leaderId: string | null;
  readonly contactId: string | null;
  readonly updatedAt: number;
}
