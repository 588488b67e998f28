import { randomBytes } from 'node:crypto';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';

const LIFE_MS = 5 * 60_000;

/** The site a passkey is bound to, read from the address the browser called. */
export interface Site {
  readonly rpId: string;
  readonly origins: string[];
}

/** `nonce.expiry.mac`: the challenge vouches for itself, so that asking for one stores nothing. */
export async function makeChallenge(ctx: Ctx, purpose: string): Promise<string> {
  const head = `${randomBytes(16).toString('base64url')}.${ctx.now + LIFE_MS}`;
  return `${head}.${await macOf(ctx, purpose, head)}`;
}

/** True for an own, unexpired challenge of this purpose; takes it as the browser sends it back, in base64url. */
export async function isOwnChallenge(ctx: Ctx, purpose: string, sent: string): Promise<boolean> {
  const [nonce, expiry, mac] = partsOf(sent);
  if (!nonce || !expiry || !mac || !(Number(expiry) > ctx.now)) return false;
  return mac === (await macOf(ctx, purpose, `${nonce}.${expiry}`));
}

/** Uses the challenge up: a second answer to it meets `ConflictError` on spent_proof. */
export function spendChallenge(ctx: Ctx, sent: string): Write {
  const [nonce = '', expiry = '0'] = partsOf(sent);
  return ctx.db.insert('spentProof', { signature: `passkey:${nonce}`, expiresAt: Number(expiry) });
}

/** The challenge inside the client data of an answer; '' when there is none to read. */
export function challengeOf(response: Record<string, unknown>): string {
  try {
    const { clientDataJSON } = response.response as { clientDataJSON: string };
    const data = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown };
    return typeof data.challenge === 'string' ? data.challenge : '';
  } catch {
    return '';
  }
}

const partsOf = (sent: string): string[] => Buffer.from(sent, 'base64url').toString('utf8').split('.');
const macOf = (ctx: Ctx, purpose: string, head: string): Promise<string> =>
  ctx.ports.secrets.mac('passkey', `t${ctx.tenant.no}:${purpose}:${head}`);
