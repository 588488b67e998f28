import { eq, sql } from 'drizzle-orm';
import type { NewRow } from '../../../db/tenant-db.ts';
import type { DutyKind, DutyState } from '../../contract/duties.ts';
import { type Ctx, can } from '../context.ts';
import { found } from '../errors.ts';
import { among, covers, scopeOf } from '../units/scope.ts';

export type DutyListRow = Required<NewRow<'dutyList'>> & { readonly kind: DutyKind; readonly state: DutyState };

export async function loadDutyList({ db }: Ctx, id: string): Promise<DutyListRow> {
  const d = db.rows.dutyList;
  const [row] = await db.select().from(d).where(eq(d.id, id));
  return found(row) as DutyListRow;
}

/** Lines and lines done of each list. */
export async function tallies({ db }: Ctx, listIds: readonly string[]) {
  const l = db.rows.dutyLine;
  const rows = await db
    .select({
      listId: l.listId,
      lines: sql<number>`COUNT(*)`.as('lines'),
      done: sql<number>`COUNT(${l.doneOn})`.as('done'),
    })
    .from(l)
    .where(among(l.listId, listIds))
    .groupBy(l.listId);
  return new Map(rows.map(({ listId, lines, done }) => [listId, { lines, done }]));
}

/** A draft is for those who keep the lists; what is in force is for everybody. */
export const seesDrafts = (ctx: Ctx): boolean => can(ctx, 'committee.manage');

/** The leader named, or people of the unit that holds the list, tick its lines. */
export async function mayTick(ctx: Ctx, row: DutyListRow): Promise<boolean> {
  if (row.state !== 'published') return false;
  if (ctx.actor.kind === 'person' && row.personId === ctx.actor.personId) return can(ctx, 'duty.own');
  // A list that names a leader is that leader's alone, also where the unit has people of its own.
  if (row.personId !== null) return can(ctx, 'duty.own') && can(ctx, 'committee.manage');
  return covers(await scopeOf(ctx, 'duty.do'), row.unitId);
}
