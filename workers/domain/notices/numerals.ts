const DIGITS = '零一二三四五六七八九';

/** `一` … `九十九`, also 二十, 廿 and Arabic digits; 0 where it is none. */
export function numeral(words: string): number {
  if (/^\d{1,4}$/.test(words)) return Number(words);
  let total = 0;
  let digit = 0;
  for (const char of words) {
    if (char === '两') digit = 2;
    else if (char === '廿') total += 20;
    else if (char === '百') {
      total += (digit || 1) * 100;
      digit = 0;
    } else if (char === '十') {
      total += (digit || 1) * 10;
      digit = 0;
    } else {
      const value = char === '〇' ? 0 : DIGITS.indexOf(char);
      if (value < 0) return 0;
      digit = value;
    }
  }
  return total + digit;
}

/** 二〇二一, 二O二一: a year in Chinese digits, digit by digit; 0 where it is none. */
export function yearNumeral(words: string): number {
  let out = '';
  for (const char of words) {
    const value = '〇零OoＯ0'.includes(char) ? 0 : DIGITS.indexOf(char);
    if (value < 0) return 0;
    out += value;
  }
  return out.length === 4 ? Number(out) : 0;
}
