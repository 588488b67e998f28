import type { Write } from '../../../db/tenant-db.ts';
import type { PlanKind, PlanState } from '../../contract/task-words.ts';
import { type Ctx, personId } from '../context.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import type { PlanRow } from './rows.ts';

/** What a new plan is made of; what is left out is empty. */
export type NewPlan = Pick<PlanRow, 'title' | 'year'> &
  Partial<
    Pick<
      PlanRow,
      'docNo' | 'issuer' | 'issuedOn' | 'fromDay' | 'toDay' | 'tag' | 'ownerUnitId' | 'upstreamSlug' | 'upstreamId'
    >
  > & { readonly kind: PlanKind; readonly state?: PlanState };

/**
 * A new plan with its number `{year}-{nnn}`, for the caller's own commit: event first, then the row. The plan comes back as
 * it will stand, so that tasks can be drafted into it in the same commit.
 */
export async function newPlan(ctx: Ctx, fields: NewPlan): Promise<{ writes: Write[]; plan: PlanRow }> {
  const { db, now } = ctx;
  const id = ctx.newId();
  const seq = await db.nextNumber(`plan.${fields.year}`);
  const number = `${fields.year}-${String(seq).padStart(3, '0')}`;
  const state = fields.state ?? 'drafted';
  const { write, head } = nextEvent(ctx, NO_EVENTS, {
    entity: 'plan',
    entityId: id,
    action: 'create',
    from: null,
    to: state,
    data: { number, kind: fields.kind, ownerUnitId: fields.ownerUnitId ?? null },
  });
  const plan: PlanRow = {
    docNo: '',
    issuer: '',
    issuedOn: null,
    fromDay: null,
    toDay: null,
    tag: '',
    ownerUnitId: null,
    upstreamSlug: null,
    upstreamId: null,
    ...fields,
    id,
    number,
    state,
    createdBy: ctx.actor.kind === 'person' ? personId(ctx) : null,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    ...head,
  };
  return { writes: [write, db.insert('plan', plan)], plan };
}
