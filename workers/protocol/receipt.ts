import { type Bytes, binding, hkdf, utf8 } from './bytes.ts';

export const RECEIPT_ITERATIONS = 600_000;
const DIGITS = 24;

/** Two check digits after ISO 7064 MOD 97-10: the whole number is then 1 modulo 97. Finds every single slip and swap. */
function checkDigits(digits: string): string {
  let rest = 0;
  for (const digit of `${digits}00`) rest = (rest * 10 + Number(digit)) % 97;
  return String(98 - rest).padStart(2, '0');
}

/** 24 random digits (bytes of 250 and more are thrown away, so that each digit is as likely) and 2 check digits. */
export function newReceipt(): string {
  let digits = '';
  while (digits.length < DIGITS) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 250 && digits.length < DIGITS) digits += String(byte % 10);
    }
  }
  return digits + checkDigits(digits);
}

/** `1234 5678 9012 3456 7890 1234 56` */
export const formatReceipt = (receipt: string): string => receipt.replace(/(\d{4})(?=\d)/g, '$1 ');

/** The 26 digits of what a person typed (full-width digits and any separators are taken), or undefined when it cannot be one. */
export function parseReceipt(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-—–.,、，。]/g, '');
  if (!/^\d{26}$/.test(digits)) return undefined;
  return checkDigits(digits.slice(0, DIGITS)) === digits.slice(DIGITS) ? digits : undefined;
}

/** `locator` and `auth` go to the server; `wrap` never leaves the browser. */
export interface ReceiptKeys {
  readonly locator: Bytes;
  readonly auth: Bytes;
  readonly wrap: Bytes;
}

/** 600 000 rounds of PBKDF2: about a second on a phone. `iterations` is lowered in tests alone (workerd refuses so many). */
export async function deriveReceipt(
  receipt: string,
  tenantNo: number,
  iterations = RECEIPT_ITERATIONS,
): Promise<ReceiptKeys> {
  const password = await crypto.subtle.importKey('raw', utf8(receipt), 'PBKDF2', false, ['deriveBits']);
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', salt: utf8(`${tenantNo}|v1`), iterations };
  const root = new Uint8Array(await crypto.subtle.deriveBits(kdf, password, 256));
  const [locator, auth, wrap] = await Promise.all([
    hkdf(root, binding('locator'), 16),
    hkdf(root, binding('auth'), 32),
    hkdf(root, binding('wrap'), 32),
  ]);
  return { locator, auth, wrap };
}
