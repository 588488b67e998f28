import { and, asc, eq } from 'drizzle-orm';
import type { filters as listRoute, saveFilter as saveRoute } from '../../contract/desk.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';

const MOST = 50;

/** The actor's own saved filters of a page, in the order they were made. */
export async function filters(ctx: Ctx, page: string): Promise<OutputOf<typeof listRoute>> {
  return { items: (await rowsOf(ctx, page)).map(({ id, name, query }) => ({ id, name, query })) };
}

/** A name that is taken already gets the new query. */
export async function saveFilter(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<OutputOf<typeof saveRoute>> {
  const { page, name, query } = input;
  const rows = await rowsOf(ctx, page);
  const same = rows.find((row) => row.name === name);
  if (same) {
    const set = ctx.db.update('savedFilter', { query }, (f) => eq(f.id, same.id));
    return ctx.db.commit([set], { id: same.id, name, query });
  }
  if (rows.length >= MOST) {
    refuse('bad_request', { fields: [{ path: 'name', message: `最多保存 ${MOST} 个筛选，请先删除不用的` }] });
  }
  const id = ctx.newId();
  const row = { id, personId: personId(ctx), page, name, query, createdAt: ctx.now };
  return ctx.db.commit([ctx.db.insert('savedFilter', row)], { id, name, query });
}

export async function removeFilter(ctx: Ctx, id: string): Promise<{ ok: true }> {
  const me = personId(ctx);
  const f = ctx.db.rows.savedFilter;
  const [own] = await ctx.db
    .select({ id: f.id })
    .from(f)
    .where(and(eq(f.id, id), eq(f.personId, me)));
  if (!own) refuse('not_found');
  return ctx.db.commit([ctx.db.remove('savedFilter', (t) => and(eq(t.id, id), eq(t.personId, me)))], {
    ok: true as const,
  });
}

async function rowsOf(ctx: Ctx, page: string) {
  const f = ctx.db.rows.savedFilter;
  return ctx.db
    .select({ id: f.id, name: f.name, query: f.query })
    .from(f)
    .where(and(eq(f.personId, personId(ctx)), eq(f.page, page)))
    .orderBy(asc(f.createdAt), asc(f.id));
}
