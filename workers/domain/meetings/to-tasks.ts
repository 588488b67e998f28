import type * as contract from '../../contract/meetings.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { newPlan } from '../plans/create.ts';
import { draftTasks, type TaskFields } from '../tasks/draft.ts';
import { linkTask, openResolutions } from './hold.ts';
import { mayGiveOut, meetingFor } from './rows.ts';
import { step } from './write.ts';

/**
 * Resolutions that name a unit, as drafts of a plan of this meeting, in one commit. Again after a correction: a second
 * plan with what is new. @throws `nothing_to_dispatch` when none is left
 */
export async function resolutionsToTasks(
  ctx: Ctx,
  input: InputOf<typeof contract.resolutionsToTasks>,
): Promise<OutputOf<typeof contract.resolutionsToTasks>> {
  const row = await meetingFor(ctx, input, 'toTasks');
  if (!(await mayGiveOut(ctx, row))) refuse('forbidden');
  const open = await openResolutions(ctx, row.id);
  if (open.length === 0) refuse('nothing_to_dispatch');
  const year = Number(row.day.slice(0, 4));
  const title = `${row.title}议定事项`.slice(0, 120);
  const { writes, plan } = await newPlan(ctx, { kind: 'meeting', title, year, issuedOn: row.day });
  const drafted = await draftTasks(
    ctx,
    plan,
    open.map((one, i) => ({ fields: fieldsOf(one), place: { sort: i + 1, source: `meeting:${row.id}` } })),
  );
  const all = [
    ...writes,
    ...drafted.writes,
    ...open.map((one, i) => linkTask(ctx, one.id, drafted.tasks[i]!.id)),
    ...step(ctx, row, 'toTasks', row.state, { planId: plan.id, tasks: open.length }, { planId: plan.id }),
  ];
  const answer = { id: row.id, planId: plan.id, tasks: open.length, version: row.version + 1 };
  return ctx.db.commit(all, answer);
}

type Open = Awaited<ReturnType<typeof openResolutions>>[number];

function fieldsOf({ title, unitId, support, dueDay }: Open): TaskFields {
  const part = (id: string, role: 'lead' | 'support') => ({ unitId: id, role, dueDay: null });
  return {
    itemNo: '',
    title: title.slice(0, 200),
    content: title.length > 200 ? title : '',
    kind: dueDay === null ? 'standing' : 'once',
    recurrence: null,
    deadlineText: '',
    startDay: null,
    dueDay,
    milestones: [],
    sector: null,
    tag: '',
    units: [part(unitId, 'lead'), ...support.filter((id) => id !== unitId).map((id) => part(id, 'support'))],
  };
}
