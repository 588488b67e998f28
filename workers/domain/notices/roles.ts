import { etcAt, joined, looksLikeUnit, type Piece, pieces } from './units.ts';
import { strip, type Verb, verbOf } from './verbs.ts';

/** A unit named in a statement; the role still as written, for what it means depends on the others. */
export interface Named extends Piece {
  role: Verb;
}
export interface Who {
  readonly units: Named[];
  readonly etc: boolean;
  /** Words that were no name: left out, told to the reviewer. */ readonly odd: Piece[];
}

/** Reads a list of units with the verbs behind them. `role`: what a label before the list says. */
export function readUnits(s: string, from: number, to: number, role: Verb): Who {
  const units: Named[] = [];
  const odd: Piece[] = [];
  let etc = false;
  let open = 0;
  const close = (verb: Verb) => {
    for (; open < units.length; open += 1) if (units[open]!.role === 'plain') units[open]!.role = verb;
  };
  const add = ({ a, b }: Piece): void => {
    for (const piece of joined(s, { a, b })) {
      const own = /[(〈](牵头|主办|主责|配合|协助|参与)(?:单位|部门)?[)〉]$/.exec(s.slice(piece.a, piece.b));
      let end = own ? piece.b - own[0].length : piece.b;
      let start = piece.a;
      const lead = /^(?:以及|由|及|和|与|并|会同|联合|：|其中)+/.exec(s.slice(start, end));
      if (lead) start += lead[0].length;
      const cut = etcAt(s.slice(start, end));
      if (cut > 0) {
        end = start + cut;
        etc = true;
      }
      if (end - start < 2 || /^(?:等|[\d.]+)$/.test(s.slice(start, end))) continue;
      if (/^(?:以下|下同|不再)/.test(s.slice(start, end)) || end - start > 60) odd.push({ a: start, b: end });
      else units.push({ a: start, b: end, role: own ? verbOf([own[1]!], '') : 'plain' });
    }
  };
  for (const piece of pieces(s, from, to)) {
    for (const part of turns(s, piece)) {
      const words = s.slice(part.a, part.b);
      const { rest, verbs } = strip(words);
      const convenes = /^(?:会同|联合)/.test(words) && open === units.length && units.length > 0;
      if (rest > 0) add({ a: part.a, b: part.a + rest });
      if (part.verb) close(part.verb);
      else if (verbs.length > 0) close(convenes ? 'support' : verbOf(verbs, words));
    }
  }
  close(role);
  return { units, etc, odd };
}

/** Cuts a piece where the part changes hands inside it: 甲会同乙, 甲督促乙, 甲牵头乙配合. */
function turns(s: string, { a, b }: Piece): (Piece & { verb?: Verb })[] {
  const words = s.slice(a, b);
  const match = /会同|督促|牵头(?=[各市区省县州]|有关|相关)|同(?=各|有关|相关)/.exec(words);
  if (!match || match.index < 2) return [{ a, b }];
  const left = words.slice(0, match.index);
  const right = words.slice(match.index + match[0].length);
  if (right === '' || (match[0] === '同' && !looksLikeUnit(left))) return [{ a, b }];
  const { verbs } = strip(left);
  const verb: Verb = match[0] === '牵头' || verbs.includes('牵头') ? 'lead' : 'convener';
  return [
    { a, b: a + match.index, verb },
    { a: a + match.index + match[0].length, b },
  ];
}
