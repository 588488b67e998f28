import type * as z from 'zod';
import type { templateBody } from '../../contract/plans.ts';
import type { AssignmentRole } from '../../contract/task-words.ts';
import type { CampaignBody, KeyPeriodBody, Milestone, TaskBody, TaskDuty } from '../packs/pack.ts';
import { isGroup } from './book.ts';

export type TemplateBody = z.output<typeof templateBody>;
export interface TemplateRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** JSON: as a pack wrote it, or as it was edited here. */
  readonly body: string;
}
/** A unit of a template, not yet looked up. */
export interface Ref {
  readonly ref: string;
  readonly role: AssignmentRole;
}
/** A template of either origin, read. */
export interface Template {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** Each statement with the units it is given to. */
  readonly duties: readonly { readonly text: string; readonly units: readonly Ref[] }[];
  readonly itemNo: string;
  readonly deadline: string;
  /** What it is; undefined: to be read from the words. */
  readonly taskKind: TemplateBody['kind'] | undefined;
  readonly recurrence: TemplateBody['recurrence'];
  readonly standing: boolean;
  readonly milestones: readonly Milestone[];
  readonly year: number | null;
  readonly focus: readonly string[];
  readonly sectors: readonly string[];
  readonly from: string;
  readonly to: string;
}

type Any = Partial<TemplateBody> & Partial<Omit<TaskBody, 'milestones'>> & Partial<CampaignBody & KeyPeriodBody>;

export function readTemplate({ id, kind, title, body }: TemplateRow): Template {
  const b = JSON.parse(body) as Any;
  const own = b.units !== undefined;
  const units = own ? (b.units ?? []).map(({ unitId, role }) => ({ ref: unitId, role })) : leadsOf(b.lead ?? []);
  return {
    ...{ id, kind, title, standing: b.standing ?? false, taskKind: own ? b.kind : undefined },
    duties: b.duties
      ? b.duties.map((duty) => ({ text: duty.text, units: refsOf(duty) }))
      : [{ text: b.text ?? '', units }],
    itemNo: b.number === undefined ? '' : String(b.number),
    deadline: b.deadlineText ?? b.deadline ?? b.period ?? '',
    recurrence: b.recurrence ?? null,
    milestones: b.milestones ?? [],
    // The key of a pack's task begins with the year of its document.
    year: b.year ?? (Number(/^task-(20\d\d)-/.exec(id)?.[1] ?? 0) || null),
    focus: b.focus ?? [],
    sectors: b.sectors ?? [],
    from: b.from ?? '',
    to: b.to ?? '',
  };
}

const roles = (refs: readonly string[] | undefined, role: AssignmentRole): Ref[] =>
  (refs ?? []).map((ref) => ({ ref, role }));

/** A list of units that nobody else shares is a list of those responsible; one unit alone, or one among others, leads. */
function refsOf({ lead = [], convener, with: sharing, implementers }: TaskDuty): Ref[] {
  const alone = !convener?.length && !sharing?.length && !implementers?.length;
  return [
    ...(alone ? leadsOf(lead) : roles(lead, lead.some(isGroup) ? 'responsible' : 'lead')),
    ...roles(convener, 'convener'),
    ...roles(sharing, 'responsible'),
    ...roles(implementers, 'implementer'),
  ];
}

const leadsOf = (refs: readonly string[]): Ref[] =>
  roles(refs, refs.length > 1 || refs.some(isGroup) ? 'responsible' : 'lead');
