/** China keeps UTC+8 all year, so a local day is plain arithmetic on epoch milliseconds. */
export const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;

/** Number of the local day that holds the instant: days since 1970-01-01 in China. */
export const dayNumber = (ms: number): number => Math.floor((ms + OFFSET_MS) / DAY_MS);

/** The last millisecond of a local day: shown as that day, late one tick after. */
export const endOfDay = (day: number): number => (day + 1) * DAY_MS - OFFSET_MS - 1;

const texts = new Map<number, string>();

/** `YYYY-MM-DD` of a local day. Kept: a time limit in working days asks for a dozen of them, the same with every tip. */
export function dayText(day: number): string {
  const known = texts.get(day);
  if (known !== undefined) return known;
  if (texts.size >= 5_000) texts.clear();
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  texts.set(day, text);
  return text;
}

export const dayOfText = (text: string): number => Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY_MS);

/** `YYYY-MM-DD` in China of an instant. */
export const localDay = (ms: number): string => dayText(dayNumber(ms));
