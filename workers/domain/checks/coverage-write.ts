import { and, eq } from 'drizzle-orm';
import type * as contract from '../../contract/check-teams.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { checkUnitsExist } from '../people/check.ts';
import { loadPlan } from '../plans/rows.ts';
import { among } from '../units/scope.ts';
import { countTargets, mayPlan } from './coverage.ts';
import { targetKey } from './fields.ts';

/** A list is looked through by people: what is longer is a register. */
const MOST = 5_000;
const NOBODY = { unitId: null, enterprise: '', creditCode: '', address: '', placeUnitId: null };

/** 列入检查名单. Who stands there already is left as it is. */
export async function addCoverage(
  ctx: Ctx,
  input: InputOf<typeof contract.addCoverage>,
): Promise<OutputOf<typeof contract.addCoverage>> {
  const { db, now } = ctx;
  const { id: planId, unitIds, enterprises } = input;
  await planFor(ctx, planId);
  await checkUnitsExist(ctx, [
    ...unitIds.map((id) => ['unitIds', id] as const),
    ...enterprises.map((one, i) => [`enterprises.${i}.placeUnitId`, one.placeUnitId] as const),
  ]);
  const by = { planId, addedBy: personId(ctx), addedAt: now };
  const rows = [
    ...unitIds.map((unitId) => ({ ...by, ...NOBODY, key: targetKey(unitId, '', ''), unitId })),
    ...enterprises.map(({ name, creditCode, address, placeUnitId }) => ({
      ...by,
      ...NOBODY,
      key: targetKey(null, name, creditCode),
      ...{ enterprise: name, creditCode, address, placeUnitId },
    })),
  ];
  const wanted = new Map(rows.map((row) => [row.key, row]));
  const t = db.rows.checkTarget;
  const there = await db
    .select({ key: t.key })
    .from(t)
    .where(and(eq(t.planId, planId), among(t.key, wanted.keys())));
  for (const { key } of there) wanted.delete(key);
  const total = (await countTargets(ctx, planId, false)) + wanted.size;
  if (total > MOST) refuse('bad_request', { fields: [{ path: 'enterprises', message: `名单最多 ${MOST} 家` }] });
  return db.commit(db.insertMany('checkTarget', [...wanted.values()]), { added: wanted.size, total });
}

/** Off the list; visits made stay. */
export async function removeCoverage(
  ctx: Ctx,
  { id: planId, keys }: InputOf<typeof contract.removeCoverage>,
): Promise<OutputOf<typeof contract.removeCoverage>> {
  await planFor(ctx, planId);
  const t = ctx.db.rows.checkTarget;
  const there = await ctx.db
    .select({ key: t.key })
    .from(t)
    .where(and(eq(t.planId, planId), among(t.key, keys)));
  const total = (await countTargets(ctx, planId, false)) - there.length;
  const gone = ctx.db.remove('checkTarget', (row) => and(eq(row.planId, planId), among(row.key, keys)));
  return ctx.db.commit([gone], { total });
}

async function planFor(ctx: Ctx, planId: string): Promise<void> {
  const plan = await loadPlan(ctx, planId);
  if (plan.kind !== 'campaign') refuse('wrong_state');
  if (!(await mayPlan(ctx, plan))) refuse('forbidden');
}
