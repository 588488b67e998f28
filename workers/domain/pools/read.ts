import { and, asc, eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, can } from '../context.ts';
import { ruleInForce } from '../eligibility/rules.ts';
import { found } from '../errors.ts';
import { poolsOf } from '../experts/sight.ts';
import { iso } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { poolFigures } from './counters.ts';
import { type FieldTemplate, fieldNames, fieldTemplates } from './fields.ts';
import type { PoolRow, PoolState } from './rows.ts';
import { viewOfRule } from './rules-read.ts';

type Row = OutputOf<typeof contract.pools>['items'][number];

export async function listPools(
  ctx: Ctx,
  { state, cursor, limit }: InputOf<typeof contract.pools>,
): Promise<OutputOf<typeof contract.pools>> {
  const p = ctx.db.rows.expertPool;
  const after = readCursor(cursor, ['string']);
  const seen = await poolsOf(ctx, 'expert.read', p.id);
  const [rows, templates] = await Promise.all([
    ctx.db
      .select()
      .from(p)
      .where(and(state && eq(p.state, state), seen, after && sql`${p.id} > ${after[0]}`))
      .orderBy(asc(p.id))
      .limit(limit + 1),
    fieldTemplates(ctx),
  ]);
  const page = cut(rows, limit, (row) => [row.id]);
  return { items: await rowsOf(ctx, page.items, templates), next: page.next };
}

export async function onePool(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.pool>> {
  const p = ctx.db.rows.expertPool;
  const managed = can(ctx, 'expert.manage') ? ((await poolsOf(ctx, 'expert.manage', p.id)) ?? sql`1`) : sql`0`;
  const [stored, templates] = await Promise.all([
    ctx.db
      .select({ ...columnsOf(p), managed: sql<number>`${managed}`.as('managed') })
      .from(p)
      .where(and(eq(p.id, id), await poolsOf(ctx, 'expert.read', p.id))),
    fieldTemplates(ctx),
  ]);
  const { managed: manages, ...row } = found(stored[0]);
  const [[view], rule] = await Promise.all([
    rowsOf(ctx, [row], templates),
    ruleInForce(ctx, row.field, localDay(ctx.now)),
  ]);
  const keeps = can(ctx, 'expert.appoint');
  return {
    ...(view as Row),
    notice: row.notice,
    createdAt: iso(row.createdAt),
    rule: await viewOfRule(ctx, rule),
    duties: [...(templates.find((t) => t.field === row.field)?.duties ?? [])],
    may: {
      edit: keeps && row.state === 'open',
      close: keeps && row.state === 'open',
      reopen: keeps && row.state === 'closed',
      reevaluate: manages === 1,
    },
  };
}

const columnsOf = (p: Ctx['db']['rows']['expertPool']) => ({
  ...{ id: p.id, field: p.field, title: p.title, state: p.state, quota: p.quota, notice: p.notice },
  ...{ originName: p.originName, createdAt: p.createdAt, version: p.version },
});
type Read = Omit<Pick<PoolRow, keyof ReturnType<typeof columnsOf>>, 'state'> & { readonly state: string };

/** Pools with their owners, figures and fields: three reads however many they are. */
async function rowsOf(ctx: Ctx, pools: readonly Read[], templates: readonly FieldTemplate[]): Promise<Row[]> {
  const { expertPoolOwner: o, unit: u } = ctx.db.rows;
  const ids = pools.map((pool) => pool.id);
  const fields = new Set(pools.map((pool) => pool.field));
  const titles = new Map(templates.filter((t) => fields.has(t.field)).map((t) => [t.field, t.title]));
  const [owners, figures, names] = await Promise.all([
    ctx.db
      .select({ poolId: o.poolId, id: u.id, name: u.name })
      .from(o)
      .innerJoin(u, eq(u.id, o.unitId))
      .where(among(o.poolId, ids))
      .orderBy(asc(u.sort), asc(u.id)),
    poolFigures(ctx, ids),
    // Of most pools the pack has a name; the district's sectors are asked for the others alone.
    titles.size === fields.size ? titles : fieldNames(ctx, templates),
  ]);
  return pools.map((pool) => {
    const { id, field, title, quota, originName, version } = pool;
    return {
      ...{ id, field, title, quota, originName, version, ...figures(id) },
      state: pool.state as PoolState,
      fieldName: names.get(field) ?? field,
      owners: owners.filter((x) => x.poolId === id).map((x) => ({ id: x.id, name: x.name })),
    };
  });
}
