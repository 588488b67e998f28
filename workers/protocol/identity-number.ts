/** Resident identity numbers (GB 11643): six digits of the region, the birthday, three of the order, a check character. */

const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
/** ISO 7064 MOD 11-2: 2^(17 - i) mod 11 of the i-th digit. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** As it is kept: digits of full width made plain, blanks gone, `x` large. */
export function plainIdentityNumber(typed: string): string {
  return typed
    .replace(/[０-９Ｘｘ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, '')
    .toUpperCase();
}

/** The last character that belongs to the first seventeen digits. */
export function checkCharacter(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (WEIGHTS[i] as number) * Number(digits.charAt(i));
  return CHECKS.charAt(sum % 11);
}

/** `YYYY-MM-DD`, or '' where the digits are no day of the calendar. */
export function birthDayOf(number: string): string {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const text = `${year}-${month}-${day}`;
  return Number(year) >= 1800 && date.toISOString().slice(0, 10) === text ? text : '';
}

/** '' for a number that can be one, else what is wrong with it, in words that do not repeat it. `today`: `YYYY-MM-DD`. */
export function identityNumberProblem(number: string, today: string): string {
  if (!/^\d{17}[\dX]$/.test(number)) return '身份证号须为 18 位，前 17 位是数字，末位是数字或 X';
  if (!PROVINCES.test(number)) return '身份证号开头的地区代码不对，请核对';
  const born = birthDayOf(number);
  if (born === '' || born > today) return '身份证号中的出生日期不对，请核对';
  if (checkCharacter(number) !== number.charAt(17)) return '身份证号的末位校验不对，可能有一位写错了，请核对';
  return '';
}
