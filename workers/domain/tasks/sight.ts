import { and, eq, exists, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { ROLES } from '../../contract/access.ts';
import { type Ctx, can } from '../context.ts';
import { among, belowQuery, scopeOf } from '../units/scope.ts';

/** Whose tasks the actor sees. */
export interface Sight {
  /** Units whose parts and own tasks are seen; `all`: everything that was given out. */
  readonly units: 'all' | Set<string>;
  /** Units whose drafts are seen; `all`: the commission office's too. */
  readonly drafts: 'all' | Set<string>;
  readonly me: string;
}

export async function sightOf(ctx: Ctx): Promise<Sight> {
  const { actor } = ctx;
  if (actor.kind === 'system') return { units: 'all', drafts: 'all', me: '' };
  if (actor.kind !== 'person') return { units: new Set(), drafts: new Set(), me: '' };
  const drafts = await scopeOf(ctx, 'task.plan');
  const me = actor.personId;
  // A post of the whole district that is bound to no unit (an expert's) does not open everybody's tasks; a handler's does.
  const whole = actor.grants.some((g) => g.unitId === '' && ROLES[g.role].scoped && canRead(g.role));
  if (can(ctx, 'task.read_all') || whole) return { units: 'all', drafts, me };
  const granted = actor.grants.filter((g) => g.unitId !== '' && canRead(g.role)).map((g) => g.unitId);
  const p = ctx.db.rows.person;
  const own = ctx.db
    .select({ id: sql<string>`${p.unitId}`.as('id') })
    .from(p)
    .where(and(eq(p.id, me), isNotNull(p.unitId), can(ctx, 'task.read') ? undefined : sql`0`));
  const rows = await own.union(belowQuery(ctx, new Set(granted)));
  const units = new Set([...granted, ...rows.map((row) => row.id)]);
  return { units, drafts, me };
}

const canRead = (role: keyof typeof ROLES): boolean =>
  (ROLES[role].permissions as readonly string[]).includes('task.read');

/** The one condition on who sees a task: by a part of one's units or one's own, by whom it was given; drafts by planners. */
export function visibleTask(ctx: Ctx, { units, drafts, me }: Sight): SQL | undefined {
  const { task: t, assignment: a } = ctx.db.rows;
  const out = drafts === 'all' ? undefined : or(isNotNull(t.dispatchedAt), among(t.ownerUnitId, drafts));
  if (units === 'all') return out;
  // Each from an index alone: the part of a unit by task and unit, one's own by the person, while it is open.
  const part = ctx.db
    .select({ one: sql`1` })
    .from(a)
    .where(and(eq(a.taskId, t.id), among(a.unitId, units)));
  const own = ctx.db
    .select({ id: a.taskId })
    .from(a)
    .where(and(isNotNull(a.personId), isNull(a.finishedAt), eq(a.personId, me)));
  return and(out, or(among(t.ownerUnitId, units), exists(part), inArray(t.id, own)));
}

/** Does the actor see this plan at all: is there a task of it that is theirs to see, or is it theirs to make? */
export async function visiblePlan(ctx: Ctx, sight: Sight, planId: string): Promise<boolean> {
  if (sight.units === 'all') return true;
  const t = ctx.db.rows.task;
  const [one] = await ctx.db
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.planId, planId), visibleTask(ctx, sight)))
    .limit(1);
  return one !== undefined;
}
