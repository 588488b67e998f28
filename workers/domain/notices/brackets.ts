import { type Clean, LINE } from './text.ts';

/** `open` and `close` are the places of the marks themselves in the clean text. */
export interface Bracket {
  readonly open: number;
  readonly close: number;
  /** The closing mark is missing: `close` is where the line ends. */ readonly lost?: boolean;
}

/**
 * Pairs of brackets, inner ones too, in order of opening. One pass with a stack; a mark without its partner pairs with
 * nothing. `depth[i]` counts the brackets around a character.
 */
export function brackets(text: Clean): { readonly pairs: Bracket[]; readonly outer: Int32Array } {
  const { s } = text;
  const pairs: Bracket[] = [];
  const stack: number[] = [];
  const lost: number[] = [];
  for (let i = 0; i < s.length; i += 1) {
    if (s[i] === '(') {
      stack.push(i);
      // Six open ones: the first has lost its partner.
      if (stack.length > 6) lost.push(stack.shift()!);
    } else if (s[i] === ')' && stack.length > 0) {
      const open = stack.pop()!;
      // A mark left open far behind is a slip of the pen.
      if (i - open <= 3000) pairs.push({ open, close: i });
    }
  }
  for (const open of [...lost, ...stack]) {
    const close = lineEnd(text, open);
    if (close - open <= 400) pairs.push({ open, close, lost: true });
  }
  pairs.sort((a, b) => a.open - b.open);
  // For each character the index of the pair that encloses it farthest out, or -1.
  const outer = new Int32Array(s.length).fill(-1);
  let end = -1;
  pairs.forEach((pair, index) => {
    if (pair.open <= end || pair.lost) return;
    outer.fill(index, pair.open, pair.close + 1);
    end = pair.close;
  });
  return { pairs, outer };
}

function lineEnd({ s, gap }: Clean, from: number): number {
  let i = from + 1;
  while (i < s.length && i - from <= 401 && gap[i] !== LINE && s[i] !== '。') i += 1;
  return i;
}
