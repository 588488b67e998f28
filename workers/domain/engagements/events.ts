import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { engagementEvents as route } from '../../contract/engagements.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { actorName, iso, namesOf, personOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { ENGAGEMENT_MACHINE, PART_MACHINE } from './machine.ts';
import { expertsOf, loadEngagement, partsOf } from './rows.ts';

const OTHER: Readonly<Record<string, string>> = {
  plan: '安排检查',
  add: '列为专家',
  finding: '登记检查发现的隐患',
  score: '评分',
};

/** The whole's own chain and those of its parts, in the order of time. */
export async function eventsOf(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const row = await loadEngagement(ctx, input.id, 'expert.read');
  const parts = await partsOf(ctx, row.id);
  const e = ctx.db.rows.event;
  const after = readCursor(input.cursor, ['number', 'string', 'number']);
  const rows = await ctx.db
    .select()
    .from(e)
    .where(
      and(
        or(
          and(eq(e.entity, 'engagement'), eq(e.entityId, row.id)),
          and(
            eq(e.entity, 'engagement_expert'),
            among(
              e.entityId,
              parts.map((part) => part.id),
            ),
          ),
        ),
        after && sql`(${e.at}, ${e.entityId}, ${e.seq}) > (${after[0]}, ${after[1]}, ${after[2]})`,
      ),
    )
    .orderBy(asc(e.at), asc(e.entityId), asc(e.seq))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (event) => [event.at, event.entityId, event.seq]);
  const [people, experts] = await Promise.all([
    namesOf(
      ctx,
      items.map((event) => personOf(event.actor)),
    ),
    expertsOf(
      ctx,
      parts.map((part) => part.expertId),
    ),
  ]);
  const expertOf = new Map(parts.map((part) => [part.id, experts.get(part.expertId)?.name ?? '']));
  return {
    items: items.map((event) => ({
      at: iso(event.at),
      actorName: actorName(event.actor, 'engagement', people),
      expert: expertOf.get(event.entityId) ?? '',
      label: labelOf(event.entity, event.action, event.fromState),
      to: event.toState,
      data: JSON.parse(event.data) as Record<string, unknown>,
      hash: event.hash,
    })),
    next,
  };
}

/** As the button that was pressed in that state. */
function labelOf(entity: string, action: string, from: string | null): string {
  const machine: Record<string, Record<string, { label: string }>> = entity === 'engagement'
    ? ENGAGEMENT_MACHINE
    : PART_MACHINE;
  return machine[from ?? '']?.[action]?.label ?? OTHER[action] ?? '更新';
}
