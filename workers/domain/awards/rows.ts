import { and, eq, or, type SQL } from 'drizzle-orm';
import { type Ctx, can } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { among, scopeOf } from '../units/scope.ts';

const every = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.award);
export type AwardRow = Awaited<ReturnType<typeof every>>[number];
const everyProgramme = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.awardProgramme);
export type ProgrammeRow = Awaited<ReturnType<typeof everyProgramme>>[number];

/** What was granted is for everybody to see; an application for the unit that made it and for whoever oversees all. */
export async function awardSight(ctx: Ctx): Promise<SQL | undefined> {
  if (can(ctx, 'committee.manage') || can(ctx, 'task.read_all')) return undefined;
  const a = ctx.db.rows.award;
  const scope = await scopeOf(ctx, 'duty.do');
  return scope === 'all' ? undefined : or(eq(a.state, 'awarded'), among(a.unitId, scope));
}

/** @throws `not_found` also for one the actor may not see. */
export async function loadAward(ctx: Ctx, id: string): Promise<AwardRow> {
  const a = ctx.db.rows.award;
  const [row] = await every(ctx).where(and(eq(a.id, id), await awardSight(ctx)));
  return found(row);
}

export async function loadProgramme(ctx: Ctx, id: string): Promise<ProgrammeRow> {
  const p = ctx.db.rows.awardProgramme;
  const [row] = await everyProgramme(ctx).where(eq(p.id, id));
  return found(row);
}

export interface Criterion {
  readonly words: string;
  readonly answer: 'yes' | 'no' | 'na';
  readonly note: string;
}

/** The criteria answered in their order, and how many are met. 不适用 counts neither for nor against. */
export function answered(programme: ProgrammeRow, items: readonly Omit<Criterion, 'words'>[]) {
  const asked = JSON.parse(programme.criteria) as string[];
  if (asked.length !== items.length) {
    refuse('bad_request', { fields: [{ path: 'items', message: '请逐条填写全部创建标准' }] });
  }
  const all: Criterion[] = items.map((item, i) => ({ words: asked[i] as string, ...item }));
  const total = all.filter((item) => item.answer !== 'na').length;
  return { items: JSON.stringify(all), attained: all.filter((item) => item.answer === 'yes').length, total };
}
