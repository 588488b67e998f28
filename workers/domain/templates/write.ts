import { desc, eq, sql } from 'drizzle-orm';
import type { addTemplate as addRoute, editTemplate as editRoute } from '../../contract/plans.ts';
import type { InputOf } from '../../contract/route.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { checkUnitsExist } from '../people/check.ts';
import { scopeOf } from '../units/scope.ts';
import type { TemplateBody, TemplateRow } from './body.ts';
import { isGroup } from './book.ts';

/** Kinds that are edited here; the others have pages of their own. */
const EDITABLE: readonly string[] = ['task', 'campaign', 'key_period'];

export async function addTemplate(ctx: Ctx, { kind, title, body }: InputOf<typeof addRoute>): Promise<{ id: string }> {
  await check(ctx, body);
  return insertTemplate(ctx, { kind, title, body }, {});
}

/** A template at the end of its kind. */
export async function insertTemplate(
  ctx: Ctx,
  { kind, title, body }: { kind: string; title: string; body: TemplateBody },
  data: Record<string, unknown>,
): Promise<{ id: string }> {
  const t = ctx.db.rows.template;
  const [last] = await ctx.db
    .select({ sort: sql<number>`${t.sort}` })
    .from(t)
    .where(eq(t.kind, kind))
    .orderBy(desc(t.sort))
    .limit(1);
  const id = ctx.newId();
  const row = { id, kind, title, body: JSON.stringify(body), source: null, sort: (last?.sort ?? -1) + 1 };
  return ctx.db.commit(
    [await event(ctx, id, 'create', null, 'active', { kind, ...data }), ctx.db.insert('template', row)],
    {
      id,
    },
  );
}

/** Also one of a pack: it is this tenant's from the day it was loaded. */
export async function editTemplate(ctx: Ctx, { id, title, body }: InputOf<typeof editRoute>): Promise<{ ok: true }> {
  const row = await load(ctx, id);
  await check(ctx, body);
  const set = { title, body: JSON.stringify(body) };
  const writes = [
    await event(ctx, id, 'edit', 'active', 'active', { kind: row.kind }),
    ctx.db.update('template', set, (t) => eq(t.id, id)),
  ];
  return ctx.db.commit(writes, { ok: true } as const);
}

export async function removeTemplate(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  const row = await load(ctx, id);
  const writes = [
    await event(ctx, id, 'remove', 'active', 'removed', { kind: row.kind }),
    ctx.db.remove('template', (t) => eq(t.id, id)),
  ];
  return ctx.db.commit(writes, { ok: true } as const);
}

/** One to change. The district's templates are everybody's: a unit's planner adds to them, and changes none. */
async function load(ctx: Ctx, id: string): Promise<TemplateRow> {
  const { db } = ctx;
  if ((await scopeOf(ctx, 'task.plan')) !== 'all') refuse('forbidden');
  const t = db.rows.template;
  const [row] = await db.select({ id: t.id, kind: t.kind, title: t.title, body: t.body }).from(t).where(eq(t.id, id));
  const there = found(row);
  return EDITABLE.includes(there.kind) ? there : refuse('wrong_state');
}

/** The template's row keeps no head of its chain: the last event is read. */
async function event(
  ctx: Ctx,
  id: string,
  action: string,
  from: string | null,
  to: string,
  data: Record<string, unknown>,
) {
  const head = await lastEvent(ctx, 'template', id);
  return nextEvent(ctx, head, { entity: 'template', entityId: id, action, from, to, data }).write;
}

async function check(ctx: Ctx, { units, kind, recurrence }: TemplateBody): Promise<void> {
  if (kind === 'recurring' && recurrence === null) {
    refuse('bad_request', { fields: [{ path: 'body.recurrence', message: '请选择多久重复一次' }] });
  }
  const single = units.flatMap(({ unitId }, i) =>
    isGroup(unitId) ? [] : [[`body.units.${i}.unitId`, unitId] as const],
  );
  await checkUnitsExist(ctx, single);
}
