import { and, gte, isNotNull, isNull, lt, type SQL } from 'drizzle-orm';
import type * as z from 'zod';
import type { AssignmentRole, AssignmentState } from '../../contract/task-words.ts';
import type { assignmentRow, stepButton, taskRow } from '../../contract/tasks.ts';
import { DAY_MS } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { iso, isoOrNull } from '../hazards/view.ts';
import type { Step } from '../machine.ts';
import { among } from '../units/scope.ts';
import type { Allowed } from './guards.ts';
import type { PartRow, TaskRow } from './rows.ts';

export type TaskRowView = z.input<typeof taskRow>;
export type PartRowView = z.input<typeof assignmentRow>;
/** As early as the clock warns of it, so that list and reminder say the same. */
export const SOON_MS = 5 * DAY_MS;

export function urgencyOf(dueAt: number | null, now: number): 'overdue' | 'soon' | 'normal' {
  if (dueAt !== null && dueAt < now) return 'overdue';
  return dueAt !== null && dueAt < now + SOON_MS ? 'soon' : 'normal';
}

/** The columns a row of a list is made of: everything but the long texts. */
export function listColumns({ db }: Ctx) {
  const t = db.rows.task;
  return {
    id: t.id,
    planId: t.planId,
    parentId: t.parentId,
    number: t.number,
    sort: t.sort,
    itemNo: t.itemNo,
    title: t.title,
    kind: t.kind,
    recurrence: t.recurrence,
    stage: t.stage,
    deadlineText: t.deadlineText,
    dueDay: t.dueDay,
    dueAt: t.dueAt,
    parts: t.parts,
    accepted: t.accepted,
    tag: t.tag,
    updatedAt: t.updatedAt,
    closedAt: t.closedAt,
    version: t.version,
  };
}
export type ListRow = Pick<TaskRow, keyof ReturnType<typeof listColumns>>;
type Unit = TaskRowView['units'][number];

/** Rows as they are shown, with the units of each. */
export async function shown(ctx: Ctx, rows: readonly ListRow[]): Promise<TaskRowView[]> {
  const units = await unitsOf(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => rowView(ctx, row, units.get(row.id) ?? []));
}

async function unitsOf({ db }: Ctx, taskIds: readonly string[]): Promise<Map<string, Unit[]>> {
  if (taskIds.length === 0) return new Map();
  const a = db.rows.assignment;
  const parts = await db
    .select({ taskId: a.taskId, unitId: a.unitId, role: a.role, state: a.state, sort: a.sort })
    .from(a)
    .where(among(a.taskId, taskIds));
  const found = Map.groupBy(
    parts.toSorted((x, y) => x.sort - y.sort),
    (part) => part.taskId,
  );
  return new Map([...found].map(([id, its]) => [id, its.map(unitView)]));
}

export const unitView = ({ unitId, role, state }: Pick<PartRow, 'unitId' | 'role' | 'state'>): Unit => ({
  unitId,
  role: role as AssignmentRole,
  state: state as AssignmentState,
});

export function rowView(ctx: Ctx, row: ListRow, units: Unit[]): TaskRowView {
  const { sort: _, closedAt, ...rest } = row;
  return {
    ...rest,
    kind: row.kind as TaskRowView['kind'],
    recurrence: row.recurrence === '' ? null : (row.recurrence as TaskRowView['recurrence']),
    stage: row.stage as TaskRowView['stage'],
    dueAt: isoOrNull(row.dueAt),
    urgency: closedAt === null ? urgencyOf(row.dueAt, ctx.now) : 'normal',
    units,
    updatedAt: iso(row.updatedAt),
  };
}

/** A button: pressed, or greyed with the reason. */
export function buttonOf(action: string, step: Step, { refusal }: Allowed): z.input<typeof stepButton> {
  const needs = [...(step.needs ?? [])];
  return { action, label: step.label, needs, allowed: !refusal, why: refusal?.why ?? '' };
}

/** Written so that SQLite can prove the partial index of open deadlines. */
export function urgent({ db, now }: Ctx, urgency: 'overdue' | 'soon' | undefined): SQL | undefined {
  const t = db.rows.task;
  const open = and(isNull(t.closedAt), isNotNull(t.dueAt));
  if (urgency === 'overdue') return and(open, lt(t.dueAt, now));
  return urgency === 'soon' ? and(open, gte(t.dueAt, now), lt(t.dueAt, now + SOON_MS)) : undefined;
}
