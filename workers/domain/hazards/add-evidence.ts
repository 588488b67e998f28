import { eq } from 'drizzle-orm';
import type { addEvidence as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, can, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { attach } from './evidence.ts';
import { FINISHED } from './machine.ts';
import { type HazardRow, loadHazard } from './rows.ts';

const ACTING = ['hazard.rectify', 'hazard.confirm', 'hazard.verify'] as const;

/** More photos, by whoever reported it or has to act on it. It is an event of the chain, though the state stays. */
export async function addEvidence(ctx: Ctx, input: InputOf<typeof route>): Promise<{ ok: true }> {
  const { id, stage, blobIds, caption } = input;
  const row = await loadHazard(ctx, id);
  if (!(await mayAdd(ctx, row))) throw new DomainError('forbidden');
  if (FINISHED.includes(row.state)) throw new DomainError('wrong_state');
  const { writes } = await attach(ctx, row, blobIds, stage, { caption, strict: true });
  const { write: event, head } = nextEvent(ctx, row, {
    entity: 'hazard',
    entityId: id,
    action: 'evidence',
    from: row.state,
    to: row.state,
    data: { stage, count: blobIds.length, round: row.round },
  });
  const touched = ctx.db.update('hazard', { ...head, updatedAt: ctx.now }, (h) => eq(h.id, id));
  return ctx.db.commit([event, touched, ...writes], { ok: true as const });
}

async function mayAdd(ctx: Ctx, row: HazardRow): Promise<boolean> {
  const me = personId(ctx);
  if (row.reportedBy === me || row.assigneeId === me) return true;
  for (const permission of ACTING) {
    if (!can(ctx, permission)) continue;
    const scope = await scopeOf(ctx, permission);
    if (covers(scope, row.ownerUnitId) || covers(scope, row.placeUnitId)) return true;
  }
  return false;
}
