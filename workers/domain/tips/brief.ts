import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { confirmFromTip, dismissFromTip } from '../hazards/from-tip.ts';
import { tipCounters } from './counters.ts';
import { loadOpened, type TipRow } from './rows.ts';

/** 转办摘要: what the handling unit will read. Tip and hazard are confirmed in one commit. */
export async function briefTip(ctx: Ctx, input: InputOf<typeof contract.brief>): Promise<{ hazardId: string }> {
  if (new Set(input.checked).size !== 5) throw new DomainError('brief_missing');
  const tip = await loadOpened(ctx, input);
  const { title, summary: description, level, sector, address, enterprise } = input;
  const placeUnitId = input.placeUnitId ?? tip.placeUnitId;
  const brief = { title, description, level, sector, address, enterprise, placeUnitId };
  const { writes } = await confirmFromTip(ctx, tip.hazardId, brief);
  return settle(ctx, tip, 'brief', 'confirmed', writes, { hazardId: tip.hazardId });
}

/** The reason goes to the reporter, through the receipt, and stays out of the events: they are read by more people. */
export async function refuseTip(ctx: Ctx, input: InputOf<typeof contract.refuseTip>): Promise<{ ok: true }> {
  const tip = await loadOpened(ctx, input);
  const { writes } = await dismissFromTip(ctx, tip.hazardId, input.reason);
  return settle(ctx, tip, 'refuse', 'not_established', writes, { ok: true });
}

async function settle<A>(
  ctx: Ctx,
  tip: TipRow,
  action: string,
  to: string,
  hazardWrites: Write[],
  answer: A,
): Promise<A> {
  const { write, head } = nextEvent(ctx, tip, {
    entity: 'tip',
    entityId: tip.id,
    action,
    from: tip.state,
    to,
    data: {},
  });
  const writes = [
    write,
    ctx.db.update('tip', { state: to, ...head }, (t) => eq(t.id, tip.id)),
    ...tipCounters(ctx, tip.state, to),
    ...hazardWrites,
  ];
  const done = await ctx.db.commit(writes, answer);
  ctx.ports.wakeOutbox();
  return done;
}
