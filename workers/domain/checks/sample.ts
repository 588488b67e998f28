import { sha256 } from '../sessions/refresh-token.ts';

export interface Ranked {
  readonly id: string;
  /** SHA-256(seed ‖ id), lower-case hex. */
  readonly score: string;
}

/** Everything drawn from, in the order of the draw: with the seed and the ids anybody comes to the same one. */
export function ranked(seed: string, ids: readonly string[]): Ranked[] {
  const scored = ids.map((id) => ({ id, score: sha256(seed + id) }));
  return scored.sort((a, b) => (a.score < b.score ? -1 : 1));
}

/** Of the set drawn from: whoever adds or leaves out one afterwards has another digest. */
export const digestOf = (ids: readonly string[]): string => sha256([...ids].sort().join('\n'));
