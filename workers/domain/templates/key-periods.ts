import { asc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import { lastEvent } from '../audit/head.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { newPlan } from '../plans/create.ts';
import { draftTasks } from '../tasks/draft.ts';
import { readSetting } from '../tips/settings.ts';
import { readTemplate, type Template } from './body.ts';
import { type Book, unitBook } from './book.ts';
import { draftsOf } from './drafts.ts';
import { added, dayOf } from './period.ts';

interface Period {
  readonly from: string;
  readonly to: string;
}
interface Rule {
  /** How long before a period its plan is drafted. */
  readonly days: number;
  /** Who checks where the template names nobody. */
  readonly units: readonly string[];
}
const NATIONAL: Rule = { days: 15, units: ['@streets', '@regulators'] };
/** From this month on the next year is looked at: the earliest Spring Festival is in January. */
const LOOK_AHEAD = 12;

/**
 * Once a night: a plan of checks is drafted some days before every key period, once a year each. A period whose days are
 * not known is left out, and that is said once a year.
 */
export async function spawnKeyPeriods(ctx: Ctx): Promise<{ spawned: string[]; unknown: string[] }> {
  const t = ctx.db.rows.template;
  const rows = await ctx.db.select().from(t).where(eq(t.kind, 'key_period')).orderBy(asc(t.sort), asc(t.id));
  const rule = await ruleOf(ctx);
  const today = localDay(ctx.now);
  const [year, month] = today.split('-').map(Number) as [number, number];
  const spawned: string[] = [];
  const unknown: string[] = [];
  for (const y of month >= LOOK_AHEAD ? [year, year + 1] : [year]) {
    const lost: Template[] = [];
    for (const template of rows.map(readTemplate)) {
      const period = await periodOf(ctx, template, y);
      if (!period) lost.push(template);
      else if (added(period.from, -rule.days) <= today && today <= period.from) {
        if (await once(() => spawn(ctx, template, y, period, rule))) spawned.push(`${y} ${template.title}`);
      }
    }
    if (lost.length > 0) await once(() => sayUnknown(ctx, y, lost));
    unknown.push(...lost.map((template) => `${y} ${template.title}`));
  }
  if (spawned.length > 0) ctx.ports.wakeOutbox();
  return { spawned, unknown };
}

/** Another run may have done it first: done is done. */
async function once(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

/** The period that begins in this year. */
async function periodOf({ ports }: Ctx, { from, to }: Template, year: number): Promise<Period | null> {
  const first = dayOf(from, year, 'from', await ports.holidays(year));
  const last = dayOf(to, year, 'to', await ports.holidays(year));
  if (first === null || last === null) return null;
  if (last >= first) return { from: first, to: last };
  const next = dayOf(to, year + 1, 'to', await ports.holidays(year + 1));
  return next === null ? null : { from: first, to: next };
}

async function spawn(ctx: Ctx, template: Template, year: number, period: Period, rule: Rule): Promise<boolean> {
  const entityId = `${template.id}@${year}`;
  if ((await lastEvent(ctx, 'key_period', entityId)).version > 0) return false;
  const title = `${year}年${template.title}安全检查`;
  const { from: fromDay, to: toDay } = period;
  const fields = { kind: 'campaign' as const, title, year, fromDay, toDay, tag: template.title.slice(0, 40) };
  const { writes, plan } = await newPlan(ctx, fields);
  const { drafts, skipped } = draftsFor(template, await unitBook(ctx), { year, toDay, tag: plan.tag }, rule);
  const tasks = await draftTasks(
    ctx,
    plan,
    drafts.map((f, i) => ({ fields: f, place: { sort: i + 1, source: `template:${template.id}` } })),
  );
  const data = { planId: plan.id, fromDay, toDay };
  const body = { entity: 'key_period', entityId, action: 'spawn', from: null, to: 'spawned', data };
  const notice = await notifyWrites(ctx, {
    to: [{ role: 'commission_office' }],
    kind: 'plan.key_period',
    title: `“${title}”计划已起草，请核对后交办`,
    body: [`时段 ${fromDay} 至 ${toDay}，共 ${drafts.length} 项检查任务。`, ...skipped].join('；').slice(0, 500),
    link: `/plans/${plan.id}`,
  });
  return ctx.db.commit([nextEvent(ctx, NO_EVENTS, body).write, ...writes, ...tasks.writes, ...notice], true);
}

/** A task for each point to look at; without any, one for the period itself. */
function draftsFor(template: Template, book: Book, plan: Parameters<typeof draftsOf>[2], rule: Rule) {
  const named = template.duties.some((duty) => duty.units.length > 0);
  const units = rule.units.map((ref) => ({ ref, role: 'responsible' as const }));
  const focus = template.focus.length > 0 ? template.focus : [`开展${template.title}安全检查`];
  const duties = named ? template.duties : [{ text: template.duties[0]?.text ?? '', units }];
  const { fields, skipped } = draftsOf({ ...template, focus, duties, deadline: `${plan.toDay}前` }, book, plan);
  return { drafts: fields, skipped };
}

async function sayUnknown(ctx: Ctx, year: number, lost: readonly Template[]): Promise<boolean> {
  const entityId = `key-periods-${year}`;
  if ((await lastEvent(ctx, 'reminder', entityId)).version > 0) return false;
  const data = { year, templates: lost.map((template) => template.id) };
  const body = { entity: 'reminder', entityId, action: 'key_period_unknown', from: null, to: null, data };
  const notice = await notifyWrites(ctx, {
    to: [{ role: 'commission_office' }],
    kind: 'plan.key_period_unknown',
    title: `${year} 年有重点时段的日期还不能确定`,
    body: `${lost.map((template) => template.title).join('、')}：放假安排尚未导入，或时段的写法读不出，暂不起草检查计划。放假安排导入后自动起草；写法可在任务模板中修改。`,
    link: '/templates',
  });
  return ctx.db.commit([nextEvent(ctx, NO_EVENTS, body).write, ...notice], true);
}

/** Setting `campaign.lead_days`; what is out of bounds counts as not set. */
async function ruleOf(ctx: Ctx): Promise<Rule> {
  const { days, units } = ((await readSetting(ctx, 'campaign.lead_days')) ?? {}) as Record<string, unknown>;
  const whole = Number.isInteger(days) && (days as number) >= 0 && (days as number) <= 90;
  const list = Array.isArray(units) && units.every((ref) => typeof ref === 'string') ? (units as string[]) : undefined;
  return { days: whole ? (days as number) : NATIONAL.days, units: list ?? NATIONAL.units };
}
