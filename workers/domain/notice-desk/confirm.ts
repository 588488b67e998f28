import type { DraftItem, NoticeDraft, confirmNotice as route } from '../../contract/notice-desk.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { AssignmentRole } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { type FieldError, refuse } from '../errors.ts';
import { matcher } from '../notices/match.ts';
import { checkUnitsExist } from '../people/check.ts';
import { ownerOf } from '../plans/add.ts';
import { newPlan } from '../plans/create.ts';
import { draftTasks, type TaskFields } from '../tasks/draft.ts';
import { aliasWrites } from '../unit-profiles/aliases.ts';
import { seenNotice, stepWrites, storedOf } from './rows.ts';

/** The plan, a draft of every included task and the notice that points to it: in one commit, or nothing. */
export async function confirmNotice(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const row = await seenNotice(ctx, input, 'confirm');
  const { draft } = storedOf(row);
  const problems = problemsOf(draft);
  if (problems.length > 0) refuse('bad_request', { fields: problems.slice(0, 50) });
  const items = draft.items.filter((item) => item.include);
  await checkUnitsExist(
    ctx,
    items.flatMap((item) => item.units.flatMap((u) => u.unitIds.map((id) => [`items.${item.key}.units`, id] as const))),
  );
  const { title, docNo, issuer, issuedOn, year } = draft;
  const made = await newPlan(ctx, {
    ...{ kind: 'notice', title: title.slice(0, 120), docNo, issuer, issuedOn, year },
    ownerUnitId: await ownerOf(ctx),
  });
  const source = [issuer, docNo].filter((word) => word !== '').join(' ') || title.slice(0, 80);
  const drafts = items.map((item, i) => ({ fields: fieldsOf(item), place: { sort: i + 1, source } }));
  const { writes: tasks } = await draftTasks(ctx, made.plan, drafts);
  const settled = input.remember ? settledNames(draft) : [];
  const facts = { planId: made.plan.id, tasks: items.length, remembered: settled.length };
  const { writes, version } = stepWrites(ctx, row, 'confirm', { planId: made.plan.id }, facts);
  return ctx.db.commit([...made.writes, ...tasks, ...(await aliasWrites(ctx, settled)), ...writes], {
    id: row.id,
    planId: made.plan.id,
    number: made.plan.number,
    tasks: items.length,
    version,
  });
}

/** Names of which a person said that each is one unit. 有关部门 means somebody else in the next notice: not those. */
export function settledNames({ names }: NoticeDraft): { name: string; unitId: string }[] {
  const anybody = matcher([]);
  return names.flatMap(({ name, unitIds: [unitId, ...others], ignored }) =>
    unitId === undefined || others.length > 0 || ignored || /^各/.test(name) || anybody(name).match === 'open'
      ? []
      : [{ name, unitId }],
  );
}

/** What still stands in the way, by task: its key stands in the path, so that the page can go there. */
function problemsOf(draft: NoticeDraft): FieldError[] {
  const items = draft.items.filter((item) => item.include);
  const out: FieldError[] = [];
  if (draft.title.length < 2) out.push({ path: 'title', message: '请填写通知标题' });
  if (items.length === 0) out.push({ path: 'items', message: '没有要建的任务：请至少保留一项，或手工新增' });
  for (const { key, title, units, kind, recurrence, milestones } of items) {
    const at = (field: string, message: string) => out.push({ path: `items.${key}.${field}`, message });
    if (title.length < 2) at('title', '请填写任务名称');
    if (units.some((u) => u.unitIds.length === 0)) at('units', '有单位还没有对应到本地区：请选定，或明确去掉');
    if (kind === 'recurring' && recurrence === null) at('recurrence', '请选择多久重复一次');
    if (milestones.some((m) => m.title === '')) at('milestones', '请写明节点要完成什么');
  }
  return out;
}

/** A unit named in two parts has the weightier one. */
const WEIGHT: readonly AssignmentRole[] = ['lead', 'responsible', 'implementer', 'convener', 'support'];

function fieldsOf(item: DraftItem): TaskFields {
  const parts = new Map<string, AssignmentRole>();
  for (const role of WEIGHT) {
    for (const unit of item.units.filter((u) => u.role === role)) {
      for (const id of unit.unitIds) if (!parts.has(id)) parts.set(id, role);
    }
  }
  return {
    itemNo: item.no,
    title: item.title,
    content: item.content,
    kind: item.kind,
    recurrence: item.kind === 'recurring' ? item.recurrence : null,
    deadlineText: item.deadlineText,
    startDay: null,
    dueDay: item.kind === 'standing' ? null : item.dueDay,
    milestones: item.milestones,
    sector: null,
    tag: '',
    units: [...parts].map(([unitId, role]) => ({ unitId, role, dueDay: null })),
  };
}
