import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { RECURRENCES, type Recurrence, type TaskKind } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { sendRoster } from '../lending/send.ts';
import { among } from '../units/scope.ts';
import type { Message, SentTask, Waiting } from './message.ts';
import { linkWith } from './rows.ts';

/** Sends what an outbox row stands for. Nothing is sent over a link that ended meanwhile. @throws what the other side threw */
export async function sendWaiting(ctx: Ctx, waiting: Waiting): Promise<void> {
  if ('message' in waiting) return ctx.ports.deliverTo(waiting.to, waiting.message);
  if ('parts' in waiting) return sendParts(ctx, waiting.to, waiting.parts);
  if ('roster' in waiting) return sendRoster(ctx, waiting.roster, waiting.to);
  return sendProgress(ctx, waiting.task);
}

async function sendParts(ctx: Ctx, to: string, partIds: readonly string[]): Promise<void> {
  if ((await linkWith(ctx, 'down', to))?.state !== 'agreed') return;
  const { assignment: a, task: t, plan: p, taskStep: s } = ctx.db.rows;
  const parts = await ctx.db
    .select({ id: a.id, taskId: a.taskId, planId: a.planId, dueDay: a.dueDay })
    .from(a)
    .where(among(a.id, partIds));
  const taskIds = parts.map((part) => part.taskId);
  const [tasks, plans, steps] = await Promise.all([
    ctx.db.select().from(t).where(among(t.id, taskIds)),
    ctx.db
      .select()
      .from(p)
      .where(
        among(
          p.id,
          parts.map((part) => part.planId),
        ),
      ),
    ctx.db
      .select({ taskId: s.taskId, title: s.title, dueDay: s.dueDay })
      .from(s)
      .where(and(among(s.taskId, taskIds), isNull(s.assignmentId)))
      .orderBy(s.dueDay, s.sort),
  ]);
  for (const plan of plans) {
    const sent = parts
      .filter((part) => part.planId === plan.id)
      .flatMap((part): { sort: number; task: SentTask }[] => {
        const task = tasks.find((one) => one.id === part.taskId);
        if (task?.state !== 'dispatched') return [];
        const { itemNo, title, content, deadlineText, startDay, sector, tag, sort } = task;
        const fields = { itemNo, title, content, deadlineText, startDay, sector, tag };
        const milestones = steps
          .filter((step) => step.taskId === task.id)
          .map(({ title: words, dueDay }) => ({ title: words, dueDay }));
        const recurrence = task.recurrence in RECURRENCES ? (task.recurrence as Recurrence) : null;
        const dueDay = part.dueDay ?? task.dueDay;
        return [
          { sort, task: { ...fields, kind: task.kind as TaskKind, recurrence, milestones, dueDay, of: part.id } },
        ];
      });
    if (sent.length === 0) continue;
    const { id, title, year, docNo, issuer, issuedOn, tag } = plan;
    const message: Message = {
      type: 'plan',
      plan: { id, title, year, docNo, issuer: issuer || ctx.tenant.name, issuedOn, tag },
      tasks: sent.sort((x, y) => x.sort - y.sort).map((one) => one.task),
    };
    await ctx.ports.deliverTo(to, message);
  }
}

/** As it is now, whatever it was when the row was written. Parts split further down count with their own. */
async function sendProgress(ctx: Ctx, taskId: string): Promise<void> {
  const { assignment: a, task: t, plan: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({
      of: t.upstreamTaskId,
      stage: t.stage,
      at: sql<number>`${t.updatedAt}`.as('task_at'),
      slug: p.upstreamSlug,
    })
    .from(t)
    .innerJoin(p, eq(p.id, t.planId))
    .where(eq(t.id, taskId));
  if (!row?.of || !row.slug || (await linkWith(ctx, 'up', row.slug))?.state !== 'agreed') return;
  const [sum] = await ctx.db
    .select({
      total: sql<number>`COUNT(*)`,
      finished: sql<number>`COALESCE(SUM(${a.state} = 'accepted'), 0)`,
      late: sql<number>`COALESCE(SUM(${and(isNull(a.finishedAt), lt(a.dueAt, ctx.now))}), 0)`,
    })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .where(and(sql`${a.state} <> 'released'`, sql`(${t.id} = ${taskId} OR ${t.parentId} = ${taskId})`));
  const figures = { stage: row.stage, at: row.at, ...(sum ?? { total: 0, finished: 0, late: 0 }) };
  await ctx.ports.deliverTo(row.slug, { type: 'progress', of: row.of, figures });
}
