import { and, eq, ne } from 'drizzle-orm';
import type { below as route } from '../../contract/cascade.ts';
import type { OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { iso, namesOf } from '../hazards/view.ts';
import { loadPlan } from '../plans/rows.ts';
import { sightOf, visibleTask } from '../tasks/sight.ts';
import type { Figures } from './message.ts';

type Item = OutputOf<typeof route>['items'][number];

/** Per district below: its tasks of this plan, its parts, how many are finished or late. From rows of our own alone. */
export async function below(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof route>> {
  const { assignment: a, task: t } = ctx.db.rows;
  const sight = await sightOf(ctx);
  await loadPlan(ctx, id, sight);
  const seen = can(ctx, 'task.read_all') ? undefined : visibleTask(ctx, sight);
  const rows = await ctx.db
    .select({ unitId: a.unitId, below: a.below })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .where(and(eq(a.planId, id), ne(a.below, ''), seen));
  const names = await namesOf(
    ctx,
    [],
    rows.map((row) => row.unitId),
  );
  const items = [...Map.groupBy(rows, (row) => row.unitId)].map(([unitId, its]): Item => {
    const figures = its.map((row) => JSON.parse(row.below) as Figures);
    const sum = (of: (f: Figures) => number) => figures.reduce((total, one) => total + of(one), 0);
    return {
      unitId,
      name: names[unitId] ?? '',
      tasks: its.length,
      parts: sum((f) => f.total),
      finished: sum((f) => f.finished),
      late: sum((f) => f.late),
      at: iso(Math.max(...figures.map((f) => f.at))),
    };
  });
  return { items: items.sort((x, y) => (x.name < y.name ? -1 : 1)) };
}
