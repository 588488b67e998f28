import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { isoOrNull } from '../hazards/view.ts';
import { among } from '../units/scope.ts';
import { type PartRowView, urgencyOf } from './view.ts';

/** These parts as they stand in somebody's own list, by id. */
export async function partRows({ db, now }: Ctx, ids: readonly string[]): Promise<Map<string, PartRowView>> {
  if (ids.length === 0) return new Map();
  const { assignment: a, task: t, plan: p } = db.rows;
  const rows = await db
    .select({
      id: a.id,
      taskId: a.taskId,
      planId: a.planId,
      number: t.number,
      title: sql<string>`${t.title}`.as('task_title'),
      planTitle: sql<string>`${p.title}`.as('plan_title'),
      unitId: a.unitId,
      role: a.role,
      state: sql<string>`${a.state}`.as('part_state'),
      personId: a.personId,
      progress: a.progress,
      dueAt: sql<number | null>`${a.dueAt}`.as('part_due'),
      version: sql<number>`${a.version}`.as('part_version'),
    })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .innerJoin(p, eq(p.id, a.planId))
    .where(among(a.id, ids));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        role: row.role as PartRowView['role'],
        state: row.state as PartRowView['state'],
        dueAt: isoOrNull(row.dueAt),
        urgency: urgencyOf(row.dueAt, now),
      },
    ]),
  );
}
