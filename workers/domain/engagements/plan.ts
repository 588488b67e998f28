import { and, eq } from 'drizzle-orm';
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
  const parts = await seated(ctx, [...new Set([...(drawn?.seatIds ?? []), ...seatIds])], input);
  const poolId = input.poolId ?? drawn?.poolId ?? parts[0]?.poolId ?? null;
  if (poolId !== null) await inPool(ctx, 'expert.engage', poolId);
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

/** Members of pools one keeps who may be asked: all of them must be free of what bars. @throws `bad_request` */
export async function seated(ctx: Ctx, seatIds: readonly string[], wanted: Wanted): Promise<(Seated & InPool)[]> {
  const seats = seatIds.length === 0 ? [] : await seatsOf(ctx, seatIds);
  if (seats.length < new Set(seatIds).size) bad('seatIds', '有专家不在专家库里');
  for (const [poolId, own] of Map.groupBy(seats, (seat) => seat.poolId)) {
    await inPool(ctx, 'expert.engage', poolId);
    const fitness = await fitnessOf(ctx, (await fieldOf(ctx, poolId)).field, own, wanted);
    if ([...fitness.values()].some(({ against }) => against.some((why) => BARS.includes(why)))) {
      bad('seatIds', '有专家与受检单位有利害关系、已停聘或聘期已满，不能安排');
    }
  }
  if (new Set(seats.map((seat) => seat.expertId)).size < seats.length) bad('seatIds', '同一位专家只能选一次');
  return seats.map(({ id, expertId, poolId }) => ({ seatId: id, expertId, poolId }));
}
interface InPool {
  readonly poolId: string;
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
  await inPool(ctx, 'expert.engage', poolId ?? '');
  if (state !== 'drawn' && state !== 'done') refuse('wrong_state');
  // A draw was for one enterprise: its result is not carried to another.
  const own = enterprise === '' || !at || enterpriseKey(at.enterprise, '') === enterpriseKey(enterprise, '');
  if (!own) bad('enterprise', '与抽取时的受检单位不一致');
  const picks = await ctx.db
    .select({ entry: k.entry })
    .from(k)
    .where(and(eq(k.drawId, id), eq(k.state, 'accepted')))
    .orderBy(k.list, k.position);
  // Of a double draw the other lists hold enterprises and inspectors: no seats.
  const seats = await seatsOf(
    ctx,
    picks.map((pick) => pick.entry),
  );
  const pool = poolId ?? seats[0]?.poolId ?? null;
  return { poolId: pool, number, enterprise, creditCode, seatIds: seats.map((seat) => seat.id) };
}
