import { useEffect, useRef } from 'react';
import type { ExpertFacts, Verdict } from '../../workers/protocol/eligibility.ts';
import { expertTimeline } from './expert-timeline.ts';

/** The timeline inside the console: the same drawing as on the public form. */
export function ExpertTimeline({ verdict, facts }: { verdict: Verdict; facts: ExpertFacts }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.replaceChildren(expertTimeline(verdict, facts));
  }, [verdict, facts]);
  return <div ref={box} />;
}
