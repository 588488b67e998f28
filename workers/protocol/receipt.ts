import { type Bytes, binding, hkdf, utf8 } from './bytes.ts';

export const RECEIPT_ITERATIONS = 600_000;

/** 1: drawn in the reporter's browser. 2: drawn by the Worker for the form without script, two digits longer. */
export type ReceiptKind = 1 | 2;
/** Random digits; two check digits follow. */
const DIGITS = { 1: 24, 2: 26 } as const;

/** Two check digits after ISO 7064 MOD 97-10: the whole number is then 1 modulo 97. Finds every single slip and swap. */
export function checkDigits(digits: string): string {
  let rest = 0;
  for (const digit of `${digits}00`) rest = (rest * 10 + Number(digit)) % 97;
  return String(98 - rest).padStart(2, '0');
}

/** Random digits (bytes of 250 and more are thrown away, so that each digit is as likely) and 2 check digits. */
export function newReceipt(kind: ReceiptKind = 1): string {
  const size = DIGITS[kind];
  let digits = '';
  while (digits.length < size) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 250 && digits.length < size) digits += String(byte % 10);
    }
  }
  return digits + checkDigits(digits);
}

/** `1234 5678 9012 3456 7890 1234 56` */
export const formatReceipt = (receipt: string): string => receipt.replace(/(\d{4})(?=\d)/g, '$1 ');

/** The digits of what a person typed (full-width digits and any separators are taken), or undefined when it cannot be one. */
export function parseReceipt(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-—–.,、，。]/g, '');
  if (!/^(\d{26}|\d{28})$/.test(digits)) return undefined;
  return checkDigits(digits.slice(0, -2)) === digits.slice(-2) ? digits : undefined;
}

export const receiptKind = (receipt: string): ReceiptKind => (receipt.length === DIGITS[2] + 2 ? 2 : 1);

/** `locator` and `auth` go to the server; `wrap` never leaves the browser. */
export interface ReceiptKeys {
  readonly locator: Bytes;
  readonly auth: Bytes;
  readonly wrap: Bytes;
}

/** workerd takes at most 100 000 rounds a call: the second kind, derived there too, is six calls one after the other. */
const CALLS = { 1: 1, 2: 6 } as const;

/** 600 000 rounds of PBKDF2: about a second on a phone. `iterations` is lowered in tests alone (workerd refuses so many). */
export async function deriveReceipt(
  receipt: string,
  tenantNo: number,
  iterations = RECEIPT_ITERATIONS,
): Promise<ReceiptKeys> {
  const kind = receiptKind(receipt);
  const kdf = {
    ...{ name: 'PBKDF2', hash: 'SHA-256', salt: utf8(`${tenantNo}|v${kind}`) },
    iterations: Math.ceil(iterations / CALLS[kind]),
  };
  let root = utf8(receipt);
  for (let call = 0; call < CALLS[kind]; call++) {
    const password = await crypto.subtle.importKey('raw', root, 'PBKDF2', false, ['deriveBits']);
    root = new Uint8Array(await crypto.subtle.deriveBits(kdf, password, 256));
  }
  const [locator, auth, wrap] = await Promise.all([
    hkdf(root, binding('locator'), 16),
    hkdf(root, binding('auth'), 32),
    hkdf(root, binding('wrap'), 32),
  ]);
  return { locator, auth, wrap };
}
