import { eq, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import type { TaskRow } from './rows.ts';

/** What the limits of a task are chosen by. */
export function factsOf(task: Pick<TaskRow, 'kind' | 'sector'>, role?: string): Record<string, string> {
  return { kind: task.kind, ...(role ? { role } : {}), ...(task.sector ? { sector: task.sector } : {}) };
}

/** What stands for good has no limit; what comes back has one only where the order names its last day. */
export const hasLimit = (task: Pick<TaskRow, 'kind' | 'dueDay'>, dueDay: string | null): boolean =>
  task.kind === 'once' || (task.kind === 'recurring' && (dueDay ?? task.dueDay) !== null);

/** The limit of a running `complete` clock came out otherwise (a calendar was corrected): its copies follow. */
export function limitWrites({ db }: Ctx, assignmentId: string, dueAt: number | null): Write[] {
  const a = db.rows.assignment;
  const own = sql`${db.select({ id: a.taskId }).from(a).where(eq(a.id, assignmentId))}`;
  const earliest = sql`${db
    .select({ at: sql`MIN(${a.dueAt})` })
    .from(a)
    .where(eq(a.taskId, own))}`;
  const day = dueAt === null ? {} : { dueDay: localDay(dueAt) };
  return [
    db.update('assignment', { dueAt, ...day }, (r) => eq(r.id, assignmentId)),
    db.update('task', { dueAt: earliest }, (t) => eq(t.id, own)),
  ];
}
