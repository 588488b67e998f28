import type * as z from 'zod';
import type { statusView } from '../../contract/receipts.ts';
import { localDay } from '../clocks/days.ts';

type Step = z.output<typeof statusView>['steps'][number];

interface Happened {
  readonly action?: string;
  readonly to: string | null;
  readonly at: number;
  /** JSON. */
  readonly data?: string;
}
export interface Facts {
  /** State of the hazard, or of the one it was merged into. */
  readonly state: string;
  /** Why the hazard was found not to be one. */
  readonly reason: string;
  /** What the office tells beside: why a limit was extended, where it was moved. */
  readonly told?: string;
  readonly tipEvents: readonly Happened[];
  readonly hazardEvents: readonly Happened[];
  /** Running clocks, each with the basis of its rule. */
  readonly clocks: readonly { kind: string; dueAt: number | null; basis?: string | null }[];
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
/** A basis is cited, not quoted in full. */
const BASIS_MAX = 90;

/** The day an entity last came to one of these states. */
export function lastDay(events: readonly Happened[], ...to: string[]): string | null {
  const at = events.filter((e) => e.to !== null && to.includes(e.to)).at(-1)?.at;
  return at === undefined ? null : localDay(at);
}

type Promised = Pick<Step, 'promisedDay' | 'basis'>;
/** What is promised: a day, and the rule it comes from. */
function promise({ clocks }: Facts, kind: string): Promised {
  const clock = clocks.find((c) => c.kind === kind && c.dueAt !== null);
  if (!clock) return { promisedDay: null, basis: '' };
  const basis = clock.basis ?? '';
  const cited = basis.length > BASIS_MAX ? `${basis.slice(0, BASIS_MAX - 1)}…` : basis;
  return { promisedDay: localDay(clock.dueAt as number), basis: cited };
}
const NOTHING: Promised = { promisedDay: null, basis: '' };

function step(key: string, label: string, done: boolean, day: string | null, promised = NOTHING, note = ''): Step {
  return { key, label, done, day: done ? day : null, ...(done ? NOTHING : promised), note };
}

/** What the reporter sees, in plain words, to the day: received, being verified, the outcome, rectified, closed. */
export function stepsOf(tip: { readonly state: string; readonly day: string }, facts: Facts): Step[] {
  const { tipEvents } = facts;
  const opened = lastDay(tipEvents.slice(0, firstReopening(tipEvents)), 'opened') ?? lastDay(tipEvents, 'opened');
  const start = [
    step('received', '已收到', true, tip.day),
    step('verifying', '核查中', tip.state !== 'received', opened, promise(facts, 'accept')),
  ];
  if (tip.state === 'moved' || lastDay(tipEvents, 'moved')) {
    const moved = step('moved', '已移送其他地区', true, lastDay(tipEvents, 'moved'), NOTHING, facts.told);
    return [...start, moved, ...reopened(tip, facts)];
  }
  const merged = lastDay(tipEvents, 'merged');
  const joined = merged ? [step('merged', '已与其他举报并案办理', true, merged)] : [];
  return [...start, ...joined, ...outcome(tip, facts), ...reopened(tip, facts)];
}

function outcome(tip: { readonly state: string }, facts: Facts): Step[] {
  const { tipEvents, hazardEvents, reason } = facts;
  const rank = RANK[facts.state] ?? 0;
  if (tip.state === 'not_established' || facts.state === 'not_established') {
    const day = lastDay(tipEvents, 'not_established') ?? lastDay(hazardEvents, 'not_established');
    return [step('not_established', '经核查不成立', true, day, NOTHING, reason)];
  }
  const settled = tip.state === 'confirmed' || rank >= 1;
  const confirmed = lastDay(tipEvents, 'confirmed') ?? lastDay(hazardEvents, 'confirmed');
  const assigned = rank >= 2 ? '已交责任单位整改' : '';
  const label = settled ? '经核查属实' : '核查结果';
  return [
    step('confirmed', label, settled, confirmed, promise(facts, 'verify'), settled ? '' : extension(facts)),
    step('rectifying', '整改', rank >= 3, lastDay(hazardEvents, 'submitted'), promise(facts, 'rectify'), assigned),
    step(
      'closed',
      '复查后销号',
      rank >= 4,
      lastDay(hazardEvents, 'closed'),
      rank === 3 ? promise(facts, 'verify') : NOTHING,
    ),
  ];
}

/** An extended limit says so, by how much and why; a wish for it that nobody approved does not. */
function extension({ tipEvents, told = '' }: Facts): string {
  const approved = (e: Happened) => e.action === 'decideExtension' && /"approve":true/.test(e.data ?? '');
  return tipEvents.some(approved) ? told : '';
}

function firstReopening(events: readonly Happened[]): number {
  const at = events.findIndex((e) => e.action === 'retaliation');
  return at < 0 ? events.length : at;
}

/** Retaliation was reported: the way so far stands, and behind it the new look. */
function reopened(tip: { readonly state: string }, facts: Facts): Step[] {
  const last = facts.tipEvents.filter((e) => e.action === 'retaliation').at(-1);
  if (!last) return [];
  const after = facts.tipEvents
    .slice(facts.tipEvents.indexOf(last) + 1)
    .filter((e) => e.to !== null && e.to !== 'opened');
  const over = tip.state !== 'received' && tip.state !== 'opened';
  const end = over ? after[0] : undefined;
  // Refused beside its hazard, the reason is the tip's own; dismissed together with it, it stands there already.
  const own =
    end?.action === 'refuse' && !facts.hazardEvents.some((e) => e.to === 'not_established' && e.at === end.at);
  const awaited = facts.clocks.some((c) => c.kind === 'retaliation');
  const label = over ? '已重新办结' : awaited ? '先答复您，再重新核查' : '重新核查中';
  const day = end ? localDay(end.at) : null;
  return [
    step('retaliation', '您反映的打击报复已优先受理', true, localDay(last.at)),
    step('rechecked', label, over, day, promise(facts, 'retaliation'), own ? facts.told : ''),
  ];
}
