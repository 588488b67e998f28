import { useState } from 'react';
import type { ItemAnswer } from '../../../workers/contract/check-words.ts';
import type { check } from '../../../workers/contract/checks.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { slug } from '../place.ts';

export type Check = ClientOutput<typeof check>;

export interface RecordDraft {
  /** What the server had when this was begun. */
  readonly base: string;
  readonly items: readonly { readonly answer: ItemAnswer | null; readonly note: string; readonly photos: string[] }[];
  readonly words: string;
  readonly advice: string;
  readonly received: string;
  readonly attended: string[];
}

/** Something typed on the road, kept by this browser until the server has it: a dead battery or a valley loses nothing. */
export function useKept<T>(name: string, start: T): [value: T, set: (value: T) => void, forget: () => void] {
  const place = `anshao.check.${slug}.${name}`;
  const [value, setValue] = useState<T>(() => read<T>(place) ?? start);
  const set = (next: T) => {
    setValue(next);
    try {
      localStorage.setItem(place, JSON.stringify(next));
    } catch {
      // Full or forbidden: the page itself still holds it.
    }
  };
  const forget = () => {
    try {
      localStorage.removeItem(place);
    } catch {
      // Nothing was kept then.
    }
  };
  return [value, set, forget];
}

function read<T>(place: string): T | undefined {
  try {
    return (JSON.parse(localStorage.getItem(place) ?? 'null') as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Tells one state of the server's record from the next. */
export const baseOf = ({ items, words, advice, received }: Check): string =>
  JSON.stringify([items.map(({ answer, note, photos }) => [answer, note, photos]), words, advice, received]);

/** The record as the server has it. */
export const draftOf = (of: Check): RecordDraft => ({
  base: baseOf(of),
  items: of.items.map(({ answer, note, photos }) => ({ answer, note, photos })),
  words: of.words,
  advice: of.advice,
  received: of.received,
  // Until the record is written, whoever was sent is taken to be there.
  attended: of.people.filter((p) => of.state === 'started' || p.attended).map((p) => p.personId),
});
