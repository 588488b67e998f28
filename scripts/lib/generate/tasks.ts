import { dayNumber, dayText } from '../../../workers/domain/clocks/days.ts';
import type { Actor, Ctx } from '../../../workers/domain/context.ts';
import { newPlan } from '../../../workers/domain/plans/create.ts';
import { dispatchWrites } from '../../../workers/domain/tasks/dispatch-writes.ts';
import { draftTasks, type TaskFields } from '../../../workers/domain/tasks/draft.ts';
import { castOf } from './cast.ts';
import { Dice } from './dice.ts';
import type { Ledger } from './hazard.ts';
import { TASKS } from './words.ts';

/** A plan of a dozen tasks given out to every unit that has somebody to do them: through the product's own verbs. */
export async function giveTasks(ctx: Ctx, ledger: Ledger): Promise<number> {
  const p = ctx.db.rows.plan;
  const [there] = await ctx.db.select({ id: p.id }).from(p).limit(1);
  if (there) return 0;
  const year = Number(dayText(dayNumber(ledger.until)).slice(0, 4));
  const cast = await castOf(ctx, year, year);
  const dice = new Dice(ledger.seed, 'tasks');
  const actor: Actor = {
    kind: 'person',
    personId: cast.office,
    sessionId: '',
    grants: [{ role: 'commission_office', unitId: '' }],
  };
  const at: Ctx = { ...ctx, actor, now: ledger.until, newId: () => dice.id(ledger.until) };
  const { writes, plan } = await newPlan(at, {
    kind: 'manual',
    title: `${year}年度安全生产工作要点`,
    year,
    state: 'active',
  });
  const units = [...new Set(cast.handlers.map((h) => h.unitId))];
  const drafts = TASKS.map((title, i) => ({
    fields: fieldsOf(title, units, ledger.until, dice),
    place: { sort: i + 1 },
  }));
  const drafted = await draftTasks(at, plan, drafts);
  const given = await dispatchWrites(at, drafted.drafts);
  return at.db.commit([...writes, ...drafted.writes, ...given], drafts.length);
}

function fieldsOf(title: string, units: readonly string[], until: number, dice: Dice): TaskFields {
  return {
    ...{ itemNo: '', title, content: '', kind: 'once', recurrence: null, deadlineText: '', startDay: null },
    ...{ dueDay: dayText(dayNumber(until) + dice.between(5, 90)), milestones: [], sector: null, tag: '' },
    units: units.map((unitId) => ({ unitId, role: 'lead', dueDay: null })),
  };
}
