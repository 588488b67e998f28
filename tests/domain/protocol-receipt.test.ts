import { createHash, hkdfSync, pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from '../../workers/protocol/bytes.ts';
import { FORM_HASH, FORM_TEXTS, FORM_VERSION } from '../../workers/protocol/form.ts';
import { deriveReceipt, formatReceipt, newReceipt, parseReceipt } from '../../workers/protocol/receipt.ts';
import { newReporterKeys, openReporterKeys } from '../../workers/protocol/reporter-keys.ts';

test('a receipt is 26 digits in groups of four, and reads back from what a person types', () => {
  const receipt = newReceipt();
  expect(receipt).toMatch(/^\d{26}$/);
  expect(formatReceipt(receipt)).toMatch(/^(\d{4} ){6}\d{2}$/);
  expect(parseReceipt(formatReceipt(receipt))).toBe(receipt);
  const fullWidth = receipt.replaceAll(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
  expect(parseReceipt(` ${fullWidth.slice(0, 9)}－${fullWidth.slice(9)}\n`)).toBe(receipt);
  for (const wrong of ['', '1', receipt.slice(1), `${receipt}1`, receipt.replace(/\d/, 'x')]) {
    expect(parseReceipt(wrong)).toBeUndefined();
  }
});

test('any one wrong digit, and any two neighbours swapped, is noticed', () => {
  fc.assert(
    fc.property(fc.nat(25), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const receipt = newReceipt();
      const digit = (Number(receipt[at]) + by) % 10;
      expect(parseReceipt(receipt.slice(0, at) + digit + receipt.slice(at + 1))).toBeUndefined();
      if (at < 25 && receipt[at] !== receipt[at + 1]) {
        const swapped = receipt.slice(0, at) + receipt[at + 1] + receipt[at] + receipt.slice(at + 2);
        expect(parseReceipt(swapped)).toBeUndefined();
      }
    }),
  );
});

test('digits are drawn evenly', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 1000; i++) for (const d of newReceipt().slice(0, 24)) counts[Number(d)]! += 1;
  // 24 000 draws, 2400 expected of each digit, standard deviation 46.
  for (const n of counts) expect(Math.abs(n - 2400)).toBeLessThan(46 * 6);
});

test('the derivation is PBKDF2-SHA256 and HKDF as documented; the tenant is its salt', async () => {
  const receipt = '12345678901234567890123445';
  const keys = await deriveReceipt(receipt, 7, 1000);
  const root = pbkdf2Sync(receipt, '7|v1', 1000, 32, 'sha256');
  const part = (name: string, size: number) =>
    Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `anshao/v1|${name}`, size)).toString('hex');
  expect(hex(keys.locator)).toBe(part('locator', 16));
  expect(hex(keys.auth)).toBe(part('auth', 32));
  expect(hex(keys.wrap)).toBe(part('wrap', 32));
  expect(hex((await deriveReceipt(receipt, 8, 1000)).locator)).not.toBe(hex(keys.locator));
});

test('the reporter’s private key opens with the receipt alone', async () => {
  const { wrap } = await deriveReceipt(newReceipt(), 3, 1000);
  const other = await deriveReceipt(newReceipt(), 3, 1000);
  const keys = await newReporterKeys(wrap, 3);
  const pair = await openReporterKeys(wrap, 3, keys);
  expect(pair.pair.privateKey.extractable).toBe(false);
  await expect(openReporterKeys(other.wrap, 3, keys)).rejects.toThrow('does not open');
  await expect(openReporterKeys(wrap, 4, keys)).rejects.toThrow('does not open');
});

test('the hash of the form is the hash of its text', () => {
  expect(FORM_HASH).toBe(createHash('sha256').update(FORM_TEXTS[FORM_VERSION]!).digest('hex'));
});
