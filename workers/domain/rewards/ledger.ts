import { and, desc, eq, lt, ne, type SQL, sql } from 'drizzle-orm';
import type * as contract from '../../contract/rewards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { DomainError } from '../errors.ts';
import { namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { loadTip, visibleTips } from '../tips/rows.ts';
import { checkFirst } from './first.ts';
import { loadScale } from './scale-rows.ts';

type Ledger = OutputOf<typeof contract.ledger>;
type Item = Ledger['items'][number];

/** The office's ledger: whoever decides sees all rewards, without the way to the tip; a desk sees its own. */
export async function listRewards(
  ctx: Ctx,
  { state, cursor, limit }: InputOf<typeof contract.ledger>,
): Promise<Ledger> {
  const r = ctx.db.rows.reward;
  const after = readCursor(cursor, ['string']);
  const where = and(state ? eq(r.state, state) : undefined, after && lt(r.id, after[0]));
  const rows = await read(ctx, and(where, can(ctx, 'reward.approve') ? undefined : visibleTips(ctx)), limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  return { items: await views(ctx, items), next, ...(await sums(ctx)) };
}

/** Of one tip: its reward, or whether one can be proposed. */
export async function rewardOfTip(
  ctx: Ctx,
  { tipId }: InputOf<typeof contract.ofTip>,
): Promise<OutputOf<typeof contract.ofTip>> {
  const tip = await loadTip(ctx, tipId);
  const r = ctx.db.rows.reward;
  const [live] = await read(ctx, and(eq(r.tipId, tipId), ne(r.state, 'refused')), 1);
  const [last] = live ? [live] : await read(ctx, eq(r.tipId, tipId), 1);
  const obstacle = await checkFirst(ctx, tip).then(
    () => '',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
  const [reward] = await views(ctx, last ? [last] : []);
  return { reward: reward ?? null, obstacle };
}

async function read({ db }: Ctx, where: SQL | undefined, limit: number) {
  const { reward: r, tip: t, hazard: h } = db.rows;
  return db
    .select({
      id: sql<string>`${r.id}`.as('reward_id'),
      tipId: r.tipId,
      state: sql<Item['state']>`${r.state}`.as('reward_state'),
      amount: r.amount,
      category: sql<Item['category']>`${r.category}`.as('reward_category'),
      hazardNumber: h.number,
      facts: r.facts,
      scaleId: r.scaleId,
      scaleVersion: r.scaleVersion,
      reason: r.reason,
      proposedBy: r.proposedBy,
      proposedDay: r.proposedDay,
      decidedBy: r.decidedBy,
      decidedDay: r.decidedDay,
      untilDay: r.untilDay,
      settledDay: sql<string | null>`${r.settledDay}`.as('reward_settled'),
      version: sql<number>`${r.version}`.as('reward_version'),
    })
    .from(r)
    .innerJoin(t, eq(t.id, r.tipId))
    .innerJoin(h, eq(h.id, t.hazardId))
    .where(where)
    .orderBy(desc(r.id))
    .limit(limit);
}

async function views(ctx: Ctx, rows: Awaited<ReturnType<typeof read>>): Promise<Item[]> {
  if (rows.length === 0) return [];
  const { rows: scale } = await loadScale(ctx);
  const names = await namesOf(
    ctx,
    rows.flatMap((row) => [row.proposedBy, row.decidedBy]),
  );
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
  return rows.map(({ scaleId, scaleVersion, ...row }) => {
    const of = scale.find((s) => s.id === scaleId && s.version === scaleVersion);
    return {
      ...row,
      tipId: can(ctx, 'tip.read') ? row.tipId : '',
      facts: JSON.parse(row.facts) as Item['facts'],
      scale: {
        label: of?.label ?? '',
        version: scaleVersion,
        basis: of?.basis ?? '',
        basisChecked: of?.basisChecked ?? false,
      },
      mine: row.proposedBy === me,
      proposedBy: names[row.proposedBy] ?? '',
      decidedBy: names[row.decidedBy ?? ''] ?? '',
    };
  });
}

async function sums({ db }: Ctx): Promise<Pick<Ledger, 'years' | 'states'>> {
  const c = db.rows.counter;
  const read = (name: string) =>
    db.select({ bucket: c.bucket, value: c.value }).from(c).where(eq(c.name, name)).orderBy(desc(c.bucket));
  const [paid, sum, states] = [await read('reward.paid'), await read('reward.sum'), await read('reward.state')];
  const sumOf = new Map(sum.map((row) => [row.bucket, row.value]));
  return {
    years: paid.map((row) => ({ year: row.bucket, paid: row.value, paidSum: sumOf.get(row.bucket) ?? 0 })),
    states: states.map((row) => ({ state: row.bucket as Item['state'], count: row.value })),
  };
}
