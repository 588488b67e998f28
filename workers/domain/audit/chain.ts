import { canonical, eventHash } from '../events.ts';

/** An event row as it is stored. */
export interface EventRow {
  readonly entity: string;
  readonly entityId: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly data: string;
  readonly prevHash: string;
  readonly hash: string;
}

export interface Link {
  readonly entity: string;
  readonly entityId: string;
  readonly seq: number;
}
export type Before = Link & { readonly hash: string };

/** Whether the row is what was written: the next of its chain, linked to the one before, its hash true to its content. */
export function holds(before: Before | undefined, row: EventRow): boolean {
  const goesOn = before?.entity === row.entity && before.entityId === row.entityId;
  const seq = goesOn ? before.seq + 1 : 1;
  const prevHash = goesOn ? before.hash : '';
  if (row.seq !== seq || row.prevHash !== prevHash) return false;
  let data: unknown;
  try {
    data = JSON.parse(row.data);
  } catch {
    return false;
  }
  // The hash is over the canonical form: a text that only means the same is an edit too.
  if (canonical(data) !== row.data) return false;
  const { entity, entityId, at, actor, action, fromState: from, toState: to } = row;
  const content = {
    entity,
    entityId,
    version: seq,
    at,
    actor,
    action,
    from,
    to,
    data: data as Record<string, unknown>,
  };
  return eventHash(prevHash, content) === row.hash;
}

/** State tables that keep the head of their chain, by the entity their events name; a ledger cut short shows there. */
export const HEADED: Readonly<Record<string, string>> = {
  hazard: 'hazard',
  tip: 'tip',
  person: 'person',
  unit: 'unit',
  committee: 'committee',
  reward: 'reward',
  notice: 'notice',
  plan: 'plan',
  task: 'task',
  assignment: 'assignment',
  task_step: 'task_step',
  meeting: 'meeting',
  duty_list: 'duty_list',
  duty_report: 'duty_report',
  self_check: 'self_check',
  check_team: 'check_team',
  check_visit: 'check_visit',
  expert_pool: 'expert_pool',
  expert: 'expert',
  expert_application: 'expert_application',
  expert_seat: 'expert_seat',
  draw: 'draw',
  budget_line: 'budget_line',
  engagement: 'engagement',
  engagement_expert: 'engagement_expert',
  expert_fee: 'expert_fee',
  pool_loan: 'pool_loan',
  unit_profile: 'unit_profile',
  award_programme: 'award_programme',
  award: 'award',
  accident_review: 'accident_review',
  criminal_case: 'criminal_case',
  district_link: 'district_link',
  report: 'report',
  review: 'review',
  bulletin: 'bulletin',
  order: 'supervision_order',
  summons: 'summons',
  webhook: 'webhook',
};
