import { and, eq, isNull } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type { editTask as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { type Head, nextEventRow } from '../events.ts';
import { among } from '../units/scope.ts';
import { Tally } from './counters.ts';
import type { TaskFields } from './draft.ts';
import { draftParts, milestones, recurrenceOf } from './draft-parts.ts';
import { checkInService, insertRows } from './insert.ts';
import { type PartRow, partsOf, type TaskRow } from './rows.ts';
import { taskCommit } from './stage.ts';
import { openTask, type TaskDone, taskEvent } from './task-step.ts';

type Units = InputOf<typeof route>['units'];

/** The whole draft as it is to be: units that are no longer named go, those still named stay with their new part. */
export async function edit(ctx: Ctx, input: InputOf<typeof route>): Promise<TaskDone> {
  const { row } = await openTask(ctx, 'edit', input);
  const { id, version: _, ...fields } = input;
  await checkInService(
    ctx,
    fields.units.map((u) => u.unitId),
  );
  const { writes, head } = editWrites(ctx, row, await partsOf(ctx, [id]), fields);
  return taskCommit(ctx, writes, { id, stage: 'drafted', version: head.version });
}

/** The same for the caller's own commit: the right to it, and the units, are the caller's to check. */
export function editWrites(
  ctx: Ctx,
  row: TaskRow,
  before: readonly PartRow[],
  { milestones: days, units, ...fields }: TaskFields,
): { writes: Write[]; head: Head } {
  const { db, now } = ctx;
  const { id } = row;
  const tally = new Tally();
  const parts = newParts(ctx, row, before, units, tally);
  const { write, head } = taskEvent(ctx, row, 'edit', 'drafted', { parts: parts.count, dueDay: fields.dueDay });
  const set = { ...fields, recurrence: recurrenceOf(fields), parts: parts.count, updatedAt: now, ...head };
  const writes = [
    write,
    ...parts.writes,
    db.remove('taskStep', (s) => and(eq(s.taskId, id), isNull(s.assignmentId))),
    ...insertRows(ctx, 'taskStep', milestones(ctx, id, { milestones: days })),
    db.update('task', set, (t) => eq(t.id, id)),
    ...tally.writes(ctx),
  ];
  return { writes, head };
}

/** A part that goes says so in its chain before its row does. */
function newParts(
  ctx: Ctx,
  task: { id: string; planId: string },
  before: readonly PartRow[],
  units: Units,
  tally: Tally,
): { writes: Write[]; count: number } {
  const { db } = ctx;
  const wanted = new Map(units.toReversed().map((u) => [u.unitId, u]));
  const gone = before.filter((part) => !wanted.has(part.unitId));
  const kept = before.filter((part) => wanted.has(part.unitId));
  const events: NewRow<'event'>[] = gone.map(
    (part) => nextEventRow(ctx, part, { ...DROP, entityId: part.id, data: { unitId: part.unitId } }).row,
  );
  const known = new Set(kept.map((part) => part.unitId));
  const order = [...wanted.keys()].toReversed();
  const fresh = draftParts(
    ctx,
    task,
    units.filter((u) => !known.has(u.unitId)),
  );
  for (const part of gone) tally.part(part, null);
  for (const part of fresh.rows) tally.part(null, part);
  const places = new Map(order.map((unitId, sort) => [unitId, sort]));
  const writes = [
    ...insertRows(ctx, 'event', [...events, ...fresh.events]),
    db.remove('assignment', (a) =>
      and(
        eq(a.taskId, task.id),
        among(
          a.id,
          gone.map((part) => part.id),
        ),
      ),
    ),
    ...insertRows(
      ctx,
      'assignment',
      fresh.rows.map((part) => ({ ...part, sort: places.get(part.unitId) ?? 0 })),
    ),
    ...kept.map((part) => {
      const { role, dueDay } = wanted.get(part.unitId) as Units[number];
      return db.update('assignment', { role, dueDay, sort: places.get(part.unitId) ?? 0, updatedAt: ctx.now }, (a) =>
        eq(a.id, part.id),
      );
    }),
  ];
  return { writes, count: kept.length + fresh.rows.length };
}
const DROP = { entity: 'assignment', action: 'drop', from: 'drafted', to: null } as const;
