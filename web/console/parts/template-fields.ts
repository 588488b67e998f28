import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { templates } from '../../../workers/contract/settings.ts';
import type { AssignmentRole, Recurrence, TaskKind } from '../../../workers/contract/task-words.ts';
import { UNIT_GROUPS } from '../../../workers/contract/units.ts';

export type Template = ClientOutput<typeof templates>['items'][number];
export interface TemplateUnit {
  /** Id of a unit, or a group such as `@streets`. */
  unitId: string;
  role: AssignmentRole;
}
export interface TemplateFields {
  text: string;
  units: TemplateUnit[];
  deadlineText: string;
  kind: TaskKind;
  recurrence: Recurrence | null;
  /** The year its days are of, and what the form shows but does not change. */
  year: number | null;
  milestones: { text: string; due: string }[];
  focus: string[];
  from: string;
  to: string;
}

interface Duty {
  text: string;
  lead?: string[];
  convener?: string[];
  with?: string[];
  implementers?: string[];
}
/** As it was edited here, or as a pack brought it: statements with lists of unit keys. */
type Body = Partial<TemplateFields> & {
  duties?: Duty[];
  deadline?: string;
  standing?: boolean;
  lead?: string[];
  period?: string;
};

const idOf = (key: string) => (key.startsWith('@') || key.startsWith('unit-') ? key : `unit-${key}`);
const listed = (keys: string[] | undefined, role: AssignmentRole): TemplateUnit[] =>
  (keys ?? []).map((key) => ({ unitId: idOf(key), role }));

function unitsOf({ lead = [], convener, with: sharing, implementers }: Duty): TemplateUnit[] {
  const alone = !convener?.length && !sharing?.length && !implementers?.length;
  const many = lead.length > 1 || lead.some((key) => key.startsWith('@'));
  return [
    ...listed(lead, alone && many ? 'responsible' : 'lead'),
    ...listed(convener, 'convener'),
    ...listed(sharing, 'responsible'),
    ...listed(implementers, 'implementer'),
  ];
}

/** A task template of either origin as the form and the lists read it. */
export function templateFields(body: unknown, id = ''): TemplateFields {
  const b = (typeof body === 'object' && body !== null ? body : {}) as Body;
  const duties = b.duties ?? [];
  const seen = new Set<string>();
  const units = (b.units ?? [...duties.flatMap(unitsOf), ...unitsOf({ text: '', lead: b.lead ?? [] })]).filter(
    ({ unitId }) => !seen.has(unitId) && Boolean(seen.add(unitId)),
  );
  return {
    text: b.text ?? duties.map((d) => d.text).join('\n'),
    units,
    deadlineText: b.deadlineText ?? b.deadline ?? b.period ?? '',
    kind: b.kind ?? (b.standing ? 'standing' : 'once'),
    recurrence: b.recurrence ?? null,
    year: b.year ?? (Number(/^task-(20\d\d)-/.exec(id)?.[1] ?? 0) || null),
    milestones: b.milestones ?? [],
    focus: b.focus ?? [],
    from: b.from ?? '',
    to: b.to ?? '',
  };
}

const GROUPS: Record<string, string> = UNIT_GROUPS;
export const groupOptions = Object.entries(GROUPS).map(([value, label]) => ({ value, label }));
/** Of a unit or a group. */
export const refName = (ref: string, short: (id: string) => string): string => GROUPS[ref] ?? (short(ref) || ref);
