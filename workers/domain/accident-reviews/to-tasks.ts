import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/accident-reviews.ts';
import type { AccidentState } from '../../contract/register-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { titleOf } from '../notice-desk/draft.ts';
import { newPlan } from '../plans/create.ts';
import { stepFor, stepWrites } from '../registers/step.ts';
import { draftTasks, type TaskFields } from '../tasks/draft.ts';
import { ACCIDENT_MACHINE } from './machine.ts';
import { loadAccident, type MeasureRow, measuresOf } from './rows.ts';

/** Measures that name a unit, as drafts of a plan of this accident, in one commit. @throws `nothing_to_dispatch` */
export async function measuresToTasks(
  ctx: Ctx,
  input: InputOf<typeof contract.measuresToTasks>,
): Promise<OutputOf<typeof contract.measuresToTasks>> {
  const row = await loadAccident(ctx, input.id);
  const step = await stepFor(ctx, ACCIDENT_MACHINE, row, 'toTasks', input);
  const named = (await measuresOf(ctx, row.id)).flatMap((one) =>
    one.unitId === null ? [] : [{ ...one, unitId: one.unitId }],
  );
  if (named.length === 0) refuse('nothing_to_dispatch');
  const { writes, plan } = await newPlan(ctx, {
    ...{ kind: 'manual', title: `${row.title}整改措施`.slice(0, 120), docNo: row.docNo, issuedOn: row.approvedOn },
    year: Number(localDay(ctx.now).slice(0, 4)),
  });
  const drafted = await draftTasks(
    ctx,
    plan,
    named.map((one, i) => ({ fields: fieldsOf(one), place: { sort: i + 1, source: row.title.slice(0, 80) } })),
  );
  const { writes: own, done } = stepWrites<AccidentState>(ctx, 'accidentReview', row, 'toTasks', step, {
    set: { planId: plan.id },
    data: { planId: plan.id, tasks: named.length },
  });
  const links = named.map((one, i) =>
    ctx.db.update('accidentMeasure', { taskId: drafted.tasks[i]!.id }, (m) => eq(m.id, one.id)),
  );
  const answer = { ...done, planId: plan.id, tasks: named.length };
  return ctx.db.commit([...writes, ...drafted.writes, ...links, ...own], answer);
}

function fieldsOf({ words, unitId, dueDay }: MeasureRow & { unitId: string }): TaskFields {
  return {
    ...{ itemNo: '', title: titleOf(words), content: words, recurrence: null, deadlineText: '', startDay: null },
    ...{ kind: dueDay === null ? 'standing' : 'once', dueDay, milestones: [], sector: null, tag: '事故整改' },
    units: [{ unitId, role: 'lead', dueDay: null }],
  };
}
