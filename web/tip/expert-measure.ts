import { type EligibilityRule, type ExpertFacts, evaluate } from '../../workers/protocol/eligibility.ts';
import { expertTimeline } from '../shared/expert-timeline.ts';
import { empty, make } from './dom.ts';
import { credentialsSent, type Entry, periodsSent } from './expert-cards.ts';

export interface Measured {
  readonly title: string;
  readonly rule: Record<string, unknown> | null;
}

/** What was typed so far, as the rule asks for it. Somebody whose birthday is not known yet is taken for fifty. */
export function factsOf(
  birthDay: string,
  periods: readonly Entry[],
  credentials: readonly Entry[],
  day: string,
): ExpertFacts {
  return {
    birthDay: birthDay || `${Number(day.slice(0, 4)) - 50}-01-01`,
    periods: periodsSent(periods)
      .map((p, i) => ({ ...p, key: (periods[i] as Entry).key }))
      .filter((p) => p.fromDay)
      .map(({ key, employer, post, work, field, fromDay, toDay, share, file }) => ({
        id: key,
        employer: employer || '',
        post: post || '',
        work: work || '',
        field: field || '',
        from: fromDay || '',
        to: toDay,
        share,
        evidenced: file !== null,
      })),
    credentials: credentialsSent(credentials).map((c, i) => ({
      id: (credentials[i] as Entry).key,
      kind: c.kind || '',
      name: c.name || '',
      level: c.level,
      expires: c.expiresOn,
      evidenced: c.file !== null,
    })),
  };
}

/** The same function as on the server, drawn for each pool that was chosen. */
export function drawMeasure(box: HTMLElement, pools: readonly Measured[], facts: ExpertFacts, day: string): void {
  empty(box);
  if (facts.periods.length === 0) return;
  for (const { title, rule } of pools) {
    if (!rule) continue;
    const verdict = evaluate(rule as unknown as EligibilityRule, facts, day);
    box.appendChild(
      make('div', { className: 'measured' }, make('h2', { textContent: title }), expertTimeline(verdict, facts)),
    );
  }
}
