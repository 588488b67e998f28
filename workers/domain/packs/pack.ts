import type { CommitteeKind, Level, UnitKind } from '../../contract/units.ts';
import type { ClockEntity, ClockKind } from '../clocks/change.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Keys are unique within their list; ids in the tenant derive from them, so that a repeated load never doubles. */
export interface PackUnit {
  readonly key: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
  readonly parent?: string;
  readonly divisionCode?: string;
}

export interface PackCommittee {
  readonly key: string;
  readonly kind: CommitteeKind;
  readonly name: string;
  readonly sector?: string;
  readonly lead: string;
  readonly deputies?: readonly string[];
  readonly members: readonly string[];
  readonly duties: string;
}

/** 三管三必须: the unit that manages a sector manages its safety. */
export interface PackSector {
  readonly key: string;
  readonly label: string;
  readonly regulator: string | null;
}

export type TimeUnit = 'minute' | 'hour' | 'day' | 'working_day';

/** Who is told when a clock is late: `after` the due time, in `unit`. */
export interface Escalation {
  readonly after: number;
  readonly unit: TimeUnit;
  readonly to: 'owner_lead' | 'commission_office' | 'leader';
  /** What the step does besides telling: draft an order, name it in the bulletin, draft a summons. */
  readonly act?: 'order' | 'bulletin' | 'summons';
}

export interface PackPolicy {
  readonly key: string;
  /** A tip's own limits are seen at its desk alone; its hazard has the others. */
  readonly entity: ClockEntity;
  readonly kind: ClockKind;
  /** Facts of the entity that must all be equal; `{}` fits every one. Among fits the highest priority wins. */
  readonly match: { readonly [fact: string]: string };
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly warnBefore: number;
  readonly escalateAfter: readonly Escalation[];
  readonly basis: string;
  /** False: the figure is the tenant's own to confirm, and the interface says 待核实. */
  readonly basisChecked: boolean;
  readonly effectiveFrom: string;
  readonly priority: number;
}

interface TemplateHead {
  readonly key: string;
  readonly title: string;
  /** Document and item the fact was read from: `004-7`. */
  readonly source?: string;
}

/** Role kinds of one statement of a work plan: lead, convener, co-units that share it, units that carry it out. */
export interface TaskDuty {
  readonly text: string;
  readonly lead?: readonly string[];
  readonly convener?: readonly string[];
  readonly with?: readonly string[];
  readonly implementers?: readonly string[];
}

export interface Milestone {
  readonly text: string;
  readonly due: string;
}

export interface TaskBody {
  readonly number: number;
  readonly part?: string;
  readonly duties: readonly TaskDuty[];
  /** The words of the deadline, as the document has them; `milestones` is how they are read. */
  readonly deadline?: string;
  readonly standing?: boolean;
  readonly milestones?: readonly Milestone[];
}
export interface ChecklistBody {
  readonly sector?: string;
  readonly use?: string;
  readonly items: readonly string[];
}
export interface CampaignBody {
  readonly sectors: readonly string[];
  readonly lead: readonly string[];
  readonly focus: readonly string[];
  readonly period?: string;
}
export interface ExpertFieldBody {
  readonly sector: string;
  readonly owners: readonly string[];
  readonly duties: readonly string[];
  /** By kind of work: resident, deep, check, opinion, incident. */
  readonly dutiesOf?: Readonly<Record<string, readonly string[]>>;
}
export interface KeyPeriodBody {
  /** `MM-DD`, or what the day hangs on when the date moves with the lunar calendar. */
  readonly from: string;
  readonly to: string;
  readonly focus: readonly string[];
}

export type PackTemplate = TemplateHead &
  (
    | { readonly kind: 'task'; readonly body: TaskBody }
    | { readonly kind: 'checklist'; readonly body: ChecklistBody }
    | { readonly kind: 'campaign'; readonly body: CampaignBody }
    | { readonly kind: 'expert_field'; readonly body: ExpertFieldBody }
    | { readonly kind: 'key_period'; readonly body: KeyPeriodBody }
  );

export interface PackSetting {
  readonly key: string;
  readonly value: Json;
}

/** A row of the reward scale; money in fen, `shareBp` in hundredths of a percent of the fine. */
export interface PackReward {
  readonly key: string;
  readonly kind: 'fine' | 'death' | 'fixed';
  readonly label: string;
  readonly grade?: 'general' | 'larger' | 'major' | 'extraordinary';
  readonly shareBp?: number;
  readonly amount?: number;
  readonly least?: number;
  readonly most?: number;
  readonly basis: string;
  readonly basisChecked: boolean;
  readonly effectiveFrom: string;
}

/** What a new tenant starts with: a plain value, no code of its own. */
export interface Pack {
  readonly key: string;
  /** Raised when rows are added; a load of a newer version adds what is missing and changes nothing else. */
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  readonly level: Level;
  readonly units: readonly PackUnit[];
  readonly committees: readonly PackCommittee[];
  readonly sectors: readonly PackSector[];
  readonly policies: readonly PackPolicy[];
  readonly rewards: readonly PackReward[];
  readonly templates: readonly PackTemplate[];
  readonly settings: readonly PackSetting[];
  readonly hotlines: readonly { readonly name: string; readonly number: string }[];
}

export const PACK_STEPS = ['units', 'committees', 'sectors', 'policies', 'templates', 'settings'] as const;
export type PackStep = (typeof PACK_STEPS)[number];
