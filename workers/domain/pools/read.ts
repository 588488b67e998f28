import { and, asc, eq, inArray, sql } from 'drizzle-orm';
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
import { fieldNames, fieldTemplates } from './fields.ts';
import { MEMBER_STATES, PENDING_STATES, type PoolRow, type PoolState } from './rows.ts';
import { viewOfRule } from './rules-read.ts';

type Row = OutputOf<typeof contract.pools>['items'][number];

export async function listPools(
  ctx: Ctx,
  { state, cursor, limit }: InputOf<typeof contract.pools>,
): Promise<OutputOf<typeof contract.pools>> {
  const p = ctx.db.rows.expertPool;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(p)
    .where(
      and(state && eq(p.state, state), await poolsOf(ctx, 'expert.read', p.id), after && sql`${p.id} > ${after[0]}`),
    )
    .orderBy(asc(p.id))
    .limit(limit + 1);
  const page = cut(rows as PoolRow[], limit, (row) => [row.id]);
  return { items: await rowsOf(ctx, page.items), next: page.next };
}

export async function onePool(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.pool>> {
  const p = ctx.db.rows.expertPool;
  const [stored] = await ctx.db
    .select()
    .from(p)
    .where(and(eq(p.id, id), await poolsOf(ctx, 'expert.read', p.id)));
  const row = found(stored) as PoolRow;
  const [[view], rule, templates, managed] = await Promise.all([
    rowsOf(ctx, [row]),
    ruleInForce(ctx, row.field, localDay(ctx.now)),
    fieldTemplates(ctx),
    managesPool(ctx, id),
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
      reevaluate: managed,
    },
  };
}

async function managesPool(ctx: Ctx, id: string): Promise<boolean> {
  if (!can(ctx, 'expert.manage')) return false;
  const p = ctx.db.rows.expertPool;
  const rows = await ctx.db
    .select({ id: p.id })
    .from(p)
    .where(and(eq(p.id, id), await poolsOf(ctx, 'expert.manage', p.id)));
  return rows.length > 0;
}

async function rowsOf(ctx: Ctx, pools: readonly PoolRow[]): Promise<Row[]> {
  const { expertPoolOwner: o, unit: u, expertSeat: s } = ctx.db.rows;
  const ids = pools.map((pool) => pool.id);
  const [owners, counts, names] = await Promise.all([
    ctx.db
      .select({ poolId: o.poolId, id: u.id, name: u.name })
      .from(o)
      .innerJoin(u, eq(u.id, o.unitId))
      .where(among(o.poolId, ids))
      .orderBy(asc(u.sort), asc(u.id)),
    ctx.db
      // In the order of an index, which then counts without looking at a single row.
      .select({
        poolId: s.poolId,
        state: s.state,
        passes: s.passes,
        doubtful: s.doubtful,
        n: sql<number>`COUNT(*)`,
      })
      .from(s)
      .where(and(among(s.poolId, ids), inArray(s.state, [...MEMBER_STATES, ...PENDING_STATES])))
      .groupBy(s.poolId, s.state, s.passes, s.doubtful),
    fieldNames(ctx),
  ]);
  const byPool = Map.groupBy(counts, (c) => c.poolId);
  return pools.map((pool) => {
    const its = byPool.get(pool.id) ?? [];
    const sum = (of: (c: (typeof counts)[number]) => boolean) => its.reduce((n, c) => n + (of(c) ? c.n : 0), 0);
    const member = (c: { state: string }) => MEMBER_STATES.includes(c.state as never);
    const [members, pending] = [sum(member), sum((c) => !member(c))];
    const failing = sum((c) => member(c) && (c.passes === 0 || c.doubtful === 1));
    const { id, field, title, quota, originName, version } = pool;
    return {
      ...{ id, field, title, quota, originName, version, members, pending, failing },
      state: pool.state as PoolState,
      fieldName: names.get(field) ?? field,
      owners: owners.filter((x) => x.poolId === id).map((x) => ({ id: x.id, name: x.name })),
    };
  });
}
