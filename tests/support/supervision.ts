import { and, eq } from 'drizzle-orm';
import { national } from '../../seeds/national.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { newPlan } from '../../workers/domain/plans/create.ts';
import { dispatch } from '../../workers/domain/tasks/dispatch.ts';
import { draftTask } from '../../workers/domain/tasks/draft.ts';
import { runCron } from '../../workers/jobs.ts';
import { DAYS_2026, DAYS_2027, loadYear } from './clocks.ts';
import { type Caller, caller, clock, mintTenant, opener, type World } from './world.ts';

export const tick = () => runCron(opener, '* * * * *');
/** Noon in China of a day. */
export const noon = (day: string): number => Date.parse(`${day}T04:00:00Z`);

export interface Supervised extends World {
  readonly bureau: string;
  readonly street: string;
  readonly office: Caller;
  readonly office2: Caller;
  readonly leader: Caller;
  readonly handler: Caller;
  readonly head: Caller;
  /** A dispatched task of the bureau, due that day; answers the bureau's part in it. */
  part(dueDay: string): Promise<string>;
  /** Moves the clock to noon of that day and lets the cron run. */
  until(day: string): Promise<void>;
  /** The same person with a token of now. */
  fresh(who: Caller): Promise<Caller>;
  /** Notices of a person, oldest first. */
  told(who: Caller): Promise<string[]>;
}

/** A tenant with the national limits and settings, a bureau with a head and a handler, and two people in the office. */
export async function supervised(): Promise<Supervised> {
  const world = await mintTenant();
  await loadYear(DAYS_2026);
  await loadYear(DAYS_2027);
  for (const step of ['policies', 'settings'] as const) await loadPack(await world.ctx(), national, { step });
  const [bureau, street] = [await world.unit('住建局'), await world.unit('城东街道', 'street')];
  const office = await world.person(['commission_office'], '安委办甲');
  return {
    ...world,
    ...{ bureau, street, office },
    office2: await world.person(['commission_office'], '安委办乙'),
    leader: await world.person(['leader'], '副区长'),
    handler: await world.person([{ role: 'unit_handler', unitId: bureau }], '经办人甲'),
    head: await world.person([{ role: 'committee_lead', unitId: bureau }], '局长'),
    async part(dueDay) {
      const ctx = await world.ctx(office.actor);
      const { writes, plan } = await newPlan(ctx, { title: '年度要点', year: 2026, kind: 'manual', state: 'active' });
      const fields = { ...FIELDS, dueDay, units: [{ unitId: bureau, role: 'lead' as const, dueDay: null }] };
      const task = await draftTask(ctx, plan, fields, { sort: 1 });
      await ctx.db.commit([...writes, ...task.writes], null);
      await dispatch(await world.ctx(office.actor), { id: task.id, version: task.version });
      const a = ctx.db.rows.assignment;
      const [row] = await ctx.db
        .select({ id: a.id })
        .from(a)
        .where(and(eq(a.taskId, task.id), eq(a.unitId, bureau)));
      return row!.id;
    },
    async until(day) {
      clock.now = noon(day);
      await tick();
    },
    async fresh(who) {
      if (who.actor.kind !== 'person') return who;
      const { sessionId, grants } = who.actor;
      const { ports } = await world.ctx();
      const token = await ports.accessToken(`t${world.no}`, { subject: who.personId, sessionId, grants });
      return caller(world.slug, who.actor, token, who.personId);
    },
    async told(who) {
      const { db } = await world.ctx();
      const n = db.rows.notification;
      const rows = await db.select({ kind: n.kind }).from(n).where(eq(n.personId, who.personId)).orderBy(n.id);
      return rows.map((row) => row.kind);
    },
  };
}

const FIELDS = {
  title: '排查燃气隐患',
  content: '',
  kind: 'once' as const,
  itemNo: '',
  recurrence: null,
  nextOn: null,
  deadlineText: '',
  startDay: null,
  sector: null,
  tag: '',
  milestones: [],
};
