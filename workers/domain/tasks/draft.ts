import type * as z from 'zod';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { taskFields } from '../../contract/tasks.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { NO_EVENTS, nextEventRow } from '../events.ts';
import { Tally } from './counters.ts';
import type { Dispatchable } from './dispatch-writes.ts';
import { checkUnits, insertRows } from './insert.ts';

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
  await checkUnits(
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

/** Kept only where it means something. @throws `bad_request` when a recurring task does not say how often */
export function recurrenceOf({ kind, recurrence }: Pick<TaskFields, 'kind' | 'recurrence'>): string {
  if (kind !== 'recurring') return '';
  return recurrence ?? refuse('bad_request', { fields: [{ path: 'recurrence', message: '请选择多久重复一次' }] });
}

/** Drafted parts of a task. A unit named twice has the part it was first named with. */
export function draftParts(
  ctx: Ctx,
  task: { readonly id: string; readonly planId: string },
  units: TaskFields['units'],
  sortFrom = 0,
) {
  const once = [...new Map(units.toReversed().map((u) => [u.unitId, u])).values()].toReversed();
  const made = once.map(({ unitId, role, dueDay }, i) => {
    const id = ctx.newId();
    const data = { taskId: task.id, unitId, role };
    const body = { entity: 'assignment', entityId: id, action: 'create', from: null, to: 'drafted', data };
    const { row: event, head } = nextEventRow(ctx, NO_EVENTS, body);
    const at = { createdAt: ctx.now, updatedAt: ctx.now };
    const place = { id, taskId: task.id, planId: task.planId, unitId, role, dueDay, sort: sortFrom + i };
    return { event, row: { ...place, state: 'drafted', ...at, ...head } };
  });
  return { events: made.map((m) => m.event), rows: made.map((m) => m.row) };
}

/** Days on the way, told in the order: everybody's, though the units that lead answer for them. */
export function milestones(ctx: Ctx, taskId: string, fields: Pick<TaskFields, 'milestones'>) {
  return fields.milestones.map(({ title, dueDay }, sort) => ({
    ...{ id: ctx.newId(), taskId, assignmentId: null, title, dueDay, sort, createdAt: ctx.now },
  }));
}
