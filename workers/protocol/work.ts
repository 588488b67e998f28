import { type Challenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

export interface Work {
  readonly challenge: Challenge;
  readonly solution: Solution;
}

/** The proof of work as tips.form asked for it and tips.send takes it. @throws when stopped, or after 90 seconds. */
export async function solve(challenge: Record<string, unknown>, controller?: AbortController): Promise<Work> {
  const asked = challenge as unknown as Challenge;
  const solution = await solveChallenge({ challenge: asked, deriveKey, controller });
  if (!solution) throw new Error('proof of work not found in time');
  return { challenge: asked, solution };
}
