import { and, eq, inArray } from 'drizzle-orm';
import type { DrawListName } from '../../contract/draws.ts';
import type { Exclusion } from '../../contract/expert-words.ts';
import type { Quota } from '../../protocol/draw.ts';
import type { EligibilityRule } from '../../protocol/eligibility.ts';
import type { Ctx } from '../context.ts';
import { ruleInForce } from '../eligibility/rules.ts';
import { enterpriseKey } from '../engagements/load.ts';
import { refuse } from '../errors.ts';
import { among, unitsBelow } from '../units/scope.ts';
import { exclusions, type Member } from './exclude.ts';
import { type DrawRow, specOf } from './rows.ts';

/** Somebody who may come out, or stands in the list with the reason why not. */
export interface Candidate {
  /** Id of a seat or a person, key of an enterprise. */
  readonly entry: string;
  readonly label: string;
  /** What the published code is opened to. */
  readonly who: string;
  readonly stratum: string;
  readonly excluded: Exclusion | null;
  readonly evidence: string;
}
export interface Built {
  readonly name: DrawListName;
  readonly quotas: readonly Quota[];
  readonly candidates: readonly Candidate[];
}

/** The lists of a draw as they are now. */
export async function buildLists(ctx: Ctx, row: DrawRow): Promise<{ lists: Built[]; teams: Record<string, number> }> {
  const spec = specOf(row);
  const { candidates, pools } = await expertsOf(ctx, row);
  const { double } = spec;
  if (!double) {
    const quotas = spec.quotas.map(({ poolId, n, alternates }) => ({ stratum: pools.get(poolId)!, n, alternates }));
    return { lists: [{ name: 'experts', quotas, candidates }], teams: {} };
  }
  const enterprises = double.enterprises.map((one) => ({
    entry: enterpriseKey(one.name, one.creditCode),
    label: one.name,
    who: one.creditCode === '' ? one.name : `${one.name}（${one.creditCode}）`,
    stratum: one.stratum,
    excluded: null,
    evidence: '',
  }));
  const inspectors = await inspectorsOf(ctx, double.inspectorUnitId);
  const places = double.take.reduce((sum, one) => sum + one.n, 0);
  const [each] = spec.quotas as [Spec1, ...Spec1[]];
  // Fewer people than places: the same ones go to several enterprises, in the order in which they were drawn.
  const free = (all: readonly Candidate[]) => all.filter((one) => one.excluded === null).length;
  const many = (of: readonly Candidate[], size: number) => Math.max(size, Math.min(size * places, free(of)));
  const experts = { n: many(candidates, each.n), alternates: each.alternates };
  return {
    lists: [
      { name: 'enterprises', quotas: double.take.map((one) => ({ ...one, alternates: 0 })), candidates: enterprises },
      {
        name: 'inspectors',
        quotas: [{ stratum: '', n: many(inspectors, double.inspectors.n), alternates: double.inspectors.alternates }],
        candidates: inspectors,
      },
      { name: 'experts', quotas: [{ stratum: pools.get(each.poolId)!, ...experts }], candidates },
    ],
    teams: { inspectors: double.inspectors.n, experts: each.n },
  };
}
type Spec1 = { poolId: string; n: number; alternates: number };

/** Members of the draw's pools, each with the reason why it stays out; and the pools' names, which are the strata. */
async function expertsOf(ctx: Ctx, row: DrawRow): Promise<{ candidates: Candidate[]; pools: Map<string, string> }> {
  const { expertSeat: s, expert: e, expertPool: p } = ctx.db.rows;
  const spec = specOf(row);
  const ids = spec.quotas.map((q) => q.poolId);
  const found = await ctx.db.select({ id: p.id, title: p.title, field: p.field }).from(p).where(among(p.id, ids));
  if (found.length < ids.length) refuse('not_found');
  const rules = new Map<string, EligibilityRule>();
  for (const pool of found) rules.set(pool.id, (await ruleInForce(ctx, pool.field, spec.fromDay)).rule);
  const members: Member[] = await ctx.db
    .select({
      id: s.id,
      expertId: s.expertId,
      poolId: s.poolId,
      state: s.state,
      number: s.number,
      passes: s.passes,
      passesOn: s.passesOn,
      termTo: s.termTo,
      name: e.name,
      employer: e.employer,
    })
    .from(s)
    .innerJoin(e, eq(e.id, s.expertId))
    .where(and(among(s.poolId, ids), inArray(s.state, ['appointed', 'suspended'])))
    .orderBy(s.id);
  const job = { enterprise: row.enterprise, creditCode: row.creditCode, fromDay: spec.fromDay, toDay: spec.toDay };
  const ruled = await exclusions(ctx, members, job, rules);
  const pools = new Map(found.map((pool) => [pool.id, pool.title]));
  const taken = new Map<string, string>();
  const candidates: Candidate[] = [];
  // By the order of the quotas: whoever sits in two pools counts in the first in which nothing speaks against it.
  for (const poolId of ids) {
    for (const m of members.filter((one) => one.poolId === poolId)) {
      const { reason, evidence } = ruled.get(m.id)!;
      const before = reason === null ? taken.get(m.expertId) : undefined;
      if (reason === null && before === undefined) taken.set(m.expertId, pools.get(poolId)!);
      candidates.push({
        entry: m.id,
        label: m.number ? `${m.name}（${m.number}）` : m.name,
        who: m.number ?? m.id,
        stratum: pools.get(poolId)!,
        excluded: before === undefined ? reason : 'elsewhere',
        evidence: before === undefined ? evidence : before,
      });
    }
  }
  return { candidates, pools };
}

/** People in service who hold the post of inspector in the unit or below it; null: in the whole tenant. */
async function inspectorsOf(ctx: Ctx, unitId: string | null): Promise<Candidate[]> {
  const { person: p, personRole: r, unit: u } = ctx.db.rows;
  const within = unitId === null ? undefined : among(r.unitId, await unitsBelow(ctx, unitId));
  const rows = await ctx.db
    .select({ id: p.id, name: p.name, unitId: p.unitId })
    .from(p)
    .innerJoin(r, eq(r.personId, p.id))
    .where(and(eq(r.role, 'inspector'), eq(p.status, 'active'), within))
    .orderBy(p.id);
  const units = await ctx.db
    .select({ id: u.id, shortName: u.shortName })
    .from(u)
    .where(among(u.id, new Set(rows.flatMap((row) => row.unitId ?? []))));
  const named = new Map(units.map((unit) => [unit.id, unit.shortName]));
  const people = new Map(rows.map((row) => [row.id, row]));
  return [...people.values()].map((row) => {
    const unit = named.get(row.unitId ?? '');
    const label = unit ? `${row.name}（${unit}）` : row.name;
    return { entry: row.id, label, who: label, stratum: '', excluded: null, evidence: '' };
  });
}
