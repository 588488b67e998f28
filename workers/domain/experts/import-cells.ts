/** Digits, dashes and the like of full width made plain; blanks at both ends gone. */
export const plainText = (text: string): string =>
  text
    .replaceAll(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .trim();

const pad = (n: number): string => String(n).padStart(2, '0');
const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar, as far as it is right: from March 1900 on. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

/**
 * A day as clerks write it: 2021-02-03, 2021/2/3, 2021.2.3, 2021年2月3日, 20210203, or the number Excel keeps for a date.
 * undefined for what is no day of the calendar: 2021-02-30, 2021年2月.
 */
export function readDay(typed: string): string | undefined {
  const text = plainText(typed).replaceAll(/\s/g, '').replace(/日$/, '');
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    return new Date(EXCEL_EPOCH + Math.floor(Number(text)) * DAY_MS).toISOString().slice(0, 10);
  }
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:T.*)?$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = `${year}-${pad(month)}-${pad(day)}`;
  return year >= 1900 && date.toISOString().slice(0, 10) === real ? real : undefined;
}

/** Still in that post. */
export const isOpenEnd = (typed: string): boolean => /^(|至今|今|现在|在职|目前|-|—|\/)$/.test(plainText(typed));

/** 50, 50%, 0.5; nothing said is full time. undefined for anything else. */
export function readShare(typed: string): number | undefined {
  const text = plainText(typed).replaceAll(/\s/g, '');
  if (text === '') return 100;
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (!match) return undefined;
  const value = Number(match[1]);
  const share = match[2] === '' && value <= 1 ? value * 100 : value;
  return Number.isInteger(Math.round(share)) && share >= 1 && share <= 100 ? Math.round(share) : undefined;
}

/** The key whose word it is: an exact word, whatever blanks stand in it. */
export function keyOf<K extends string>(words: Readonly<Record<K, string>>, typed: string): K | undefined {
  const plain = (text: string) => plainText(text).replaceAll(/\s/g, '');
  return (Object.keys(words) as K[]).find((key) => plain(words[key]) === plain(typed));
}
