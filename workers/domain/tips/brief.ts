import type { Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { TipState } from '../../contract/tips.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { confirmFromTip, dismissFromTip, reopenFromTip } from '../hazards/from-tip.ts';
import { type HazardRow, hazardOfTip } from '../hazards/rows.ts';
import { loadOpened, type TipRow } from './rows.ts';
import { tipStep } from './step.ts';
import { endTipClocks } from './tip-clocks.ts';

/** 转办摘要: what the handling unit will read. Tip and hazard are confirmed in one commit. */
export async function briefTip(ctx: Ctx, input: InputOf<typeof contract.brief>): Promise<{ hazardId: string }> {
  if (new Set(input.checked).size !== 5) throw new DomainError('brief_missing');
  const tip = await loadOpened(ctx, input);
  const { title, summary: description, level, sector, address, enterprise } = input;
  const placeUnitId = input.placeUnitId ?? tip.placeUnitId;
  const brief = { title, description, level, sector, address, enterprise, placeUnitId };
  const hazard = await hazardOfTip(ctx, tip.hazardId);
  const answer = { hazardId: tip.hazardId };
  if (hazard.state === 'reported') {
    return settle(
      ctx,
      tip,
      { action: 'brief', to: 'confirmed' },
      (await confirmFromTip(ctx, hazard.id, brief)).writes,
      answer,
    );
  }
  // Refused once, and opened again by a report of retaliation: the hazard may turn out to be one after all.
  if (hazard.state === 'not_established' && hazard.restricted !== 0) {
    return settle(
      ctx,
      tip,
      { action: 'brief', to: 'confirmed' },
      (await reopenFromTip(ctx, hazard.id, brief)).writes,
      answer,
    );
  }
  return settle(ctx, tip, { action: 'brief', to: asHazard(hazard) }, [], answer);
}

/** The reason goes to the reporter, through the receipt, and stays out of the events: they are read by more people. */
export async function refuseTip(ctx: Ctx, input: InputOf<typeof contract.refuseTip>): Promise<{ ok: true }> {
  const tip = await loadOpened(ctx, input);
  const hazard = await hazardOfTip(ctx, tip.hazardId);
  if (hazard.state === 'reported') {
    const { writes } = await dismissFromTip(ctx, hazard.id, input.reason);
    return settle(ctx, tip, { action: 'refuse', to: 'not_established' }, writes, { ok: true });
  }
  // Opened again by a report of retaliation: what is refused is that; the hazard goes on as it was.
  const told = { told: input.reason };
  return settle(ctx, tip, { action: 'refuse', to: asHazard(hazard), set: told }, [], { ok: true });
}

/** The state a tip has beside a hazard that was decided before. */
function asHazard({ state }: HazardRow): TipState {
  return state === 'not_established' || state === 'merged' ? state : 'confirmed';
}

async function settle<A>(
  ctx: Ctx,
  tip: TipRow,
  step: { action: string; to: TipState; set?: Partial<TipRow> },
  hazardWrites: Write[],
  answer: A,
): Promise<A> {
  const set = { extensionBy: null, priority: 0, ...step.set };
  const clocks = await endTipClocks(ctx, tip.id, step.to);
  const done = await ctx.db.commit([...tipStep(ctx, tip, { ...step, set }).writes, ...hazardWrites, ...clocks], answer);
  ctx.ports.wakeOutbox();
  return done;
}
