import type { Entry, Kind } from './expert-cards.ts';
import { GONE_MS } from './expert-file.ts';

/** Kept on this device while it is filled in: never the identity number, never the phone. */
export interface Draft {
  readonly pools: readonly string[];
  readonly own: Readonly<Record<string, string>>;
  readonly entries: Readonly<Record<Kind, readonly Entry[]>>;
}

const keyOf = (api: string): string => `anshao expert draft ${api}`;

/** Private windows keep nothing; the page goes on without. */
export function keep(api: string, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(api), JSON.stringify(draft));
  } catch {
    // Full or forbidden.
  }
}

export function forget(api: string): void {
  try {
    localStorage.removeItem(keyOf(api));
  } catch {
    // Forbidden.
  }
}

/** What was typed before, without files that are gone from the server by now. */
export function recall(api: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(api)) || 'null') as Draft | null;
    if (!draft) return undefined;
    const fresh = (entry: Entry): Entry =>
      entry.file && Date.now() - entry.file.at > GONE_MS ? { ...entry, file: null } : entry;
    const { period, credential, tie } = draft.entries;
    return { ...draft, entries: { period: period.map(fresh), credential: credential.map(fresh), tie: tie.map(fresh) } };
  } catch {
    return undefined;
  }
}
