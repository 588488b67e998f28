import { and, desc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';

/** The newest tasks of each unit, one probe of the index a unit. */
export function ofUnits({ db }: Ctx, units: readonly string[], before: string | undefined, limit: number) {
  const a = db.rows.assignment;
  const its = db
    .select({ id: a.id })
    .from(a)
    .where(and(sql`${a.unitId} = u.value`, before === undefined ? undefined : lt(a.taskId, before)))
    .orderBy(desc(a.taskId))
    .limit(limit);
  return db
    .select({ id: a.taskId })
    .from(sql`json_each(${JSON.stringify(units)}) AS u`)
    .crossJoin(a)
    .where(inArray(a.id, its));
}

export function ofPerson({ db }: Ctx, me: string, before: string | undefined, limit: number) {
  const a = db.rows.assignment;
  return db
    .select({ id: a.taskId })
    .from(a)
    .where(
      and(
        isNotNull(a.personId),
        isNull(a.finishedAt),
        eq(a.personId, me),
        before === undefined ? undefined : sql`+${a.taskId} < ${before}`,
      ),
    )
    .orderBy(sql`+${a.taskId} DESC`)
    .limit(limit);
}

export function ofOwners({ db }: Ctx, units: readonly string[], before: string | undefined, limit: number) {
  const t = db.rows.task;
  const its = db
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        isNotNull(t.ownerUnitId),
        sql`${t.ownerUnitId} = u.value`,
        before === undefined ? undefined : lt(t.id, before),
      ),
    )
    .orderBy(desc(t.id))
    .limit(limit);
  return db
    .select({ id: t.id })
    .from(sql`json_each(${JSON.stringify(units)}) AS u`)
    .crossJoin(t)
    .where(inArray(t.id, its));
}
