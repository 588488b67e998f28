import { anniversary, each, LAST_DAY, leapDays } from './eligibility-days.ts';

/** Qualifying work: days [from, to) at so many percent of full time. */
export interface Work {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** How far the days reach, counted from `start`. Work is summed in hundredths of a day: shares are whole percents. */
export interface Count {
  readonly start: number;
  /** Days from `start` to its anniversary. */
  readonly needed: number;
  readonly hundredths: number;
}

/** Spans of constant share, in order, without overlaps: of one day never more than 100 %. */
export function segments(works: readonly Work[]): Work[] {
  const edges = [...new Set(each(works, (w) => [w.from, w.to]))].sort((a, b) => a - b);
  const found: Work[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i] as number, edges[i + 1] as number];
    let share = 0;
    for (const w of works) if (w.from <= from && to <= w.to) share += w.share;
    if (share > 0) found.push({ from, to, share: Math.min(100, share) });
  }
  return found;
}

/** Work parted where it pauses for more than `maxGap` days; one chain when gaps do not matter. */
export function chains(works: readonly Work[], maxGap: number | undefined): Work[][] {
  const all = segments(works);
  if (maxGap === undefined) return all.length > 0 ? [all] : [];
  const found: Work[][] = [];
  for (const segment of all) {
    const chain = found[found.length - 1];
    const last = chain?.[chain.length - 1];
    if (chain && last && segment.from - last.to <= maxGap) chain.push(segment);
    else found.push([segment]);
  }
  return found;
}

/** What may be lost at the head of a chain for a shorter bar: spans of the same years differ by less than this. */
const SPARE = 300;

/**
 * Days from which the years may be counted. The first one; and, since from 29 February the same years take a day less, those
 * before which next to nothing was done: without them another half day of work, put in front, could raise the bar by a whole one.
 */
function starts(chain: readonly Work[]): number[] {
  const found: number[] = [];
  let before = 0;
  for (const { from, to, share } of chain) {
    if (before >= SPARE) break;
    const reach = Math.min(to, from + Math.ceil((SPARE - before) / share));
    found.push(from, ...leapDays(from, reach));
    before += (to - from) * share;
  }
  return found;
}

function done(chain: readonly Work[], start: number, end: number): number {
  let sum = 0;
  for (const { from, to, share } of chain) sum += Math.max(0, Math.min(to, end) - Math.max(from, start)) * share;
  return sum;
}

/** The best count of a chain up to `day`; undefined while no work has begun. */
export function countAt(chain: readonly Work[], years: number, day: number): Count | undefined {
  let best: Count | undefined;
  for (const start of starts(chain)) {
    if (start >= day) break;
    const count = { start, needed: anniversary(start, years) - start, hundredths: done(chain, start, day) };
    if (!best || missing(count) < missing(best)) best = count;
  }
  return best;
}

export const missing = ({ needed, hundredths }: Count): number => needed * 100 - hundredths;

/** The first day by which a chain holds the years; undefined: it ends before. */
export function reachedOn(chain: readonly Work[], years: number): number | undefined {
  let earliest: number | undefined;
  for (const start of starts(chain)) {
    let left = (anniversary(start, years) - start) * 100;
    for (const { from, to, share } of chain) {
      const begin = Math.max(from, start);
      if (to <= begin) continue;
      const end = begin + Math.ceil(left / share);
      left -= (to - begin) * share;
      if (left > 0) continue;
      if (end <= LAST_DAY && (earliest === undefined || end < earliest)) earliest = end;
      break;
    }
  }
  return earliest;
}
