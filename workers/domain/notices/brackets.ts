import type { Clean } from './text.ts';

/** `open` and `close` are the places of the marks themselves in the clean text. */
export interface Bracket {
  readonly open: number;
  readonly close: number;
}

/**
 * Pairs of brackets, inner ones too, in order of opening. One pass with a stack; a mark without its partner pairs with
 * nothing. `depth[i]` counts the brackets around a character.
 */
export function brackets({ s }: Clean): { readonly pairs: Bracket[]; readonly outer: Int32Array } {
  const pairs: Bracket[] = [];
  const stack: number[] = [];
  for (let i = 0; i < s.length; i += 1) {
    if (s[i] === '(') stack.push(i);
    else if (s[i] === ')' && stack.length > 0) {
      const open = stack.pop()!;
      // A mark left open far behind is a slip of the pen; brackets six deep are no notice's.
      if (i - open <= 3000 && stack.length < 6) pairs.push({ open, close: i });
    }
  }
  pairs.sort((a, b) => a.open - b.open);
  // For each character the index of the pair that encloses it farthest out, or -1.
  const outer = new Int32Array(s.length).fill(-1);
  let end = -1;
  pairs.forEach((pair, index) => {
    if (pair.open <= end) return;
    outer.fill(index, pair.open, pair.close + 1);
    end = pair.close;
  });
  return { pairs, outer };
}
