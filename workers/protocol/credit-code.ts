/** GB 32100: the alphabet without I, O, S, V, Z, and the weights of the first 17 places. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Is it a unified social credit code (统一社会信用代码) whose check sign is right? */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(code)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * SIGNS.indexOf(code.charAt(at)), 0);
  return SIGNS.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}
