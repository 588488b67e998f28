/** A row of the scale as it is computed with; money in whole fen. */
export interface ScaleRow {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly grade: string | null;
  readonly shareBp: number | null;
  readonly amount: number | null;
  readonly least: number | null;
  readonly most: number | null;
}
interface Dated {
  readonly id: string;
  readonly version: number;
  readonly active: boolean;
  readonly effectiveFrom: string;
}

/** What was found out: the fine in fen, verified concealed deaths and the accident's grade, a fixed row of the scale. */
export interface RewardFacts {
  readonly fine: number | null;
  readonly deaths: number | null;
  readonly grade: string | null;
  readonly fixed: string | null;
}

export interface Computed<R extends ScaleRow> {
  readonly amount: number;
  readonly row: R;
}

/** Of each row the newest version that has begun by that day, unless it was switched off. */
export function inForce<R extends Dated>(rows: readonly R[], day: string): R[] {
  const newest = new Map<string, R>();
  for (const row of rows) {
    if (row.effectiveFrom <= day && row.version > (newest.get(row.id)?.version ?? 0)) newest.set(row.id, row);
  }
  return [...newest.values()].filter((row) => row.active);
}

/**
 * The reward that the facts earn. A share of the fine is rounded to the fen, half a fen up; then the row's least and most
 * hold. Facts that fit several rows earn the highest one, never the sum. Undefined: they fit none.
 */
export function computeReward<R extends ScaleRow>(scale: readonly R[], facts: RewardFacts): Computed<R> | undefined {
  let best: Computed<R> | undefined;
  for (const row of scale) {
    const plain = earned(row, facts);
    if (plain === undefined) continue;
    const amount = Math.min(row.most ?? plain, Math.max(row.least ?? plain, plain));
    if (amount > 0 && amount > (best?.amount ?? 0)) best = { amount, row };
  }
  return best;
}

function earned(row: ScaleRow, { fine, deaths, grade, fixed }: RewardFacts): number | undefined {
  switch (row.kind) {
    case 'fine':
      return fine === null || row.shareBp === null ? undefined : Math.floor((fine * row.shareBp + 5000) / 10_000);
    case 'death':
      return deaths === null || grade !== row.grade || row.amount === null ? undefined : deaths * row.amount;
    default:
      return fixed === row.id ? (row.amount ?? undefined) : undefined;
  }
}
