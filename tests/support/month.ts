import { type District, district } from './hazards.ts';
import type { Caller } from './world.ts';
import { clock } from './world.ts';

export const day = (text: string): number => Date.parse(`${text}T02:00:00Z`);

export interface MonthWorld extends District {
  readonly leader: Caller;
  /** The caller with a token of the clock's time. */
  at(when: string, who: Caller): Promise<Caller>;
  /** Counters as the task verbs would have left them. */
  happened(month: string, unitId: string, metrics: Readonly<Record<string, number>>): Promise<void>;
  /** A dispatched task of the unit, due on that day. */
  task(unitId: string, number: string, dueDay: string): Promise<string>;
}

/** A street and a bureau that report, an office, a leader; no half-month unless set. */
export async function monthWorld(settings: Readonly<Record<string, unknown>> = {}): Promise<MonthWorld> {
  const world = await district();
  const { db } = await world.ctx();
  await db.commit(
    Object.entries(settings).map(([key, value]) =>
      db.insert('setting', { key, value: JSON.stringify(value), updatedAt: clock.now }),
    ),
    null,
  );
  return {
    ...world,
    leader: await world.person(['leader'], '区长'),
    async at(when, who) {
      clock.now = day(when);
      return world.fresh(who);
    },
    async happened(month, unitId, metrics) {
      const writes = Object.entries(metrics).flatMap(([metric, n]) => [
        db.count('task.month', `${month}|${metric}`, n),
        db.count('task.unitMonth', `${month}|${unitId}|${metric}`, n),
      ]);
      await db.commit(writes, null);
    },
    async task(unitId, number, dueDay) {
      const ctx = await world.ctx();
      const [planId, taskId, id] = [ctx.newId(), ctx.newId(), ctx.newId()];
      const head = { createdAt: clock.now, updatedAt: clock.now, version: 0, eventHash: '' };
      const plan = { id: planId, number: `P${number}`, kind: 'manual', title: '要点', state: 'active', year: 2026 };
      const task = { id: taskId, planId, number, sort: 1, title: `任务${number}`, kind: 'once', parts: 1 };
      const dueAt = day(dueDay);
      await ctx.db.commit(
        [
          ctx.db.insert('plan', { ...plan, ...head }),
          ctx.db.insert('task', { ...task, state: 'dispatched', stage: 'dispatched', dueDay, dueAt, ...head }),
          ctx.db.insert('assignment', {
            ...{ id, planId, taskId, unitId, role: 'lead', state: 'dispatched', dueDay, dueAt },
            ...head,
          }),
          ctx.db.count('task.units', `${unitId}|dispatched`, 1),
        ],
        null,
      );
      return id;
    },
  };
}
