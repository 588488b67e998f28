import { and, eq, gte, isNull, lt } from 'drizzle-orm';
import type { MonthFigures } from '../../contract/month-words.ts';
import type { Ctx } from '../context.ts';
import { FINISHED as HAZARD_OVER } from '../hazards/machine.ts';
import { FINISHED as PART_OVER } from '../tasks/machine.ts';
import { among } from '../units/scope.ts';
import { halvesOf, monthOf } from './periods.ts';

/** Overdue parts looked at: beyond this a figure says nothing more. */
const OVERDUE_MAX = 2_000;
const HAPPENED = ['dispatched', 'acknowledged', 'submitted', 'accepted', 'returned', 'overdue'] as const;
type Happened = (typeof HAPPENED)[number];

export const noFigures = (): MonthFigures => ({
  tasks: {
    dispatched: 0,
    acknowledged: 0,
    submitted: 0,
    accepted: 0,
    returned: 0,
    overdue: 0,
    open: 0,
    overdueOpen: 0,
  },
  hazards: { found: 0, closed: 0, overdue: 0, open: 0 },
});

/** What the ledger says of these units in a period: sums over counters, and the overdue parts themselves. */
export async function figuresOf(
  ctx: Ctx,
  unitIds: readonly string[],
  period: string,
): Promise<Map<string, MonthFigures>> {
  const all = new Map(unitIds.map((id) => [id, noFigures()]));
  const [happened, parts, halves, late, hazards, overdue] = await Promise.all([
    counters(ctx, 'task.unitMonth', [monthOf(period)]),
    counters(ctx, 'task.units'),
    counters(ctx, 'hazard.unitHalf', halvesOf(period)),
    counters(ctx, 'hazard.unitLate', halvesOf(period)),
    counters(ctx, 'hazard.units'),
    overdueParts(ctx, unitIds),
  ]);
  for (const {
    parts: [, unit = '', metric = ''],
    value,
  } of happened) {
    const own = all.get(unit);
    if (own && isHappened(metric)) own.tasks[metric] += value;
  }
  for (const {
    parts: [unit = '', state = ''],
    value,
  } of parts) {
    const own = all.get(unit);
    if (own && state !== 'drafted' && !PART_OVER.includes(state)) own.tasks.open += value;
  }
  for (const {
    parts: [, unit = '', metric = ''],
    value,
  } of halves) {
    const own = all.get(unit);
    if (own && (metric === 'found' || metric === 'closed')) own.hazards[metric] += value;
  }
  for (const {
    parts: [, unit = ''],
    value,
  } of late) {
    const own = all.get(unit);
    if (own) own.hazards.overdue += value;
  }
  for (const {
    parts: [state = '', owner = '', place = ''],
    value,
  } of hazards) {
    const own = all.get(owner || place);
    if (own && !HAZARD_OVER.includes(state)) own.hazards.open += value;
  }
  for (const unit of overdue) {
    const own = all.get(unit);
    if (own) own.tasks.overdueOpen += 1;
  }
  return all;
}

export async function figuresOfUnit(ctx: Ctx, unitId: string, period: string): Promise<MonthFigures> {
  return (await figuresOf(ctx, [unitId], period)).get(unitId) ?? noFigures();
}

export const isHappened = (metric: string): metric is Happened => (HAPPENED as readonly string[]).includes(metric);

/** Counters of a name, those of the given leading parts alone; their buckets taken apart. */
export async function counters(
  { db }: Ctx,
  name: string,
  leading?: readonly string[],
): Promise<{ parts: string[]; value: number }[]> {
  const c = db.rows.counter;
  const first = leading?.toSorted().at(0);
  const last = leading?.toSorted().at(-1);
  // `}` follows `|`: the range holds whatever begins with these and nothing else.
  const range = first === undefined ? undefined : and(gte(c.bucket, `${first}|`), lt(c.bucket, `${last}}`));
  const rows = await db
    .select({ bucket: c.bucket, value: c.value })
    .from(c)
    .where(and(eq(c.name, name), range));
  return rows.map(({ bucket, value }) => ({ parts: bucket.split('|'), value }));
}

/** The unit of each part that is past its day. */
async function overdueParts({ db, now }: Ctx, unitIds: readonly string[]): Promise<string[]> {
  const a = db.rows.assignment;
  const rows = await db
    .select({ unitId: a.unitId })
    .from(a)
    .where(and(isNull(a.finishedAt), among(a.unitId, unitIds), lt(a.dueAt, now)))
    .limit(OVERDUE_MAX);
  return rows.map((row) => row.unitId);
}
