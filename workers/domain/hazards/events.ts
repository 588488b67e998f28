import { and, asc, eq, gt } from 'drizzle-orm';
import type { events as route } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { labelOf } from './machine.ts';
import { loadHazard } from './rows.ts';
import { actorName, dayStart, hidesMinute, iso, namesOf, personOf } from './view.ts';

/** The chain of one hazard, oldest first. */
export async function events(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const row = await loadHazard(ctx, input.id);
  const e = ctx.db.rows.event;
  const after = readCursor(input.cursor, ['number'])?.[0] ?? 0;
  const rows = await ctx.db
    .select()
    .from(e)
    .where(and(eq(e.entity, 'hazard'), eq(e.entityId, row.id), gt(e.seq, after)))
    .orderBy(asc(e.seq))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (event) => [event.seq]);
  const facts = items.map((event) => JSON.parse(event.data) as Record<string, unknown>);
  const names = await namesOf(
    ctx,
    [...items.map((event) => personOf(event.actor)), ...facts.map((f) => idOf(f.assigneeId))],
    facts.map((f) => idOf(f.unitId)),
  );
  const hidden = hidesMinute(ctx, row);
  return {
    items: items.map((event, i) => ({
      seq: event.seq,
      at: iso(hidden && event.at === row.createdAt ? dayStart(event.at) : event.at),
      actor: event.actor,
      actorName: actorName(event.actor, row.source, names),
      action: event.action,
      label: labelOf(event.action, event.fromState),
      from: event.fromState,
      to: event.toState,
      data: named(facts[i] ?? {}, names),
      // The hash is made of the minute too: with everything else known, a day's milliseconds are soon tried.
      hash: hidden ? '' : event.hash,
    })),
    next,
  };
}

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The facts with the names of the unit and person they speak of: events keep ids alone, names may change. */
function named(facts: Record<string, unknown>, names: Record<string, string>): Record<string, unknown> {
  const unitName = names[idOf(facts.unitId) ?? ''];
  const assigneeName = names[idOf(facts.assigneeId) ?? ''];
  return { ...facts, ...(unitName ? { unitName } : {}), ...(assigneeName ? { assigneeName } : {}) };
}
