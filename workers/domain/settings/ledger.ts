import { and, eq, notExists, or, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { ledger } from '../../contract/settings.ts';
import { secretChecks } from '../checks/sight.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { FOR_DISCIPLINE, FOR_INTAKE, myDesks, OPEN } from '../tips/desks.ts';
import { among } from '../units/scope.ts';

/**
 * Every event of the tenant, newest first. Tips, and hazards that a tip made and nobody confirmed yet, are for the office they
 * lie with alone: the exact time of an event is already a trace of who sent it. The event by which it came is, for good.
 * A covert visit not yet begun is its planners' and its inspectors' alone.
 */
export async function listEvents(
  ctx: Ctx,
  { entity, cursor, limit }: InputOf<typeof ledger>,
): Promise<OutputOf<typeof ledger>> {
  const { db } = ctx;
  const { event: e, hazard } = db.rows;
  const { intake, discipline } = myDesks(ctx);
  const after = readCursor(cursor, ['number', 'string', 'string', 'number']);
  const sealed = db
    .select({ one: sql`1` })
    .from(hazard)
    .where(
      and(
        eq(e.entity, 'hazard'),
        eq(hazard.id, e.entityId),
        or(
          discipline ? undefined : eq(hazard.restricted, FOR_DISCIPLINE),
          intake ? undefined : eq(hazard.restricted, FOR_INTAKE),
          and(eq(hazard.source, 'tip'), eq(hazard.restricted, OPEN), eq(e.seq, 1)),
        ),
      ),
    );
  const visit = db.rows.checkVisit;
  const covert = db
    .select({ one: sql`1` })
    .from(visit)
    .where(and(eq(e.entity, 'check_visit'), eq(visit.id, e.entityId), await secretChecks(ctx)));
  const rows = await db
    .select({
      entity: e.entity,
      entityId: e.entityId,
      seq: e.seq,
      at: e.at,
      actor: e.actor,
      action: e.action,
      from: e.fromState,
      to: e.toState,
      hash: e.hash,
    })
    .from(e)
    .where(
      and(
        entity === undefined ? sql`${e.entity} NOT IN ('tip', 'reward')` : eq(e.entity, entity),
        notExists(sealed),
        notExists(covert),
        after &&
          sql`(${e.at}, ${e.entity}, ${e.entityId}, ${e.seq}) < (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]})`,
      ),
    )
    .orderBy(sql`${e.at} DESC, ${e.entity} DESC, ${e.entityId} DESC, ${e.seq} DESC`)
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.at, row.entity, row.entityId, row.seq]);
  const names = await namesOf(
    ctx,
    page.items.map((row) => row.actor),
  );
  const blank = await tipHazards(ctx, page.items);
  const items = page.items.map((row) => ({
    ...row,
    hash: row.entity === 'hazard' && blank.has(row.entityId) ? '' : row.hash,
    at: new Date(row.at).toISOString(),
    actorName: names.get(row.actor) ?? OTHERS[row.actor.split(':')[0] as string] ?? '',
  }));
  return { items, next: page.next };
}

const OTHERS: Record<string, string> = { operator: '平台运营', public: '公众', system: '系统' };

/** A hash is made of the one before it: from the second event's the minute of the first is soon tried. */
async function tipHazards(ctx: Ctx, rows: readonly { entity: string; entityId: string }[]): Promise<Set<string>> {
  const { hazard: h } = ctx.db.rows;
  const ids = rows.filter((row) => row.entity === 'hazard').map((row) => row.entityId);
  if (ids.length === 0) return new Set();
  const found = await ctx.db
    .select({ id: h.id })
    .from(h)
    .where(and(among(h.id, ids), eq(h.source, 'tip'), eq(h.restricted, OPEN)));
  return new Set(found.map((row) => row.id));
}

async function namesOf({ db }: Ctx, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = new Set(actors.filter((a) => a.startsWith('person:')).map((a) => a.slice('person:'.length)));
  const { person } = db.rows;
  const rows = await db.select({ id: person.id, name: person.name }).from(person).where(among(person.id, ids));
  return new Map(rows.map((row) => [`person:${row.id}`, row.name]));
}
