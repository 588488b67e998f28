import { hash as digest } from 'node:crypto';
import { canonical } from '../events.ts';

/** What a period says, without its place in the list and without who confirmed it. */
export interface PeriodFigures {
  readonly employer: string;
  readonly post: string;
  readonly work: string;
  readonly field: string;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly share: number;
}
export interface CredentialFigures {
  readonly kind: string;
  readonly name: string;
  readonly level: string;
  readonly number: string;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

/**
 * Digest of a period's figures and of its evidence (`sha256` of the stored file, '' without one): what `confirmed_hash` is
 * taken from, and what a reviewer pins. Another figure or another file is another digest.
 */
export function periodHash(p: PeriodFigures, sha256: string): string {
  const { employer, post, work, field, fromDay, toDay, share } = p;
  return digest('sha256', canonical({ employer, post, work, field, fromDay, toDay, share, sha256 }));
}

export function credentialHash(c: CredentialFigures, sha256: string): string {
  const { kind, name, level, number, issuedOn, expiresOn } = c;
  return digest('sha256', canonical({ kind, name, level, number, issuedOn, expiresOn, sha256 }));
}

/** `open`: nobody looked yet; `stale`: changed since somebody did. */
export function confirmation(confirmedHash: string | null, now: string): 'open' | 'confirmed' | 'stale' {
  if (confirmedHash === null) return 'open';
  return confirmedHash === now ? 'confirmed' : 'stale';
}
