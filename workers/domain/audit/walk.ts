import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { cursorOf, readCursor } from '../paging.ts';
import { type Before, HEADED, holds, type Link } from './chain.ts';

export interface Audit {
  readonly checked: number;
  readonly broken: Link | null;
  readonly next: string | null;
}

const EVENTS = 2_000;
const HEADS = 2_000;
const ENTITIES = Object.keys(HEADED);

/**
 * One stretch of the audit: first every event in order, its hash and its link; then every state row that keeps a head,
 * against its chain. Stops at the first broken link. `next` carries on from there.
 */
export async function auditEvents(ctx: Ctx, input: { cursor?: string | undefined }): Promise<Audit> {
  const at = readCursor(input.cursor, ['string', 'string', 'string', 'number']);
  if (at?.[0] === 'heads') return auditHeads(ctx, at[1], at[2]);
  return auditChains(ctx, at ? { entity: at[1], entityId: at[2], seq: at[3] } : undefined);
}

async function auditChains({ db }: Ctx, after: Link | undefined): Promise<Audit> {
  const e = db.rows.event;
  let before: Before | undefined;
  if (after) {
    const { entity, entityId, seq } = after;
    const [row] = await db
      .select({ hash: e.hash })
      .from(e)
      .where(and(eq(e.entity, entity), eq(e.entityId, entityId), eq(e.seq, seq)));
    if (!row) return { checked: 0, broken: after, next: null };
    before = { ...after, hash: row.hash };
  }
  const rows = await db
    .select()
    .from(e)
    .where(
      before
        ? sql`(${e.entity}, ${e.entityId}, ${e.seq}) > (${before.entity}, ${before.entityId}, ${before.seq})`
        : undefined,
    )
    .orderBy(asc(e.entity), asc(e.entityId), asc(e.seq))
    .limit(EVENTS);
  let checked = 0;
  for (const row of rows) {
    checked += 1;
    const { entity, entityId, seq, hash } = row;
    if (!holds(before, row)) return { checked, broken: { entity, entityId, seq }, next: null };
    before = { entity, entityId, seq, hash };
  }
  if (rows.length < EVENTS || !before)
    return { checked, broken: null, next: cursorOf('heads', ENTITIES[0] as string, '', 0) };
  return { checked, broken: null, next: cursorOf('events', before.entity, before.entityId, before.seq) };
}

async function auditHeads(ctx: Ctx, entity: string, after: string): Promise<Audit> {
  const table = HEADED[entity];
  if (!table) return { checked: 0, broken: null, next: null };
  const rows = await headsOf(ctx, entity, table, after);
  const wrong = rows.find((row) => !row.true);
  if (wrong) return { checked: 0, broken: { entity, entityId: wrong.id, seq: wrong.seq }, next: null };
  const following = ENTITIES[ENTITIES.indexOf(entity) + 1];
  if (rows.length === HEADS) return { checked: 0, broken: null, next: cursorOf('heads', entity, rows.at(-1)!.id, 0) };
  return { checked: 0, broken: null, next: following ? cursorOf('heads', following, '', 0) : null };
}

/** One statement, so that a step taken meanwhile is seen with its event or not at all. Version 0 has no event yet. */
async function headsOf({ db }: Ctx, entity: string, table: string, after: string) {
  const name = table.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as 'unit';
  const s = db.rows[name];
  const e = db.rows.event;
  const rows = await db
    .select({
      id: s.id,
      version: s.version,
      head: s.eventHash,
      hash: sql<
        string | null
      >`(SELECT ${e.hash} FROM ${e} WHERE ${e.entity} = ${entity} AND ${e.entityId} = ${s.id} AND ${e.seq} = ${s.version})`,
      ahead: sql<number>`EXISTS (SELECT 1 FROM ${e} WHERE ${e.entity} = ${entity} AND ${e.entityId} = ${s.id} AND ${e.seq} > ${s.version})`,
    })
    .from(s)
    .where(gt(s.id, after))
    .orderBy(asc(s.id))
    .limit(HEADS);
  return rows.map((row) => ({
    id: row.id,
    seq: row.ahead ? row.version + 1 : row.version,
    true: !row.ahead && (row.version === 0 ? row.head === '' : row.hash === row.head),
  }));
}
