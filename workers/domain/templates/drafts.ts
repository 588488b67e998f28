import type { AssignmentRole } from '../../contract/task-words.ts';
import { ASSIGNMENT_ROLES } from '../../contract/task-words.ts';
import type { TaskFields } from '../tasks/draft.ts';
import type { Ref, Template } from './body.ts';
import type { Book } from './book.ts';
import { whenOf } from './when.ts';

/** Drafts out of one template, and in sentences what of it could not be used. */
export interface Made {
  readonly fields: TaskFields[];
  readonly skipped: string[];
}
const MAX_UNITS = 200;
/** A unit named twice in one item has the stronger part. */
const STRENGTH: readonly AssignmentRole[] = ['lead', 'responsible', 'convener', 'implementer', 'support'];

/** `toDay`: the last day of a campaign, for its tasks. `prefix`: several campaigns share one plan. */
export function draftsOf(
  template: Template,
  book: Book,
  plan: { readonly year: number; readonly toDay: string | null; readonly tag: string },
  prefix = false,
): Made {
  const skipped: string[] = [];
  const say = (what: string) => skipped.push(`${template.title}：${what}`);
  const units = unitsOf(
    template.duties.flatMap((duty) => duty.units),
    book,
    say,
  );
  const base = { startDay: null, sector: null, tag: plan.tag, units, itemNo: template.itemNo };
  if (template.kind === 'task') {
    const content = contentOf(template, book);
    const when = whenOf(template, plan.year);
    return { fields: [{ ...base, ...when, title: template.title, content }], skipped };
  }
  if (template.focus.length === 0) say('没有检查重点，不能生成任务');
  const said = template.duties.map((duty) => duty.text).join('\n');
  const fields = template.focus.map((focus, i) => ({
    ...base,
    itemNo: String(i + 1),
    title: (prefix ? `${template.title}：${focus}` : focus).slice(0, 200),
    content: said,
    ...{ kind: 'once' as const, recurrence: null, deadlineText: template.deadline, dueDay: plan.toDay, milestones: [] },
    sector: template.sectors.length === 1 ? (template.sectors[0] as string) : null,
  }));
  return { fields, skipped };
}

/** The statements as they stand; of several each says who has it: the parts of the task only say who is in it. */
function contentOf({ duties }: Template, book: Book): string {
  const [only, ...more] = duties;
  if (more.length === 0) return only?.text ?? '';
  return duties.map(({ text, units }, i) => `${i + 1}. ${text}${who(units, book)}`).join('\n');
}

function who(units: readonly Ref[], book: Book): string {
  const parts = Object.entries(ASSIGNMENT_ROLES).flatMap(([role, label]) => {
    const refs = units.filter((unit) => unit.role === role);
    return refs.length > 0 ? [`${label}：${refs.map((unit) => book.name(unit.ref)).join('、')}`] : [];
  });
  return parts.length > 0 ? `（${parts.join('；')}）` : '';
}

function unitsOf(refs: readonly Ref[], book: Book, say: (what: string) => void): TaskFields['units'] {
  const roles = new Map<string, AssignmentRole>();
  const missing = new Set<string>();
  for (const { ref, role } of refs) {
    const { ids, why } = book.find(ref);
    if (why) missing.add(why);
    for (const id of ids) {
      const before = roles.get(id);
      if (!before || STRENGTH.indexOf(role) < STRENGTH.indexOf(before)) roles.set(id, role);
    }
  }
  for (const why of missing) say(why);
  if (roles.size > MAX_UNITS) say(`责任单位超过 ${MAX_UNITS} 个，只列入前 ${MAX_UNITS} 个`);
  const order = Object.keys(ASSIGNMENT_ROLES);
  return [...roles]
    .slice(0, MAX_UNITS)
    .map(([unitId, role]) => ({ unitId, role, dueDay: null }))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}
