import { and, eq, ne } from 'drizzle-orm';
import type * as contract from '../../contract/draws.ts';
import { MAX_PICKS } from '../../contract/draws.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { enterpriseKey } from '../engagements/load.ts';
import { refuse } from '../errors.ts';
import { inPool } from '../experts/sight.ts';
import { born } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { among } from '../units/scope.ts';
import { done, drawFor, sourceOf, step } from './rows.ts';

type Fields = InputOf<typeof contract.addDraw>;
type Born = OutputOf<typeof contract.addDraw>;

export async function addDraw(ctx: Ctx, input: Fields): Promise<Born> {
  await check(ctx, input);
  return create(ctx, columns(input), {});
}

export async function editDraw(
  ctx: Ctx,
  input: InputOf<typeof contract.editDraw>,
): Promise<OutputOf<typeof contract.editDraw>> {
  const row = await drawFor(ctx, input, 'edit');
  await check(ctx, input);
  return ctx.db.commit(step(ctx, row, 'edit', 'drafted', facts(input), columns(input)), done(row, 'drafted'));
}

/** Why the list was thrown away stays with it for good; whoever could know the seed already must not do it alone. */
export async function voidDraw(
  ctx: Ctx,
  input: InputOf<typeof contract.voidDraw>,
): Promise<OutputOf<typeof contract.voidDraw>> {
  const row = await drawFor(ctx, input, 'void');
  const source = sourceOf(row);
  const late = source !== null && ctx.now >= Date.parse(source.notBefore);
  return ctx.db.commit(step(ctx, row, 'void', 'void', { late }, { reason: input.reason }), done(row, 'void'));
}

/** A draft of its own that names the draw it repeats. */
export async function redrawOf(ctx: Ctx, input: InputOf<typeof contract.redraw>): Promise<Born> {
  const row = await drawFor(ctx, input, 'redraw');
  if ((await repeatedBy(ctx, row.id)) !== '') refuse('wrong_state');
  const { title, kind, poolId, enterprise, creditCode, spec } = row;
  const copied = { title, kind, poolId, enterprise, creditCode, spec };
  return create(ctx, copied, { redrawOf: row.id, reason: input.reason });
}

/** Number of the draw that repeats this one, or ''. A draft that was dropped repeats nothing. */
export async function repeatedBy({ db }: Ctx, id: string): Promise<string> {
  const d = db.rows.draw;
  const [again] = await db
    .select({ number: d.number })
    .from(d)
    .where(and(eq(d.redrawOf, id), ne(d.state, 'void')))
    .limit(1);
  return again?.number ?? '';
}

async function create(
  ctx: Ctx,
  fields: ReturnType<typeof columns>,
  again: { redrawOf?: string; reason?: string },
): Promise<Born> {
  const number = `${localDay(ctx.now).slice(0, 4)}-${String(await ctx.db.nextNumber('draw')).padStart(4, '0')}`;
  const id = ctx.newId();
  const made = { createdBy: personId(ctx), createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' };
  const row = { id, number, ...fields, state: 'drafted', ...again, ...made };
  const data = { kind: fields.kind, poolId: fields.poolId, redrawOf: again.redrawOf ?? null };
  return ctx.db.commit(born(ctx, 'draw', row, { action: 'add', to: 'drafted', data }), { id, number, version: 1 });
}

const columns = ({ title, kind, enterprise, creditCode, spec }: Fields) => ({
  ...{ title, kind: kind as string, enterprise, creditCode },
  poolId: spec.quotas[0]?.poolId ?? null,
  spec: JSON.stringify(spec),
});

const facts = ({ kind, spec }: Fields) => ({ kind, quotas: spec.quotas, fromDay: spec.fromDay, toDay: spec.toDay });

/** @throws `not_found` for a pool of somebody else's, `bad_request` for what contradicts itself */
async function check(ctx: Ctx, { kind, spec }: Fields): Promise<void> {
  const wrong = (path: string, message: string) => refuse('bad_request', { fields: [{ path, message }] });
  const poolIds = spec.quotas.map((q) => q.poolId);
  for (const poolId of new Set(poolIds)) await inPool(ctx, 'expert.draw', poolId);
  if (new Set(poolIds).size < poolIds.length) wrong('spec.quotas', '同一个专家库只能列一次');
  const p = ctx.db.rows.expertPool;
  const titles = await ctx.db.select({ title: p.title }).from(p).where(among(p.id, poolIds));
  if (new Set(titles.map((one) => one.title)).size < poolIds.length) wrong('spec.quotas', '所选专家库重名，请先改名');
  if (spec.toDay < spec.fromDay) wrong('spec.toDay', '不能早于开始日');
  if ((kind === 'double_random') !== (spec.double !== null)) wrong('spec.double', '双随机须填写受检单位和检查人员');
  const places = spec.double?.take.reduce((sum, one) => sum + one.n, 0) ?? 1;
  const inspectors = spec.double ? spec.double.inspectors.n * places + spec.double.inspectors.alternates : 0;
  const picks = spec.quotas.reduce((sum, q) => sum + q.n * places + q.alternates, 0) + inspectors;
  if (picks > MAX_PICKS) wrong('spec.quotas', `一次抽取连同候补最多 ${MAX_PICKS} 名`);
  if (!spec.double) return;
  if (spec.quotas.length > 1) wrong('spec.quotas', '双随机每次只用一个专家库');
  const { enterprises, take, inspectorUnitId } = spec.double;
  const keys = enterprises.map((one) => enterpriseKey(one.name, one.creditCode));
  const twice = keys.findIndex((key, i) => keys.indexOf(key) < i);
  if (twice >= 0) wrong(`spec.double.enterprises.${twice}.name`, '同一单位只能列一次');
  const strata = new Set(take.map((one) => one.stratum));
  if (strata.size < take.length) wrong('spec.double.take', '同一类别只能列一次');
  const strange = enterprises.findIndex((one) => !strata.has(one.stratum));
  if (strange >= 0) wrong(`spec.double.enterprises.${strange}.stratum`, '这一类别没有名额');
  if (inspectorUnitId) await checkUnitsExist(ctx, [['spec.double.inspectorUnitId', inspectorUnitId]]);
}
