import type * as z from 'zod';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { taskFields } from '../../contract/tasks.ts';
import { type Ctx, personId } from '../context.ts';
import { NO_EVENTS, nextEventRow } from '../events.ts';
import { Tally } from './counters.ts';
import type { Dispatchable } from './dispatch-writes.ts';
import { draftParts, milestones, recurrenceOf } from './draft-parts.ts';
import { checkInService, insertRows } from './insert.ts';

export type TaskFields = z.output<z.ZodObject<typeof taskFields>>;
/** The plan a task belongs to; `ownerUnitId`: who gives it, null for the commission office. */
export interface PlanOf {
  readonly id: string;
  readonly number: string;
  readonly ownerUnitId: string | null;
}
export interface Place {
  readonly sort: number;
  /** Instead of `{plan number}-{sort}`. */
  readonly number?: string;
  readonly parentId?: string;
  readonly parentAssignmentId?: string;
  readonly upstreamTaskId?: string;
  readonly source?: string;
}
export interface Draft {
  readonly fields: TaskFields;
  readonly place: Place;
}
export interface Drafted {
  readonly id: string;
  readonly number: string;
  readonly version: number;
}

/** One draft of a task, for the caller's own commit. @throws `bad_request` for a unit that is none, or out of service */
export async function draftTask(
  ctx: Ctx,
  plan: PlanOf,
  fields: TaskFields,
  place: Place,
): Promise<Drafted & { writes: Write[] }> {
  const { writes, tasks } = await draftTasks(ctx, plan, [{ fields, place }]);
  return { writes, ...(tasks[0] as Drafted) };
}

/**
 * Many drafts in one commit: the units are looked up once, rows of a kind go together. `tasks` and `drafts` in the order
 * given; `drafts` for whoever gives them out in the same commit.
 */
export async function draftTasks(
  ctx: Ctx,
  plan: PlanOf,
  drafts: readonly Draft[],
): Promise<{ writes: Write[]; tasks: Drafted[]; drafts: Dispatchable[] }> {
  await checkInService(
    ctx,
    drafts.flatMap((d) => d.fields.units.map((u) => u.unitId)),
  );
  const events: NewRow<'event'>[] = [];
  const tally = new Tally();
  const made = drafts.map(({ fields, place }) => {
    const task = taskRow(ctx, plan, fields, place);
    const { row: event, head } = nextEventRow(ctx, NO_EVENTS, {
      entity: 'task',
      entityId: task.id,
      action: 'create',
      from: null,
      to: 'drafted',
      data: { planId: plan.id, number: task.number, ...(place.parentId ? { parentId: place.parentId } : {}) },
    });
    const parts = draftParts(ctx, task, fields.units);
    events.push(event, ...parts.events);
    tally.task(null, task);
    for (const part of parts.rows) tally.part(null, part);
    return {
      task: { ...task, ...head, parts: parts.rows.length },
      parts: parts.rows,
      steps: milestones(ctx, task.id, fields),
    };
  });
  const writes = [
    ...insertRows(ctx, 'event', events),
    ...insertRows(
      ctx,
      'task',
      made.map((m) => m.task),
    ),
    ...insertRows(
      ctx,
      'assignment',
      made.flatMap((m) => m.parts),
    ),
    ...insertRows(
      ctx,
      'taskStep',
      made.flatMap((m) => m.steps),
    ),
    ...tally.writes(ctx),
  ];
  return {
    writes,
    tasks: made.map(({ task: { id, number, version } }) => ({ id, number, version })),
    drafts: made.map(({ task, parts, steps }) => ({ task, parts, milestones: steps })),
  };
}

function taskRow(ctx: Ctx, plan: PlanOf, fields: TaskFields, place: Place) {
  const { milestones: _, units: _units, ...said } = fields;
  return {
    ...said,
    recurrence: recurrenceOf(fields),
    id: ctx.newId(),
    planId: plan.id,
    parentId: place.parentId ?? null,
    parentAssignmentId: place.parentAssignmentId ?? null,
    number: place.number ?? `${plan.number}-${String(place.sort).padStart(3, '0')}`,
    sort: place.sort,
    state: 'drafted',
    stage: 'drafted',
    ownerUnitId: plan.ownerUnitId,
    upstreamTaskId: place.upstreamTaskId ?? null,
    source: place.source ?? '',
    createdBy: ctx.actor.kind === 'person' ? personId(ctx) : null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}
