import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { NO_EVENTS, nextEventRow } from '../events.ts';
import type { TaskFields } from './draft.ts';

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
