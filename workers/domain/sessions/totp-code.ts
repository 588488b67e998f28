import { eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';

export const PERIOD_SECONDS = 30;
const PERIOD_MS = PERIOD_SECONDS * 1000;

/** The 30-second step a code belongs to, one step of clock drift allowed either way; undefined = a wrong code. */
export async function stepOfCode(secret: string, code: string, now: number): Promise<number | undefined> {
  const { Secret, TOTP } = await import('otpauth');
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_SECONDS });
  const drift = totp.validate({ token: code, timestamp: now, window: 1 });
  return drift === null ? undefined : Math.floor(now / PERIOD_MS) + drift;
}

/**
 * The writes that use a code up, undefined when it is wrong or used before. A code works once: the step only rises, and
 * of two at the same instant the second meets the spent step (`ConflictError` on spent_proof).
 */
export async function checkCode(
  ctx: Ctx,
  person: { id: string; totpSecret: string | null; totpLastStep: number | null },
  code: string,
): Promise<Write[] | undefined> {
  if (!person.totpSecret) return undefined;
  const secret = await ctx.ports.secrets.open('totp', person.id, person.totpSecret);
  const step = await stepOfCode(secret, code, ctx.now);
  if (step === undefined || step <= (person.totpLastStep ?? 0)) return undefined;
  return spendStep(ctx, person.id, step);
}

export function spendStep(ctx: Ctx, personId: string, step: number): Write[] {
  const expiresAt = (step + 3) * PERIOD_MS;
  return [
    ctx.db.insert('spentProof', { signature: `totp:${personId}:${step}`, expiresAt }),
    ctx.db.update('person', { totpLastStep: step }, (p) => eq(p.id, personId)),
  ];
}

/** A code that somebody else used up in the same instant reads as a wrong one. */
export async function spending<T>(commit: Promise<T>): Promise<T> {
  try {
    return await commit;
  } catch (error) {
    if (error instanceof ConflictError && error.table === 'spent_proof') return refuse('second_factor_failed');
    throw error;
  }
}
