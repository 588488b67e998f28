import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { planFromTemplates as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { checkDays, ownerOf } from '../plans/add.ts';
import { newPlan } from '../plans/create.ts';
import { draftTasks } from '../tasks/draft.ts';
import { among } from '../units/scope.ts';
import { readTemplate, type Template, type TemplateRow } from './body.ts';
import { unitBook } from './book.ts';
import { draftsOf } from './drafts.ts';

const USABLE: readonly string[] = ['task', 'campaign', 'key_period'];

/** A plan of drafts out of templates, in one commit; what could not be used is told. */
export async function planFromTemplates(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  checkDays(input);
  const { templateIds, ...planFields } = input;
  const [rows, book] = await Promise.all([templateRows(ctx, templateIds), unitBook(ctx)]);
  const usable = rows.filter((row) => USABLE.includes(row.kind)).map(readTemplate);
  const many = usable.filter((t) => t.kind !== 'task').length > 1;
  const made = usable.map((template) => draftsOf(template, book, input, many));
  const skipped = [
    ...rows.filter((row) => !USABLE.includes(row.kind)).map((row) => `${row.title}：这类模板不能生成任务`),
    ...made.flatMap((m) => m.skipped),
  ];
  const fields = made.flatMap((m) => m.fields);
  if (fields.length > PLAN_MAX_TASKS) throw new DomainError('plan_full');
  const { writes, plan } = await newPlan(ctx, { ...planFields, ownerUnitId: await ownerOf(ctx) });
  const source = sources(usable, made);
  const drafts = fields.map((f, i) => ({ fields: f, place: { sort: i + 1, source: source[i] } }));
  const drafted = await draftTasks(ctx, plan, drafts);
  const answer = { id: plan.id, number: plan.number, tasks: drafted.tasks.length, skipped };
  return ctx.db.commit([...writes, ...drafted.writes], answer);
}

/** Which template each draft came from. */
const sources = (templates: readonly Template[], made: readonly { fields: readonly unknown[] }[]): string[] =>
  made.flatMap(({ fields }, i) => fields.map(() => `template:${(templates[i] as Template).id}`));

/** In the order asked for. @throws `bad_request` when one of them is none of this tenant */
async function templateRows({ db }: Ctx, ids: readonly string[]): Promise<TemplateRow[]> {
  const t = db.rows.template;
  const rows = await db
    .select({ id: t.id, kind: t.kind, title: t.title, body: t.body })
    .from(t)
    .where(among(t.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].map((id) => {
    const row = byId.get(id);
    return row ?? refuse('bad_request', { fields: [{ path: 'templateIds', message: '没有这个模板' }] });
  });
}
