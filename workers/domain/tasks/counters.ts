import { sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { dayNumber, dayText } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';

/** What is counted of a task: how many are in a stage, in all and in its plan. */
export interface CountedTask {
  readonly planId: string;
  readonly stage: string;
}
/** What is counted of a unit's part. */
export interface CountedPart {
  readonly unitId: string;
  readonly state: string;
}
/** What happened in a month, for the month's report and the bulletin. */
export type Metric = 'dispatched' | 'acknowledged' | 'submitted' | 'accepted' | 'returned' | 'overdue';

/** The counters' part of one commit, added up: one write a counter, however many rows move. */
export class Tally {
  readonly #deltas = new Map<string, { name: string; bucket: string; delta: number }>();

  /** A task as it was (null: it is new) and as it will be. For one that somebody else may move meanwhile: `stageMove`. */
  task(before: CountedTask | null, after: CountedTask | null): void {
    for (const [row, delta] of [
      [before, -1],
      [after, 1],
    ] as const) {
      if (!row) continue;
      this.#add('task.stage', row.stage, delta);
      this.#add('task.plan', `${row.planId}|${row.stage}`, delta);
    }
  }

  part(before: CountedPart | null, after: CountedPart | null): void {
    if (before) this.#add('task.units', `${before.unitId}|${before.state}`, -1);
    if (after) this.#add('task.units', `${after.unitId}|${after.state}`, 1);
  }

  happened(now: number, unitId: string, metric: Metric): void {
    const month = dayText(dayNumber(now)).slice(0, 7);
    this.#add('task.month', `${month}|${metric}`, 1);
    this.#add('task.unitMonth', `${month}|${unitId}|${metric}`, 1);
  }

  writes({ db }: Ctx): Write[] {
    const moved = [...this.#deltas.values()].filter((d) => d.delta !== 0);
    return moved.map((d) => db.count(d.name, d.bucket, d.delta));
  }

  #add(name: string, bucket: string, delta: number): void {
    const key = `${name}\n${bucket}`;
    this.#deltas.set(key, { name, bucket, delta: (this.#deltas.get(key)?.delta ?? 0) + delta });
  }
}

export const TASK_COUNTERS = ['task.stage', 'task.plan', 'task.units'] as const;

/** What the counters should say, from the rows themselves: for the nightly reconciliation, never for a request. */
export async function recountTasks({ db }: Ctx): Promise<Map<string, number>> {
  const { task: t, assignment: a } = db.rows;
  const n = sql<number>`COUNT(*)`;
  const tasks = await db.select({ planId: t.planId, stage: t.stage, n }).from(t).groupBy(t.planId, t.stage);
  const parts = await db.select({ unitId: a.unitId, state: a.state, n }).from(a).groupBy(a.unitId, a.state);
  const totals = new Map<string, number>();
  const add = (key: string, by: number) => totals.set(key, (totals.get(key) ?? 0) + by);
  for (const row of tasks) {
    add(`task.stage\n${row.stage}`, row.n);
    add(`task.plan\n${row.planId}|${row.stage}`, row.n);
  }
  for (const row of parts) add(`task.units\n${row.unitId}|${row.state}`, row.n);
  return totals;
}
