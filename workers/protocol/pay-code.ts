import { checkDigits } from './receipt.ts';

/** Random digits of a pay-out code; two check digits follow. */
const DIGITS = 12;

/** Drawn in the reporter's browser, shown once; 40 bits, tried by a pay desk under a limit and good for weeks at most. */
export function newPayCode(): string {
  let digits = '';
  while (digits.length < DIGITS) {
    for (const byte of Array.from(crypto.getRandomValues(new Uint8Array(16)))) {
      if (byte < 250 && digits.length < DIGITS) digits += String(byte % 10);
    }
  }
  return digits + checkDigits(digits);
}

/** The digits of what somebody typed, or undefined when it cannot be a code. */
export function parsePayCode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-—–.,、，。]/g, '');
  if (!/^\d{14}$/.test(digits)) return undefined;
  return checkDigits(digits.slice(0, -2)) === digits.slice(-2) ? digits : undefined;
}
