import { createHash, randomBytes } from 'node:crypto';
import type { Secrets } from '../../ports/secrets.ts';

/** Unused this long, a session is over; and after the longest time in any case. */
export const IDLE_MS = 12 * 3_600_000;
export const LONGEST_MS = 7 * 86_400_000;
/** How long a spent token is still answered, with the very token that replaced it. */
export const GRACE_MS = 30_000;
export const ACCESS_SECONDS = 300;

export const randomToken = (): string => randomBytes(32).toString('base64url');
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the cookie holds: `{session id}.{token}`. */
export interface Presented {
  readonly sessionId: string;
  readonly token: string;
}

export function readRefresh(value: string | undefined): Presented | undefined {
  const found = /^([\w-]{1,64})\.([\w-]{20,100})$/.exec(value ?? '');
  return found ? { sessionId: found[1]!, token: found[2]! } : undefined;
}

/**
 * The token that follows `token`: derived, not drawn. Two tabs at once, or a retry after a lost answer, get the same one;
 * without the server's key nobody can reckon it.
 */
export function nextToken(secrets: Secrets, { sessionId, token }: Presented): Promise<string> {
  return secrets.mac('refresh', `${sessionId}:${token}`);
}

export interface Standing {
  readonly refreshHash: string;
  readonly previousHash: string | null;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

/** `spent`: the token before, within the grace. `replayed`: anything else, which ends the session. */
export function standingOf(session: Standing, token: string, now: number): 'over' | 'current' | 'spent' | 'replayed' {
  if (session.endedAt !== null || now >= session.expiresAt || now - session.lastUsedAt >= IDLE_MS) return 'over';
  const hash = sha256(token);
  if (hash === session.refreshHash) return 'current';
  return hash === session.previousHash && Math.abs(now - session.lastUsedAt) <= GRACE_MS ? 'spent' : 'replayed';
}

/** What a sign-in or a refresh hands out. `refresh` goes into the cookie and nowhere else. */
export interface Issued {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly refresh: { readonly value: string; readonly seconds: number };
}

export function issued(accessToken: string, next: Presented, expiresAt: number, now: number): Issued {
  const seconds = Math.floor(Math.min(IDLE_MS, expiresAt - now) / 1000);
  return { accessToken, expiresIn: ACCESS_SECONDS, refresh: { value: `${next.sessionId}.${next.token}`, seconds } };
}
