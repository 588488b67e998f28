import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { HazardState } from '../../contract/hazards.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { stepOf } from '../machine.ts';
import { OPEN } from '../tips/desks.ts';
import { factsOf } from './assign.ts';
import { settled } from './confirm.ts';
import { counterWrites } from './counters.ts';
import { HAZARD_MACHINE } from './machine.ts';
import { checkPlace } from './report.ts';
import { type HazardRow, hazardOfTip } from './rows.ts';
import { type Change, stepWrites } from './transition.ts';

/** 转办摘要: the words the handling unit will read instead of the tip's. */
export type TipBrief = Pick<
  HazardRow,
  'title' | 'description' | 'level' | 'sector' | 'address' | 'enterprise' | 'placeUnitId'
>;

/** Confirms the hazard of a tip and lets everybody see it; for the tip's own commit. */
export async function confirmFromTip(ctx: Ctx, hazardId: string, brief: TipBrief): Promise<{ writes: Write[] }> {
  await checkPlace(ctx, brief.placeUnitId);
  return fromTip(ctx, hazardId, 'confirm', (row) => briefed(row, brief));
}

/** The same for one that was dismissed, when its tip was opened again. */
export async function reopenFromTip(ctx: Ctx, hazardId: string, brief: TipBrief): Promise<{ writes: Write[] }> {
  await checkPlace(ctx, brief.placeUnitId);
  return fromTip(ctx, hazardId, 'reopen', (row) => {
    const change = briefed(row, brief);
    return { ...change, set: { ...change.set, outcomeReason: '' } };
  });
}

function briefed(row: HazardRow, brief: TipBrief): Change {
  const sector = brief.sector ?? row.sector;
  return {
    set: { ...brief, sector, placeUnitId: brief.placeUnitId ?? row.placeUnitId, restricted: OPEN },
    data: { level: brief.level, sector },
    clocks: confirmedClocks({ ...row, level: brief.level, sector }),
    notices: [
      {
        to: [{ role: 'commission_office' }],
        kind: 'hazard.confirmed',
        title: `隐患 ${row.number} 已认定，请交办`,
        body: brief.title,
        link: `/hazards/${row.id}`,
      },
    ],
  };
}

/**
 * Nobody knew the level while the tip was sealed, so its limit was a tip's common one. Found to be major, the place has to be
 * looked at within the shorter limit of major tips, from now; signing for it or handing in the result ends that.
 */
function confirmedClocks(row: HazardRow): ClockChange {
  const over = settled('confirmed');
  return row.level === 'major' ? { ...over, start: [{ kind: 'verify', facts: factsOf(row) }] } : over;
}

/** Dismisses the hazard of a tip, which stays unseen by others; for the tip's own commit. The tip keeps the reason. */
export async function dismissFromTip(ctx: Ctx, hazardId: string, reason: string): Promise<{ writes: Write[] }> {
  return fromTip(ctx, hazardId, 'dismiss', () => ({
    set: { outcomeReason: reason },
    data: {},
    clocks: settled('not_established'),
  }));
}

/**
 * It follows another tip's hazard from now on; those that followed it go with it, so that every receipt is one step away from
 * the hazard it tells of.
 */
export async function mergeFromTip(ctx: Ctx, hazardId: string, intoId: string): Promise<{ writes: Write[] }> {
  const { writes } = await fromTip(ctx, hazardId, 'merge', () => ({
    set: { mergedIntoId: intoId },
    data: { intoId },
    clocks: settled('merged'),
  }));
  const followers = ctx.db.update('hazard', { mergedIntoId: intoId }, (h) => eq(h.mergedIntoId, hazardId));
  return { writes: [...writes, followers] };
}

/** What is no step of its life: who sees it while it is sealed, and its limits. For the tip's own commit. */
export async function adjustFromTip(
  ctx: Ctx,
  row: HazardRow,
  action: 'limits' | 'desk',
  change: { restricted?: number; clocks?: ClockChange; data?: Record<string, unknown> },
): Promise<Write[]> {
  const { db } = ctx;
  const event = { entity: 'hazard', entityId: row.id, action, from: row.state, to: null, data: change.data ?? {} };
  const { write, head } = nextEvent(ctx, row, event);
  const clocks = change.clocks ? await clockWrites(ctx, 'hazard', row.id, change.clocks) : undefined;
  const { restricted = row.restricted } = change;
  const set = { restricted, ...(clocks ? { dueAt: clocks.dueAt } : {}), updatedAt: ctx.now, ...head };
  return [
    write,
    db.update('hazard', set, (h) => eq(h.id, row.id)),
    ...counterWrites(ctx, [[row, { ...row, restricted }]]),
    ...(clocks?.writes ?? []),
  ];
}

type Action = 'confirm' | 'dismiss' | 'merge' | 'reopen';

async function fromTip(ctx: Ctx, id: string, action: Action, plan: (row: HazardRow) => Change) {
  const row = await hazardOfTip(ctx, id);
  if (row.source !== 'tip' || row.restricted === OPEN) throw new DomainError('wrong_state');
  const step = stepOf(HAZARD_MACHINE, row.state, action);
  if (typeof step === 'string') throw new DomainError(step);
  const { writes, move } = await stepWrites(ctx, row, action, step.to as HazardState, plan(row));
  return { writes: [...writes, ...counterWrites(ctx, [move])] };
}
