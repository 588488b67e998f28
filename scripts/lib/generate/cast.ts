import { and, asc, eq } from 'drizzle-orm';
import type { Calendar } from '../../../workers/domain/clocks/due.ts';
import { loadPolicies, type Policy } from '../../../workers/domain/clocks/policy.ts';
import type { Ctx } from '../../../workers/domain/context.ts';

/** Who acts in a generated ledger and where: those who hold the roles in this tenant. */
export interface Cast {
  readonly reporters: readonly string[];
  readonly office: string;
  readonly inspector: string;
  readonly handlers: readonly { readonly id: string; readonly unitId: string }[];
  readonly places: readonly string[];
  readonly policies: readonly Policy[];
  readonly calendar: Calendar;
}

const GROUND = ['street', 'town', 'township', 'community', 'village', 'grid'];

/** @throws Error when nobody is there to act */
export async function castOf(ctx: Ctx, fromYear: number, toYear: number): Promise<Cast> {
  const { personRole: r, person: p, unit: u } = ctx.db.rows;
  const holders = await ctx.db
    .select({ id: p.id, role: r.role, unitId: r.unitId })
    .from(r)
    .innerJoin(p, eq(p.id, r.personId))
    .where(and(eq(p.status, 'active')))
    .orderBy(asc(p.id), asc(r.role), asc(r.unitId));
  const units = await ctx.db.select({ id: u.id, kind: u.kind }).from(u).where(eq(u.active, true)).orderBy(u.id);
  const having = (role: string) => holders.filter((h) => h.role === role);
  const handlers = having('unit_handler').filter((h) => h.unitId !== '');
  const [office, inspector] = [having('commission_office')[0], having('inspector')[0]];
  if (!office || !inspector || handlers.length === 0) throw new Error('no office, inspector or handler in this tenant');
  const ground = units.filter((unit) => GROUND.includes(unit.kind));
  const years = new Map<number, ReadonlyMap<string, boolean> | undefined>();
  for (let year = fromYear; year <= toYear + 1; year++) years.set(year, await ctx.ports.calendar(year));
  const reporters = [...having('grid_worker'), inspector].map((h) => h.id);
  return {
    reporters,
    office: office.id,
    inspector: inspector.id,
    handlers,
    places: (ground.length > 0 ? ground : units).slice(0, 40).map((unit) => unit.id),
    policies: await loadPolicies(ctx, 'hazard', ['accept', 'rectify', 'verify']),
    calendar: (year) => years.get(year),
  };
}
