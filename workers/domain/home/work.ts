import { and, inArray, ne } from 'drizzle-orm';
import type { home as route } from '../../contract/desk.ts';
import type { OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { ordersToDo } from '../supervision/order-list.ts';
import { lateParts, lateTasks } from '../tasks/counts.ts';
import { list } from '../tasks/list.ts';
import { mine, namedParts, openParts, ownUnits, submittedParts } from '../tasks/mine.ts';
import { type Sight, sightOf } from '../tasks/sight.ts';
import { among, scopeOf } from '../units/scope.ts';

type Work = OutputOf<typeof route>['work'];
type Card = Work['cards'][number];
const SHORT = 8;
/** Above this a home page says 99+: nobody reads the difference, and counting would cost. */
const MOST = 100;

/** Of tasks, orders and month reports: how many wait for me or are late, and the first rows of each. */
export async function work(ctx: Ctx): Promise<Work> {
  if (!can(ctx, 'task.read')) return { cards: [], waiting: [], late: [] };
  const sight = await sightOf(ctx);
  const [waiting, late, cards] = await Promise.all([
    can(ctx, 'task.do') ? mine(ctx, { waiting: 'do', limit: SHORT }) : { items: [] },
    list(ctx, { urgency: 'overdue', sort: 'due', limit: SHORT }),
    Promise.all([toDo(ctx, sight), toJudge(ctx), overdue(ctx, sight), orders(ctx), reports(ctx)]),
  ]);
  return { cards: cards.filter((card) => card !== null), waiting: waiting.items, late: late.items };
}

async function toDo(ctx: Ctx, { units, me }: Sight): Promise<Card | null> {
  if (!can(ctx, 'task.do')) return null;
  const own = units === 'all' ? await ownUnits(ctx, me) : [...units];
  const found = await Promise.all(
    [true, false].flatMap((timed) => [
      openParts(ctx, own, timed, undefined, MOST),
      namedParts(ctx, me, timed, undefined, MOST),
    ]),
  );
  const ids = new Set(found.flat().map((part) => part.id));
  return {
    key: 'tasks',
    label: '待办任务',
    path: '/tasks/mine',
    query: '',
    count: Math.min(ids.size, MOST),
    tone: 'plain',
  };
}

async function toJudge(ctx: Ctx): Promise<Card | null> {
  if (!can(ctx, 'task.accept')) return null;
  const count = (await submittedParts(ctx, await scopeOf(ctx, 'task.accept'), undefined, MOST)).length;
  return { key: 'accept', label: '待认可任务', path: '/tasks/mine', query: 'view=accept', count, tone: 'plain' };
}

async function overdue(ctx: Ctx, sight: Sight): Promise<Card> {
  const { units } = sight;
  const [row] = await (units === 'all' ? lateTasks(ctx, sight, 'overdue') : lateParts(ctx, units, 'overdue'));
  return { key: 'late', label: '超期任务', path: '/tasks', query: 'urgency=overdue', count: row?.n ?? 0, tone: 'late' };
}

async function orders(ctx: Ctx): Promise<Card | null> {
  if (!can(ctx, 'supervise.issue') && !can(ctx, 'supervise.answer')) return null;
  const count = await ordersToDo(ctx, MOST);
  return { key: 'orders', label: '待办督办单', path: '/orders', query: 'show=todo', count, tone: 'plain' };
}

/** Reports that one's own units still have to hand in. */
async function reports(ctx: Ctx): Promise<Card | null> {
  if (!can(ctx, 'report.submit')) return null;
  const r = ctx.db.rows.report;
  const scope = await scopeOf(ctx, 'report.submit');
  const rows = await ctx.db
    .select({ id: r.id })
    .from(r)
    .where(
      // The last condition lets the index of open reports be used.
      and(
        inArray(r.state, ['due', 'returned']),
        scope === 'all' ? undefined : among(r.unitId, scope),
        ne(r.state, 'accepted'),
      ),
    )
    .limit(MOST);
  return {
    key: 'reports',
    label: '待报月报',
    path: '/month-reports',
    query: 'state=open',
    count: rows.length,
    tone: 'plain',
  };
}
