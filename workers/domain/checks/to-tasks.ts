import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { ownerOf } from '../plans/add.ts';
import { newPlan } from '../plans/create.ts';
import { draftTasks, type TaskFields } from '../tasks/draft.ts';
import { type FindingRow, findingsOf } from './rows.ts';
import { checkFor, stepWrites } from './step.ts';

/**
 * Duties not done, as drafts of a plan of this visit, in one commit. Again for what was found since: a plan of its own.
 * @throws `nothing_to_dispatch` when none is left
 */
export async function findingsToTasks(
  ctx: Ctx,
  input: InputOf<typeof contract.findingsToTasks>,
): Promise<OutputOf<typeof contract.findingsToTasks>> {
  const row = await checkFor(ctx, input, 'toTasks');
  const open = (await findingsOf(ctx, row.id)).filter(
    (f) => f.kind === 'duty' && f.taskId === null && f.unitId !== null,
  );
  if (open.length === 0) refuse('nothing_to_dispatch');
  const today = localDay(ctx.now);
  const { writes, plan } = await newPlan(ctx, {
    kind: 'manual',
    title: `${row.title}发现问题整改`.slice(0, 120),
    year: Number(today.slice(0, 4)),
    issuedOn: today,
    ownerUnitId: await ownerOf(ctx),
  });
  const drafted = await draftTasks(
    ctx,
    plan,
    open.map((one, i) => ({ fields: fieldsOf(one), place: { sort: i + 1, source: `check:${row.id}` } })),
  );
  const linked = open.map((one, i) =>
    ctx.db.update('checkFinding', { taskId: drafted.tasks[i]?.id ?? null }, (f) => eq(f.id, one.id)),
  );
  const step = await stepWrites(ctx, row, 'toTasks', { data: { planId: plan.id, tasks: open.length } });
  const answer = { id: row.id, planId: plan.id, tasks: open.length, version: step.done.version };
  return ctx.db.commit([...writes, ...drafted.writes, ...linked, ...step.writes], answer);
}

function fieldsOf({ title, description, unitId, dueDay }: FindingRow): TaskFields {
  return {
    ...{ itemNo: '', title, content: description, kind: dueDay === null ? 'standing' : 'once', recurrence: null },
    ...{ deadlineText: '', startDay: null, dueDay, milestones: [], sector: null, tag: '' },
    units: [{ unitId: unitId as string, role: 'lead', dueDay: null }],
  };
}
