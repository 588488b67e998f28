import { eq } from 'drizzle-orm';
import type { addExperts as addRoute, editEngagement as editRoute } from '../../contract/engagements.ts';
import type { EngagementState } from '../../contract/expert-words.ts';
import type { InputOf } from '../../contract/route.ts';
import type { ClockChange } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { checkPlace } from '../hazards/report.ts';
import { clockStart, DONE_COLUMNS, DUE_COLUMNS, milestonesOf, partWrites } from './create.ts';
import { invitation } from './go.ts';
import { enterpriseKey } from './load.ts';
import { MILESTONES } from './machine.ts';
import { checkCode, checkDays, seated } from './plan.ts';
import { type EngagementRow, loadEngagement, partsOf } from './rows.ts';
import { type Done, takeStep } from './step.ts';

/** The enterprise only while nobody was asked: whoever declared to be free of conflict did so for that one. */
export async function editEngagement(ctx: Ctx, input: InputOf<typeof editRoute>): Promise<Done<EngagementState>> {
  const row = await loadEngagement(ctx, input.id, 'expert.engage');
  return takeStep(ctx, row, 'edit', input, async () => {
    const { id: _, version: __, ...set } = input;
    checkDays(input);
    checkCode(input.creditCode);
    await checkPlace(ctx, input.placeUnitId);
    const key = enterpriseKey(input.enterprise, input.creditCode);
    const bare = (at: { enterprise: string; creditCode: string }) => [enterpriseKey(at.enterprise, ''), at.creditCode];
    const moved = bare(input).join(' ') !== bare(row).join(' ');
    if (moved && row.state !== 'planned') {
      refuse('bad_request', { fields: [{ path: 'enterprise', message: '已邀请专家，不能再换受检单位' }] });
    }
    const { fromDay, toDay } = input;
    const parts = { fromDay, toDay, enterpriseKey: key };
    return {
      set,
      data: { fromDay, toDay, residentBy: set.residentBy, checkedBy: set.checkedBy, rectifiedBy: set.rectifiedBy },
      clocks: newLimits(row, { ...row, ...set }),
      writes: [ctx.db.update('engagementExpert', parts, (p) => eq(p.engagementId, row.id))],
    };
  });
}

/** A milestone whose day was changed counts anew, from when the work was arranged; one that is met stays so. */
function newLimits(row: EngagementRow, next: EngagementRow): ClockChange {
  const moved = MILESTONES.filter((m) => row[DONE_COLUMNS[m]] === null && row[DUE_COLUMNS[m]] !== next[DUE_COLUMNS[m]]);
  const kept = milestonesOf(next);
  return {
    stop: moved.map((kind) => ({ kind, outcome: 'rescheduled' })),
    start: moved
      .filter((kind) => kept.includes(kind))
      .map((kind) => ({ ...clockStart(next, kind), anchorAt: row.createdAt })),
  };
}

/** More experts, or others for those who declined. After the invitations went out they are asked at once. */
export async function addExperts(ctx: Ctx, input: InputOf<typeof addRoute>): Promise<Done<EngagementState>> {
  const row = await loadEngagement(ctx, input.id, 'expert.engage');
  return takeStep(ctx, row, 'add', input, async () => {
    const parts = await seated(ctx, input.seatIds, row);
    const there = new Set((await partsOf(ctx, row.id)).map((part) => part.expertId));
    if (parts.some((part) => there.has(part.expertId))) {
      refuse('bad_request', { fields: [{ path: 'seatIds', message: '有专家已在这次检查里' }] });
    }
    const { writes, ids } = partWrites(ctx, row, parts);
    const asked = parts.map((part, at) => ({ id: ids[at] as string, expertId: part.expertId }));
    return {
      data: { seatIds: parts.map((part) => part.seatId) },
      writes,
      notices: row.state === 'planned' ? [] : await invitation(ctx, row, asked),
    };
  });
}
