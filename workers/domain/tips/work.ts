import { type Challenge, createChallenge, randomInt, type Solution, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { floodLevel, workSize } from './settings.ts';

const LASTS_MS = 30 * 60_000;

const secretsOf = ({ ports, tenant }: Ctx): Promise<{ hmacSignatureSecret: string; hmacKeySignatureSecret: string }> =>
  ports.memo('pow secrets', async () => ({
    hmacSignatureSecret: await ports.secrets.mac('pow', `${tenant.no}|challenge`),
    hmacKeySignatureSecret: await ports.secrets.mac('pow', `${tenant.no}|answer`),
  }));

/**
 * A fresh challenge of this tenant, twice as long for each doubling of a flood: more tries, each as cheap to check. Nothing
 * is stored: the signature carries it.
 */
export async function newChallenge(ctx: Ctx, arrivals: number): Promise<Record<string, unknown>> {
  const { cost, from, to } = await workSize(ctx);
  const times = 2 ** (await floodLevel(ctx, arrivals));
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost,
    counter: randomInt(to * times, from * times),
    deriveKey,
    // The library reads its own clock; ours is ctx.now, so the time limit is a signed fact of the challenge.
    data: { until: ctx.now + LASTS_MS },
    ...(await secretsOf(ctx)),
  });
  return { ...challenge };
}

/** @throws `proof_invalid` unless it is ours, in time and solved. Answers what marks it as spent. */
export async function checkWork(
  ctx: Ctx,
  work: Record<string, unknown>,
): Promise<{ signature: string; expiresAt: number }> {
  const bad = (): never => {
    throw new DomainError('proof_invalid');
  };
  const { challenge, solution } = work as { challenge?: Challenge; solution?: Solution };
  const parameters = challenge?.parameters;
  const signature = challenge?.signature;
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return bad();
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return bad();
  if (typeof solution !== 'object' || solution === null) return bad();
  const asked = { parameters, signature };
  const secrets = await secretsOf(ctx);
  const { verified } = await verifySolution({ challenge: asked, solution, deriveKey, ...secrets }).catch(bad);
  const until = Number(parameters.data?.until);
  if (!verified || !(until > ctx.now)) return bad();
  return { signature, expiresAt: until };
}
