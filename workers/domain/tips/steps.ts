import type * as z from 'zod';
import type { statusView } from '../../contract/receipts.ts';
import { localDay } from '../clocks/days.ts';

type Step = z.output<typeof statusView>['steps'][number];

export interface Facts {
  /** State of the hazard, or of the one it was merged into. */
  readonly state: string;
  readonly reason: string;
  readonly tipEvents: readonly { to: string | null; at: number }[];
  readonly hazardEvents: readonly { to: string | null; at: number }[];
  /** Running clocks. */
  readonly clocks: readonly { kind: string; dueAt: number | null }[];
}

/** How far a hazard has come; a reopened or returned one has come less far. */
const RANK: Record<string, number> = {
  reported: 0,
  not_established: 1,
  confirmed: 1,
  merged: 1,
  assigned: 2,
  rectifying: 2,
  returned: 2,
  submitted: 3,
  verified: 3,
  closed: 4,
};

/** What the reporter sees, in plain words, to the day: received, being verified, the outcome, rectified, closed. */
export function stepsOf(tip: { readonly state: string; readonly day: string }, facts: Facts): Step[] {
  const rank = RANK[facts.state] ?? 0;
  const refused = tip.state === 'not_established' || facts.state === 'not_established';
  const settled = refused || tip.state === 'confirmed' || rank >= 1;
  const dayOf = (events: Facts['tipEvents'], ...to: string[]): string | null => {
    const at = events.filter((e) => e.to !== null && to.includes(e.to)).at(-1)?.at;
    return at === undefined ? null : localDay(at);
  };
  const due = (kind: string): string | null => {
    const at = facts.clocks.find((c) => c.kind === kind)?.dueAt;
    return at === null || at === undefined ? null : localDay(at);
  };
  const opened = tip.state !== 'received';
  const step = (
    key: string,
    label: string,
    done: boolean,
    day: string | null,
    promisedDay: string | null,
    note = '',
  ) => ({
    key,
    label,
    done,
    day: done ? day : null,
    promisedDay: done ? null : promisedDay,
    basis: '',
    note,
  });
  const steps = [
    step('received', '已收到', true, tip.day, null),
    step('verifying', '核查中', opened, dayOf(facts.tipEvents, 'opened'), due('accept')),
  ];
  if (refused) {
    return [
      ...steps,
      step('not_established', '经核查不成立', true, dayOf(facts.tipEvents, 'not_established'), null, facts.reason),
    ];
  }
  const outcome = settled ? '经核查属实' : '核查结果';
  const assigned = rank >= 2 ? '已交责任单位整改' : '';
  return [
    ...steps,
    step('confirmed', outcome, settled, dayOf(facts.tipEvents, 'confirmed'), due('verify')),
    step('rectifying', '整改', rank >= 3, dayOf(facts.hazardEvents, 'submitted'), due('rectify'), assigned),
    step('closed', '复查后销号', rank >= 4, dayOf(facts.hazardEvents, 'closed'), rank === 3 ? due('verify') : null),
  ];
}
