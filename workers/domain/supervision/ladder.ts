import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { localDay } from '../clocks/days.ts';
import { type LadderAct, loadPolicies, pickPolicy } from '../clocks/policy.ts';
import { scheduleOf } from '../clocks/schedule.ts';
import type { Ctx } from '../context.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { newOrder, newSummons } from './draft.ts';
import { tell } from './tell.ts';

/** The late matter a rung is about. */
export interface LateMatter {
  readonly entity: 'assignment' | 'report' | 'hazard' | 'order' | 'summons';
  readonly id: string;
  readonly unitId: string;
  /** What is late, as a verb: 任务办理, 整改. */
  readonly deed: string;
  readonly number: string;
  readonly title: string;
}

/**
 * What a rung of the ladder does, for the commit that fires it: drafts a supervision order or a summons, which a person
 * sends out, or names the unit in the running month's bulletin. What stands open on the same matter is not doubled.
 */
export async function ladderWrites(ctx: Ctx, act: LadderAct, matter: LateMatter): Promise<Write[]> {
  const about = await rootOf(ctx, matter);
  if (act === 'order') return orderWrites(ctx, matter, about);
  return act === 'bulletin' ? mentionWrites(ctx, matter, about) : summonsWrites(ctx, matter, about);
}

interface About {
  readonly subjectEntity: string;
  readonly subjectId: string;
}

/** A late answer to an order is the same matter as what the order is about: one matter, one summons. */
async function rootOf({ db }: Ctx, { entity, id }: LateMatter): Promise<About> {
  const { supervisionOrder: o, summons: s } = db.rows;
  const own = { subjectEntity: entity, subjectId: id };
  if (entity !== 'order' && entity !== 'summons') return own;
  const [row] =
    entity === 'order'
      ? await db.select({ entity: o.subjectEntity, id: o.subjectId }).from(o).where(eq(o.id, id))
      : await db.select({ entity: s.subjectEntity, id: s.subjectId }).from(s).where(eq(s.id, id));
  return row?.entity && row.id ? { subjectEntity: row.entity, subjectId: row.id } : own;
}

const late = ({ deed, number, title }: LateMatter): string =>
  `${number ? `${number} ` : ''}${title ? `“${title}”` : ''}${deed}超期`;

async function orderWrites(ctx: Ctx, matter: LateMatter, about: About): Promise<Write[]> {
  const o = ctx.db.rows.supervisionOrder;
  const [open] = await ctx.db
    .select({ id: o.id })
    .from(o)
    .where(and(eq(o.subjectEntity, about.subjectEntity), eq(o.subjectId, about.subjectId), isNull(o.finishedAt)));
  if (open) return [];
  const { unitId } = matter;
  const title = cut(`关于${late(matter)}的督办`);
  const demand = `经查，${late(matter)}，至今未办结。请立即组织办理，说明超期原因和下步措施，并按期书面回复办理结果。`;
  const draft = newOrder(ctx, { origin: 'ladder', ...about, unitId, title, demand, dueDay: await answerDay(ctx) });
  const notice = tell('order', { id: draft.id, unitId, title }, 'office', 'drafted', '已拟督办单，请审核送达');
  return [...draft.writes, ...(await notifyWrites(ctx, notice))];
}

/** The day a served order would be due today: an offer to whoever serves it. */
export async function answerDay(ctx: Ctx): Promise<string | null> {
  const policy = pickPolicy(await loadPolicies(ctx, 'order', ['answer']), 'answer', {}, ctx.now);
  const due = policy ? (await scheduleOf(ctx, policy, ctx.now)).dueAt : null;
  return due === null ? null : localDay(due);
}

async function mentionWrites(ctx: Ctx, matter: LateMatter, about: About): Promise<Write[]> {
  const m = ctx.db.rows.bulletinMention;
  const { subjectEntity: entity, subjectId: entityId } = about;
  const [waiting] = await ctx.db
    .select({ id: m.id })
    .from(m)
    .where(and(isNull(m.bulletinId), eq(m.entity, entity), eq(m.entityId, entityId)));
  if (waiting) return [];
  const period = localDay(ctx.now).slice(0, 7);
  const row = { id: ctx.newId(), period, unitId: matter.unitId, entity, entityId, reason: late(matter) };
  return [ctx.db.insert('bulletinMention', { ...row, createdAt: ctx.now })];
}

async function summonsWrites(ctx: Ctx, matter: LateMatter, about: About): Promise<Write[]> {
  const s = ctx.db.rows.summons;
  const [open] = await ctx.db
    .select({ id: s.id })
    .from(s)
    .where(and(eq(s.subjectEntity, about.subjectEntity), eq(s.subjectId, about.subjectId), isNull(s.finishedAt)));
  if (open) return [];
  const { unitId } = matter;
  const title = cut(`关于${late(matter)}的约谈`);
  const grounds = `${late(matter)}，经多次督促仍未办结。`;
  const draft = newSummons(ctx, { cause: 'ladder', ...about, unitId, who: '主要负责人', title, grounds });
  const notice = tell('summons', { id: draft.id, unitId, title }, 'office', 'drafted', '已拟约谈，请审核并通知');
  return [...draft.writes, ...(await notifyWrites(ctx, notice))];
}

/** As long as a title may be. */
const cut = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);
