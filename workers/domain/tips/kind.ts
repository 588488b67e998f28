import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { ClockChange } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { factsOf } from '../hazards/assign.ts';
import { adjustFromTip } from '../hazards/from-tip.ts';
import { type HazardRow, hazardOfTip } from '../hazards/rows.ts';
import { loadOpened, type TipRow } from './rows.ts';
import { tipStep } from './step.ts';
import { tipFacts } from './tip-clocks.ts';

/** What an officer makes of it. Saying so accepts it, and another kind runs by another set of limits. */
export async function setKind(ctx: Ctx, input: InputOf<typeof contract.setKind>): Promise<{ version: number }> {
  const tip = await loadOpened(ctx, input);
  const hazard = await hazardOfTip(ctx, tip.hazardId);
  const { kind } = input;
  const { writes, head } = tipStep(ctx, tip, { action: 'kind', set: { kind }, data: { from: tip.kind, to: kind } });
  const clocks = hazard.state === 'reported' ? clockSet(hazard, tip, kind) : undefined;
  const adjusted = clocks ? await adjustFromTip(ctx, hazard, 'limits', { clocks, data: { kind } }) : [];
  return ctx.db.commit([...writes, ...adjusted], { version: head.version });
}

/**
 * A petition is accepted by a notice of its own, in time counted from its coming in; all else is accepted herewith. Found to be
 * major, the place is to be looked at in the shorter limit from now: nobody knew before.
 */
function clockSet(hazard: HazardRow, tip: TipRow, kind: string): ClockChange {
  const facts = { ...factsOf(hazard), ...tipFacts({ track: tip.track, kind }) };
  if (kind === tip.kind) return kind === 'petition' ? {} : { stop: [{ kind: 'accept', outcome: 'accepted' }] };
  const anchorAt = kind === 'major' ? undefined : hazard.createdAt;
  return {
    stop: [
      { kind: 'accept', outcome: kind === 'petition' ? 'other_kind' : 'accepted' },
      { kind: 'verify', outcome: 'other_kind' },
    ],
    start: [
      ...(kind === 'petition' ? [{ kind: 'accept' as const, facts, unitId: hazard.placeUnitId, anchorAt }] : []),
      { kind: 'verify', facts, unitId: hazard.placeUnitId, anchorAt },
    ],
  };
}
