import { and, desc, eq, gt, or, sql } from 'drizzle-orm';
import type * as contract from '../../contract/meetings.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { PLACE_KINDS } from '../../contract/units.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, can } from '../context.ts';
import { tallies } from '../duties/rows.ts';
import { found, refuse } from '../errors.ts';
import { FINISHED as HAZARD_FINISHED } from '../hazards/machine.ts';
import { cut, readCursor } from '../paging.ts';
import { FINISHED as PART_FINISHED } from '../tasks/machine.ts';
import { among, covers, scopeOf } from '../units/scope.ts';

/** 街道（镇）工作台: one unit's figures, from counters, and what it owes. For its own people and for who sees everything. */
export async function workspace(
  ctx: Ctx,
  { unitId }: InputOf<typeof contract.workspace>,
): Promise<OutputOf<typeof contract.workspace>> {
  const { unit: u, dutyReport: r, dutyList: d, selfCheck: s, template: t } = ctx.db.rows;
  const [unit] = await ctx.db.select({ id: u.id, name: u.name, kind: u.kind }).from(u).where(eq(u.id, unitId));
  found(unit);
  if (!can(ctx, 'task.read_all') && !covers(await scopeOf(ctx, 'task.read'), unitId)) refuse('not_found');
  const year = Number(localDay(ctx.now).slice(0, 4));
  const [figures, report, lists, templates, checks] = await Promise.all([
    counters(ctx),
    ctx.db
      .select({ year: r.year, state: r.state, dueDay: r.dueDay })
      .from(r)
      .where(and(eq(r.unitId, unitId), eq(r.year, year))),
    ctx.db
      .select({ id: d.id, title: d.title })
      .from(d)
      .where(and(eq(d.unitId, unitId), eq(d.state, 'published')))
      .orderBy(desc(d.id))
      .limit(20),
    ctx.db
      .select({ id: t.id, title: t.title, body: t.body })
      .from(t)
      .where(and(eq(t.kind, 'checklist'), sql`instr(${t.body}, '达标自查') > 0`))
      .orderBy(t.sort)
      .limit(20),
    ctx.db
      .select({ templateId: s.templateId, day: s.day, attained: s.attained, total: s.total })
      .from(s)
      .where(eq(s.unitId, unitId))
      .orderBy(desc(s.id))
      .limit(60),
  ]);
  const done = await tallies(
    ctx,
    lists.map((list) => list.id),
  );
  return {
    unit: found(unit),
    tasks: figures.tasks.get(unitId) ?? {},
    hazards: figures.hazards.get(unitId) ?? {},
    checks: templates.map(({ id, title, body }) => {
      const last = checks.find((one) => one.templateId === id);
      const items = (JSON.parse(body) as { items?: unknown[] }).items ?? [];
      return {
        templateId: id,
        title,
        day: last?.day ?? null,
        attained: last?.attained ?? 0,
        total: last?.total ?? items.length,
      };
    }),
    dutyReport: report[0] ?? null,
    dutyLists: lists.map((list) => ({
      ...list,
      done: done.get(list.id)?.done ?? 0,
      total: done.get(list.id)?.lines ?? 0,
    })),
  };
}

/** The streets (in a city: counties) the actor may look at, with what is open there. */
export async function workspaces(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.workspaces>,
): Promise<OutputOf<typeof contract.workspaces>> {
  const u = ctx.db.rows.unit;
  const after = readCursor(cursor, ['number', 'string']);
  const scope = can(ctx, 'task.read_all') ? 'all' : await scopeOf(ctx, 'task.read');
  const rows = await ctx.db
    .select({ id: u.id, name: u.name, sort: u.sort })
    .from(u)
    .where(
      and(
        among(u.kind, PLACE_KINDS),
        eq(u.active, true),
        scope === 'all' ? undefined : among(u.id, scope),
        after && or(gt(u.sort, after[0]), and(eq(u.sort, after[0]), gt(u.id, after[1]))),
      ),
    )
    .orderBy(u.sort, u.id)
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.sort, row.id]);
  const { tasks, hazards } = await counters(ctx);
  const open = (states: Record<string, number> = {}, finished: readonly string[]) =>
    Object.entries(states).reduce((sum, [state, n]) => sum + (finished.includes(state) ? 0 : n), 0);
  const items = page.items.map(({ id, name }) => ({
    id,
    name,
    tasksOpen: open(tasks.get(id), [...PART_FINISHED, 'drafted']),
    hazardsOpen: open(hazards.get(id), HAZARD_FINISHED),
  }));
  return { items, next: page.next };
}

type ByUnit = Map<string, Record<string, number>>;

/** Parts by state and hazards on the ground or in hand by state, a unit each. */
async function counters({ db }: Ctx): Promise<{ tasks: ByUnit; hazards: ByUnit }> {
  const c = db.rows.counter;
  const rows = await db
    .select({ name: c.name, bucket: c.bucket, value: c.value })
    .from(c)
    .where(among(c.name, ['task.units', 'hazard.units']));
  const tasks: ByUnit = new Map();
  const hazards: ByUnit = new Map();
  const add = (map: ByUnit, unitId: string, state: string, value: number) => {
    const states = map.get(unitId) ?? {};
    states[state] = (states[state] ?? 0) + value;
    map.set(unitId, states);
  };
  for (const { name, bucket, value } of rows) {
    const [first = '', second = '', third = ''] = bucket.split('|');
    if (name === 'task.units') add(tasks, first, second, value);
    else for (const id of new Set([second, third])) if (id) add(hazards, id, first, value);
  }
  return { tasks, hazards };
}
