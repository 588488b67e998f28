/** A count that may be told; `few`: 1 to 4; `withheld`: told, it would give another one away. */
export type Shown = number | 'few' | 'withheld';

/** Below this a count says something of single people. */
const FEW = 5;

/**
 * One column of a table with its total, so that no count of 1 to 4 can be told from what is shown: such a count reads `few`.
 * Larger ones are withheld beside it, smallest first, until every `few` could be anything from 1 to 4 with the total in
 * sight; where there are not enough of them, the total is withheld instead.
 */
export function suppressColumn(counts: readonly number[]): { cells: Shown[]; total: Shown } {
  const sum = counts.reduce((a, b) => a + b, 0);
  const few = counts.filter(isFew);
  const cells = counts.map((n): Shown => (isFew(n) ? 'few' : n));
  if (few.length === 0) return { cells, total: sum };
  if (counts.every((n) => n === 0 || isFew(n))) return { cells, total: few.length === 1 ? 'few' : 'withheld' };
  let hidden = few.reduce((a, b) => a + b, 0);
  const withheld: number[] = [];
  for (const [n, at] of larger(counts)) {
    withheld.push(at);
    hidden += n;
    // One of the few at 4, the others at 1, each withheld one at its least: that much must fit.
    if (hidden >= FEW - 1 + (few.length - 1) + FEW * withheld.length) {
      return { cells: cells.map((cell, i) => (withheld.includes(i) ? 'withheld' : cell)), total: sum };
    }
  }
  return { cells, total: 'withheld' };
}

const isFew = (n: number): boolean => n > 0 && n < FEW;
const larger = (counts: readonly number[]): [count: number, at: number][] =>
  counts
    .map((n, at): [number, number] => [n, at])
    .filter(([n]) => n >= FEW)
    .sort(([a], [b]) => a - b);

/**
 * The sums that belong to a suppressed column of counts: told where the count is, and only there. What the total minus the
 * told ones leaves is then a sum over as many as the withheld counts hide, never over few.
 */
export function suppressSums(
  counts: { readonly cells: readonly Shown[]; readonly total: Shown },
  sums: readonly number[],
): { cells: Shown[]; total: Shown } {
  const total = sums.reduce((a, b) => a + b, 0);
  return {
    cells: sums.map((sum, i) => (typeof counts.cells[i] === 'number' ? sum : 'withheld')),
    total: typeof counts.total === 'number' ? total : 'withheld',
  };
}
