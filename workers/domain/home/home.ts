import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { home as route } from '../../contract/desk.ts';
import type { OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { COUNT_MAX, figures } from '../hazards/counts.ts';
import { filterWhere } from '../hazards/filter.ts';
import { labelOf } from '../hazards/machine.ts';
import { pageOf } from '../hazards/queue.ts';
import { visible } from '../hazards/rows.ts';
import { actorName, dayStart, hidesMinute, iso, namesOf, personOf, rowView } from '../hazards/view.ts';
import { myDesks } from '../tips/desks.ts';
import { visibleTips } from '../tips/rows.ts';
import { among } from '../units/scope.ts';
import { work } from './work.ts';

type Home = OutputOf<typeof route>;
const SHORT = 8;
/** The last events of the tenant among which a person's own are looked for. */
const LOOKED_AT = 200;

/** What waits, what is late, what is new. Each card's figure is the number of rows its query opens. */
const CARDS = [
  { key: 'todo', label: '待办隐患', tone: 'plain', filter: { mine: 'todo' } },
  { key: 'overdue', label: '超期隐患', tone: 'late', filter: { urgency: 'overdue' } },
  { key: 'soon', label: '快到期隐患', tone: 'soon', filter: { urgency: 'soon' } },
  { key: 'new', label: '新上报待认定', tone: 'plain', filter: { state: 'reported' } },
] as const;

export async function home(ctx: Ctx): Promise<Home> {
  // All at once: what is asked in one breath goes to the database in one call.
  const [tipsWaiting, tasks, hazards] = await Promise.all([
    can(ctx, 'tip.read') ? waitingTips(ctx) : null,
    work(ctx),
    can(ctx, 'hazard.read') ? ledger(ctx) : { cards: [], waiting: [], late: [], recent: [] },
  ]);
  return { ...hazards, tipsWaiting, work: tasks };
}

async function ledger(ctx: Ctx): Promise<Pick<Home, 'cards' | 'waiting' | 'late' | 'recent'>> {
  const [cards, waiting, late, recent] = await Promise.all([
    cardsOf(ctx),
    pageOf(ctx, { mine: 'todo', sort: 'due' }, SHORT),
    pageOf(ctx, { urgency: 'overdue', sort: 'due' }, SHORT),
    recentChanges(ctx, await visible(ctx)),
  ]);
  const shown = (page: typeof late) => page.rows.map((row) => rowView(ctx, row));
  return { cards, waiting: shown(waiting), late: shown(late), recent };
}

async function cardsOf(ctx: Ctx): Promise<Home['cards']> {
  const conditions = await Promise.all(
    CARDS.map(async ({ key, filter }) => [key, await filterWhere(ctx, { ...filter, sort: 'newest' })] as const),
  );
  const counted = await figures(ctx, Object.fromEntries(conditions));
  return CARDS.map(({ filter, ...card }) => ({
    ...card,
    query: new URLSearchParams(filter).toString(),
    count: counted[card.key] ?? 0,
  }));
}

async function recentChanges(ctx: Ctx, seen: SQL | undefined): Promise<Home['recent']> {
  const { event: e, hazard: h } = ctx.db.rows;
  const last = ctx.db
    .select({ hazardId: e.entityId, at: e.at, actor: e.actor, action: e.action, from: e.fromState })
    .from(e)
    .where(eq(e.entity, 'hazard'))
    .orderBy(desc(e.at))
    .limit(LOOKED_AT)
    .as('last');
  const rows = await ctx.db
    .select({
      hazardId: last.hazardId,
      at: last.at,
      actor: last.actor,
      action: last.action,
      from: last.from,
      number: h.number,
      title: h.title,
      source: h.source,
      restricted: h.restricted,
      createdAt: h.createdAt,
    })
    .from(last)
    .innerJoin(h, eq(h.id, last.hazardId))
    .where(and(seen))
    .orderBy(desc(last.at))
    .limit(SHORT);
  const names = await namesOf(
    ctx,
    rows.map((row) => personOf(row.actor)),
  );
  return rows.map(({ actor, action, from, source, restricted, createdAt, at, ...row }) => ({
    ...row,
    at: iso(hidesMinute(ctx, { source, restricted }) && at === createdAt ? dayStart(at) : at),
    label: labelOf(action, from),
    actorName: actorName(actor, source, names),
  }));
}

/** Tips not yet decided on my desks: for the offices, their hazards are the restricted ones still in the first state. */
async function waitingTips(ctx: Ctx): Promise<number> {
  const { counter: c } = ctx.db.rows;
  const { intake, discipline } = myDesks(ctx);
  const names = [...(intake ? ['hazard.restricted'] : []), ...(discipline ? ['hazard.discipline'] : [])];
  if (names.length === 0) return unitTips(ctx);
  const [row] = await ctx.db
    .select({ n: sql<number>`COALESCE(SUM(${c.value}), 0)` })
    .from(c)
    .where(and(among(c.name, names), eq(c.bucket, 'reported')));
  return row?.n ?? 0;
}

async function unitTips(ctx: Ctx): Promise<number> {
  const t = ctx.db.rows.tip;
  const mine = ctx.db
    .select({ id: t.id })
    .from(t)
    .where(and(visibleTips(ctx), eq(t.state, 'opened')))
    .limit(COUNT_MAX)
    .as('mine');
  const [row] = await ctx.db.select({ n: sql<number>`COUNT(*)` }).from(mine);
  return row?.n ?? 0;
}
