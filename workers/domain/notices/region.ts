import type { Statement } from './labels.ts';
import type { Clean } from './text.ts';

/** An item before it is written out: its words and what governs it. */
export interface Region {
  /** Index of its marker, or -1 where the notice has no numbers. */ marker: number;
  /** Begins and ends with; the words begin behind the number. */ readonly a: number;
  readonly body: number;
  b: number;
  statements: Statement[];
  /** Which of several in one numbered item, from 1; 0 where there is one. */ readonly part: number;
  /** The number of a table's row. */ readonly no?: string;
  /** The statement stands elsewhere and governs several. */ readonly shared: boolean;
}

/** A marker's own text: from it to the next one. */
export interface Held {
  /** Statements of the marker's own text, neighbours put together. */ groups: Statement[][];
  readonly end: number;
}

/** Without the marks that close a sentence. */
export function trimmed({ s }: Clean, from: number, to: number): number {
  let b = to;
  while (b > from && /[。；，]/.test(s[b - 1]!) && b - 1 > from) b -= 1;
  return b;
}
