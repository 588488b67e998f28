import { and, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { planRow } from '../../contract/plans.ts';
import { TASK_STAGE_NAMES } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import type { PlanRow } from './rows.ts';

export type PlanView = z.input<typeof planRow>;
type Figures = Record<string, number>;

/** How many tasks of each plan stand at which stage: off the counters, by their keys. */
export async function figuresOf({ db }: Ctx, planIds: readonly string[]): Promise<Map<string, Figures>> {
  const c = db.rows.counter;
  const figures = new Map<string, Figures>(planIds.map((id) => [id, {}]));
  if (planIds.length === 0) return figures;
  const buckets = planIds.flatMap((id) => TASK_STAGE_NAMES.map((stage) => `${id}|${stage}`));
  const rows = await db
    .select({ bucket: c.bucket, value: c.value })
    .from(c)
    .where(and(eq(c.name, 'task.plan'), among(c.bucket, buckets)));
  for (const { bucket, value } of rows) {
    const [id, stage] = bucket.split('|') as [string, string];
    if (value > 0) (figures.get(id) as Figures)[stage] = value;
  }
  return figures;
}

/** `plans`: whose drafts the reader sees; a figure of drafts is no one else's either. */
export function planView(row: PlanRow, figures: Figures | undefined, drafts: boolean): PlanView {
  const { drafted, ...given } = figures ?? {};
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as PlanView['kind'],
    title: row.title,
    state: row.state as PlanView['state'],
    year: row.year,
    docNo: row.docNo,
    issuer: row.issuer,
    issuedOn: row.issuedOn,
    fromDay: row.fromDay,
    toDay: row.toDay,
    tag: row.tag,
    ownerUnitId: row.ownerUnitId,
    upstream: row.upstreamSlug,
    tasks: drafts && drafted !== undefined ? { drafted, ...given } : given,
    createdAt: new Date(row.createdAt).toISOString(),
    version: row.version,
  };
}
