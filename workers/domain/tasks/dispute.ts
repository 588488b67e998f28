import { and, eq } from 'drizzle-orm';
import type { arbitrate as arbitrateRoute, dispute as disputeRoute } from '../../contract/assignments.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { Tally } from './counters.ts';
import { givePart } from './give-part.ts';
import { scopes } from './guards.ts';
import { checkInService } from './insert.ts';
import { loadPart, type Part } from './rows.ts';
import { moveTask, taskCommit } from './stage.ts';
import { doerOf, giverOf, noticeOf } from './tell.ts';
import { type Change, type PartDone, prepare, transition } from './transition.ts';

/** 不属本单位: whoever gave the task decides. The time limit runs on: nobody gains by passing it round. */
export async function dispute(ctx: Ctx, input: InputOf<typeof disputeRoute>): Promise<PartDone> {
  const { reason, proposedUnitId } = input;
  if (proposedUnitId) await checkInService(ctx, [proposedUnitId], 'proposedUnitId');
  return transition(ctx, 'dispute', input, ({ part, task }) => ({
    set: { reason },
    data: { reason, unitId: part.unitId, ...(proposedUnitId ? { proposedUnitId } : {}) },
    notices: [noticeOf(task, giverOf(task), 'disputed', '有单位认为不属其职责，请裁定（期限继续计）', reason)],
  }));
}

/** Upheld, the unit has to do it. Else it is released, and another may take its place with the deadline it had. */
export async function arbitrate(ctx: Ctx, input: InputOf<typeof arbitrateRoute>): Promise<PartDone> {
  const { uphold, toUnitId } = input;
  const row = await loadPart(ctx, input.id);
  if (uphold && toUnitId)
    refuse('bad_request', { fields: [{ path: 'toUnitId', message: '维持原单位时不能另定单位' }] });
  const tally = new Tally();
  const plan = () => (uphold ? upheld(ctx, row, input.reason) : released(row, input));
  const step = await prepare(ctx, row, 'arbitrate', input, plan, scopes(ctx), tally);
  const { part, task } = row;
  const heir = toUnitId
    ? await givePart(ctx, task, { unitId: toUnitId, role: part.role, like: part, path: 'toUnitId' }, tally)
    : { writes: [], moves: [] };
  const moves = [...step.moves, ...heir.moves];
  return taskCommit(
    ctx,
    [...step.writes, ...heir.writes, ...moveTask(ctx, task, moves), ...tally.writes(ctx)],
    step.done,
  );
}

/** Back to where it was: to be signed, unless it was. */
async function upheld(ctx: Ctx, { part, task }: Part, reason: string): Promise<Change> {
  return {
    to: (await wasSigned(ctx, part.id)) ? 'acknowledged' : 'dispatched',
    set: { reason },
    data: { uphold: true, reason, unitId: part.unitId },
    notices: [noticeOf(task, doerOf(part), 'upheld', '经裁定由贵单位办理', reason)],
  };
}

function released({ part, task }: Part, { reason, toUnitId }: InputOf<typeof arbitrateRoute>): Change {
  return {
    to: 'released',
    set: { reason },
    data: { uphold: false, reason, unitId: part.unitId, ...(toUnitId ? { toUnitId } : {}) },
    clocks: { stop: ['acknowledge', 'complete'].map((kind) => ({ kind, outcome: 'released' })) },
    notices: [noticeOf(task, doerOf(part), 'released', '经裁定不由贵单位办理', reason)],
  };
}

async function wasSigned({ db }: Ctx, id: string): Promise<boolean> {
  const c = db.rows.clock;
  const rows = await db
    .select({ kind: c.kind, stoppedAt: c.stoppedAt })
    .from(c)
    .where(and(eq(c.entity, 'assignment'), eq(c.entityId, id), eq(c.kind, 'acknowledge')));
  return rows.every((clock) => clock.stoppedAt !== null);
}
