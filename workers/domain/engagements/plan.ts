import { and, eq, inArray } from 'drizzle-orm';
import type { planEngagement as route } from '../../contract/engagements.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { isCreditCode } from '../../protocol/credit-code.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { inPool } from '../experts/sight.ts';
import { checkPlace } from '../hazards/report.ts';
import { checkUnit } from '../supervision/rows.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { newEngagementWrites, type Seated } from './create.ts';
import { BARS, fitnessOf, seatsOf, type Wanted } from './fitness.ts';
import { enterpriseKey } from './load.ts';
import { fieldOf } from './statement.ts';

const bad = (path: string, message: string): never => refuse('bad_request', { fields: [{ path, message }] });

/** Arranges work of experts: from a finished draw, or with members of a pool chosen by hand. Nobody is told yet. */
export async function planEngagement(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { seatIds, drawId, ...fields } = input;
  checkDays(input);
  checkCode(input.creditCode);
  if (!covers(await scopeOf(ctx, 'expert.engage'), input.unitId)) bad('unitId', '只能由您负责的单位安排');
  await checkUnit(ctx, input.unitId);
  await checkPlace(ctx, input.placeUnitId);
  const drawn = drawId === null ? undefined : await drawOf(ctx, drawId, input);
  const poolId = drawn?.poolId ?? input.poolId;
  if (poolId === null && seatIds.length > 0) bad('poolId', '请先选择专家库');
  if (poolId !== null) await inPool(ctx, 'expert.engage', poolId);
  const ids = [...new Set([...(drawn?.seatIds ?? []), ...seatIds])];
  const parts = poolId === null ? [] : await seated(ctx, poolId, ids, input);
  const made = await newEngagementWrites(ctx, { ...fields, poolId, drawId, parts });
  const answer = { id: made.engagementId, number: made.number, version: 1 };
  const done = await ctx.db.commit(made.writes, answer);
  ctx.ports.wakeOutbox();
  return done;
}

/** @throws `bad_request` when the work would end before it begins */
export function checkDays({ fromDay, toDay }: { fromDay: string; toDay: string }): void {
  if (toDay < fromDay) bad('toDay', '结束日期不能早于开始日期');
}

/** @throws `bad_request` for a credit code whose check sign is wrong */
export function checkCode(creditCode: string): void {
  if (creditCode !== '' && !isCreditCode(creditCode.toUpperCase())) bad('creditCode', '统一社会信用代码不对，请核对');
}

/** Members of the pool who may be asked: all of them must be free of what bars. @throws `bad_request` */
export async function seated(ctx: Ctx, poolId: string, seatIds: readonly string[], wanted: Wanted): Promise<Seated[]> {
  if (seatIds.length === 0) return [];
  const seats = await seatsOf(ctx, poolId, seatIds);
  if (seats.length < new Set(seatIds).size) bad('seatIds', '有专家不在这个专家库里');
  const fitness = await fitnessOf(ctx, (await fieldOf(ctx, poolId)).field, seats, wanted);
  if ([...fitness.values()].some(({ against }) => against.some((why) => BARS.includes(why)))) {
    bad('seatIds', '有专家与受检单位有利害关系、已停聘或聘期已满，不能安排');
  }
  return seats.map((seat) => ({ seatId: seat.id, expertId: seat.expertId }));
}

/** Who came out of a draw and accepted. @throws `wrong_state` before it was drawn */
export async function drawOf(
  ctx: Ctx,
  id: string,
  at: { readonly enterprise: string; readonly creditCode: string } | undefined,
) {
  const { draw: d, drawPick: k } = ctx.db.rows;
  const [draw] = await ctx.db.select().from(d).where(eq(d.id, id));
  const { poolId, state, number, enterprise, creditCode } = found(draw);
  if (poolId === null) return refuse('not_found');
  await inPool(ctx, 'expert.engage', poolId);
  if (state !== 'drawn' && state !== 'done') refuse('wrong_state');
  // A draw was for one enterprise: its result is not carried to another.
  const own = enterprise === '' || !at || enterpriseKey(at.enterprise, '') === enterpriseKey(enterprise, '');
  if (!own) bad('enterprise', '与抽取时的受检单位不一致');
  const picks = await ctx.db
    .select({ entry: k.entry })
    .from(k)
    .where(and(eq(k.drawId, id), inArray(k.state, ['accepted'])))
    .orderBy(k.list, k.position);
  // Of a double draw the other lists hold enterprises and inspectors: no seats of this pool.
  const seats = await seatsOf(
    ctx,
    poolId,
    picks.map((pick) => pick.entry),
  );
  return { poolId, number, enterprise, creditCode, seatIds: seats.map((seat) => seat.id) };
}
