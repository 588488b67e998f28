import { walk } from './docx-xml.ts';

interface Level {
  format: string;
  text: string;
  start: number;
}

/** Automatic numbers: asked paragraph by paragraph, in order, it says what Word would print in front. */
export interface Numbering {
  /** numId and level that a paragraph style brings along. */ ofStyle(style: string): [string, number] | null;
  next(numId: string, level: number): string;
}

const CHINESE = '〇一二三四五六七八九';

function chinese(n: number): string {
  if (n > 99) return String(n);
  const tens = Math.floor(n / 10);
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${CHINESE[tens]}十`;
  return head + (n % 10 === 0 && n > 0 ? '' : CHINESE[n % 10]!);
}

function figure(format: string, n: number): string {
  if (/chinese|japanese|ideograph|taiwanese|korean/i.test(format) && !/zodiac|enclosed/i.test(format))
    return chinese(n);
  if (/enclosedCircle/i.test(format) && n <= 20) return String.fromCharCode(0x2460 + n - 1);
  if (/letter/i.test(format) && n <= 26) return String.fromCharCode((format.startsWith('upper') ? 65 : 97) + n - 1);
  return String(n);
}

/** Reads word/numbering.xml and the numbers that word/styles.xml ties to styles. Either may be missing. */
export function readNumbering(numbering: string, styles: string): Numbering {
  const abstract = new Map<string, Level[]>();
  const kinds = new Map<string, string>();
  const starts = new Map<string, number>();
  let levels: Level[] | null = null;
  let at = 0;
  let num = '';
  if (numbering) {
    walk(numbering, {
      open(name, attribute) {
        const value = attribute('val') ?? '';
        if (name === 'abstractNum') {
          levels = [];
          abstract.set(attribute('abstractNumId') ?? '', levels);
        } else if (name === 'num') {
          num = attribute('numId') ?? '';
          levels = null;
        } else if (name === 'abstractNumId') kinds.set(num, value);
        else if (name === 'lvl' || name === 'lvlOverride') {
          at = Math.min(8, Math.max(0, Number(attribute('ilvl')) || 0));
          if (levels) levels[at] = { format: 'decimal', text: '', start: 1 };
        } else if (name === 'startOverride') starts.set(`${num}/${at}`, Number(value) || 1);
        else if (levels?.[at]) {
          if (name === 'numFmt') levels[at]!.format = value;
          if (name === 'lvlText') levels[at]!.text = value;
          if (name === 'start') levels[at]!.start = Number(value) || 1;
        }
      },
      close() {},
      text() {},
    });
  }
  const byStyle = stylesWithNumbers(styles);
  const counters = new Map<string, number[]>();
  return {
    ofStyle: (style) => byStyle.get(style) ?? null,
    next(numId, level) {
      const kind = kinds.get(numId);
      const known = kind === undefined ? undefined : abstract.get(kind);
      if (!known?.[level] || numId === '0') return '';
      const key = starts.has(`${numId}/${level}`) ? `n${numId}` : `a${kind}`;
      const counts = counters.get(key) ?? [];
      counters.set(key, counts);
      const first = starts.get(`${numId}/${level}`) ?? known[level].start;
      counts[level] = counts[level] === undefined ? first : counts[level] + 1;
      counts.length = level + 1;
      if (known[level].format === 'bullet' || known[level].format === 'none') return '';
      return known[level].text.replace(/%([1-9])/g, (_, digit: string) => {
        const below = Number(digit) - 1;
        return figure(known[below]?.format ?? 'decimal', counts[below] ?? known[below]?.start ?? 1);
      });
    },
  };
}

function stylesWithNumbers(styles: string): Map<string, [string, number]> {
  const out = new Map<string, [string, number]>();
  let style = '';
  let level = 0;
  if (!styles) return out;
  walk(styles, {
    open(name, attribute) {
      if (name === 'style') {
        style = attribute('styleId') ?? '';
        level = 0;
      } else if (name === 'ilvl') level = Number(attribute('val')) || 0;
      else if (name === 'numId' && style) out.set(style, [attribute('val') ?? '', level]);
    },
    close() {},
    text() {},
  });
  return out;
}
