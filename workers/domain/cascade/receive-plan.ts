import { and, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { newPlan } from '../plans/create.ts';
import type { PlanRow } from '../plans/rows.ts';
import { draftTasks } from '../tasks/draft.ts';
import { among } from '../units/scope.ts';
import type { Message } from './message.ts';

/**
 * The inbound plan, and a draft for each task of it that is not here yet; the office then says which of its units do it. The
 * same message again finds everything there.
 */
export async function receivePlan(ctx: Ctx, from: string, { plan, tasks }: Extract<Message, { type: 'plan' }>) {
  const { plan: p, task: t } = ctx.db.rows;
  const [known] = await ctx.db
    .select()
    .from(p)
    .where(and(eq(p.upstreamSlug, from), eq(p.upstreamId, plan.id)));
  const there = await ctx.db
    .select({ of: t.upstreamTaskId })
    .from(t)
    .where(
      among(
        t.upstreamTaskId,
        tasks.map((task) => task.of),
      ),
    );
  const here = new Set(there.map((row) => row.of));
  const fresh = tasks.filter((task) => !here.has(task.of));
  if (fresh.length === 0) return;
  const { id: upstreamId, ...fields } = plan;
  const made = known
    ? { writes: [], plan: known as PlanRow }
    : await newPlan(ctx, { kind: 'inbound', ...fields, upstreamSlug: from, upstreamId });
  const [last] = await ctx.db
    .select({ sort: sql<number>`COALESCE(MAX(${t.sort}), 0)` })
    .from(t)
    .where(eq(t.planId, made.plan.id));
  const first = (last?.sort ?? 0) + 1;
  const drafts = fresh.map(({ of, ...task }, i) => ({
    fields: { ...task, units: [] },
    place: { sort: first + i, upstreamTaskId: of, source: `district:${from}` },
  }));
  const { writes } = await draftTasks(ctx, made.plan, drafts);
  const notice = await notifyWrites(ctx, {
    to: [{ role: 'commission_office' }],
    kind: 'plan.inbound',
    title: `上级交办 ${fresh.length} 项任务：${plan.title}`,
    body: `${plan.issuer}交办，请确定责任单位后交办。`,
    link: `/plans/${made.plan.id}`,
  });
  await ctx.db.commit([...made.writes, ...writes, ...notice], null);
}
