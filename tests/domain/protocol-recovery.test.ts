import fc from 'fast-check';
import { combine, split } from 'shamir-secret-sharing';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../workers/protocol/bytes.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { exportPublic } from '../../workers/protocol/keys.ts';
import {
  newOfficerKeys,
  newRoleKey,
  openFromRecovery,
  openRoleKey,
  openRoot,
  sealForRecovery,
  sealToMember,
  unlockOfficerKeys,
} from '../../workers/protocol/officer-keys.ts';
import { newRecovery, openRecovery, parseRecoveryCode } from '../../workers/protocol/recovery.ts';
import { sign, verify } from '../../workers/protocol/signing.ts';

// --- GF(256) of AES, the slow way: what the library's shares have to agree with ---
function times(a: number, b: number): number {
  let out = 0;
  for (let [x, y] = [a, b]; y > 0; y >>= 1) {
    if (y & 1) out ^= x;
    x = x & 0x80 ? ((x << 1) ^ 0x11b) & 0xff : x << 1;
  }
  return out;
}
function inverse(a: number): number {
  for (let b = 1; b < 256; b++) if (times(a, b) === 1) return b;
  throw new Error('zero has none');
}
/** Lagrange at zero; the last byte of a share is its place. */
function lagrange(shares: readonly Uint8Array[]): Uint8Array {
  const places = shares.map((share) => share.at(-1)!);
  return Uint8Array.from({ length: shares[0]!.length - 1 }, (_, i) =>
    shares.reduce((sum, share, j) => {
      const weight = places.reduce((w, x, m) => (m === j ? w : times(w, times(x, inverse(x ^ places[j]!)))), 1);
      return sum ^ times(weight, share[i]!);
    }, 0),
  );
}

test('the multiplication is that of FIPS 197: {57}·{83} = {c1}, {57}·{13} = {fe}', () => {
  expect([times(0x57, 0x83), times(0x57, 0x13)]).toEqual([0xc1, 0xfe]);
});

test('two shares worked out by hand on the line s + r·x recombine', async () => {
  // s = 53 ca, r = 01 57: at x = 02 and x = 83, in the field of AES.
  const line = (x: number) => Uint8Array.of(0x53 ^ times(0x01, x), 0xca ^ times(0x57, x), x);
  expect([...line(0x83)]).toEqual([0xd0, 0x0b, 0x83]);
  expect([...(await combine([line(0x02), line(0x83)]))]).toEqual([0x53, 0xca]);
});

test('shares agree with an independent Lagrange; any two will do; one says nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 40 }), async (secret) => {
      const shares = await split(secret, 3, 2);
      for (const two of [
        [0, 1],
        [0, 2],
        [1, 2],
        [2, 0],
      ].map((pair) => pair.map((n) => shares[n]!))) {
        expect([...lagrange(two)]).toEqual([...secret]);
        expect([...(await combine(two))]).toEqual([...secret]);
      }
      // To each possible secret there is a second share that fits the one in hand.
      const [one] = shares as [Uint8Array];
      const other = Uint8Array.from(secret, (byte) => byte ^ 0xff);
      const x = one.at(-1) === 1 ? 2 : 1;
      const fitting = Uint8Array.from({ length: one.length }, (_, i) =>
        i === secret.length ? x : other[i]! ^ times(times(one[i]! ^ other[i]!, inverse(one.at(-1)!)), x),
      );
      expect([...(await combine([one, fitting]))]).toEqual([...other]);
    }),
    { numRuns: 25 },
  );
});

test('any two of three codes open the recovery, in any order and spelling; one alone, twice, or of another making does not', async () => {
  const { codes, auth, ...record } = await newRecovery(7);
  const other = await newRecovery(7);
  expect(codes).toHaveLength(3);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){15}[0-9A-HJKMNP-TV-Z]{4}$/);
  const spelt = (code: string) => code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  for (const [i, j] of [
    [0, 1],
    [1, 0],
    [0, 2],
    [1, 2],
  ] as const) {
    const opened = await openRecovery(7, record, [spelt(codes[i]!), codes[j]!]);
    expect(opened.auth).toBe(auth);
    expect(await exportPublic(opened.pair.publicKey)).toBe(record.sealPublic);
    expect(opened.pair.privateKey.extractable).toBe(false);
  }
  expect(fromBase64(auth)).toHaveLength(32);
  const [a, b] = codes as [string, string];
  for (const bad of [[a], [a, a], [a, spelt(a)], [a, other.codes[1]!], other.codes.slice(0, 2), []]) {
    await expect(openRecovery(7, record, bad)).rejects.toThrow();
  }
  await expect(openRecovery(8, record, [a, b])).rejects.toThrow('does not open');
  await expect(openRecovery(7, { ...record, sealPublic: other.sealPublic }, [a, b])).rejects.toThrow('does not open');
});

test('a code with a slip of the pen is refused', async () => {
  const { codes } = await newRecovery(7);
  const code = codes[0]!.replaceAll('-', '');
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  await fc.assert(
    fc.asyncProperty(fc.nat(63), fc.nat(31), async (at, letter) => {
      if (letters[letter] === code[at]) return;
      const slip = code.slice(0, at) + letters[letter] + code.slice(at + 1);
      await expect(parseRecoveryCode(slip)).rejects.toThrow('not a recovery code');
    }),
    { numRuns: 200 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(62), async (at) => {
      if (code[at] === code[at + 1]) return;
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      await expect(parseRecoveryCode(swapped)).rejects.toThrow('not a recovery code');
    }),
  );
  for (const bad of ['', code.slice(1), `${code}0`, `${code.slice(0, 63)}U`, `${code.slice(0, 63)}字`]) {
    await expect(parseRecoveryCode(bad)).rejects.toThrow('not a recovery code');
  }
});

test('role keys and the root come back by two codes, sealed to the officer who did it', async () => {
  const me = { tenantNo: 7, personId: 'p1' };
  const officer = await newOfficerKeys(me, 'x', 1000);
  const keys = await unlockOfficerKeys(me, officer, 'x');
  const { codes, auth: _, ...record } = await newRecovery(7);
  for (const role of ['intake', 'root']) {
    const scope = { tenantNo: 7, role, roleKeyId: newTipId() };
    // Nobody holds a share: the recovery is all there is.
    const made = await newRoleKey(scope, [], record.sealPublic);
    const { pair } = await openRecovery(7, record, codes.slice(1));
    const pkcs8 = await openFromRecovery(scope, made.sealPublic, made.recoveryEnvelope!, pair);
    const envelope = await sealToMember(scope, made.sealPublic, pkcs8, {
      personId: 'p1',
      sealPublic: officer.sealPublic,
    });
    if (role === 'intake') {
      const role_ = await openRoleKey(scope, made.sealPublic, envelope, 'p1', keys);
      expect(await exportPublic(role_.publicKey)).toBe(made.sealPublic);
    } else {
      const root = await openRoot(scope, made.sealPublic, envelope, 'p1', keys);
      await verify(made.sealPublic, Uint8Array.of(1), await sign(root, Uint8Array.of(1)));
    }
    const elsewhere = { ...scope, roleKeyId: newTipId() };
    await expect(openFromRecovery(elsewhere, made.sealPublic, made.recoveryEnvelope!, pair)).rejects.toThrow();
    const again = await sealForRecovery(scope, made.sealPublic, pkcs8, officer.sealPublic);
    await expect(openFromRecovery(scope, made.sealPublic, again, pair)).rejects.toThrow('does not open');
    expect(toBase64(pkcs8).length).toBeGreaterThan(100);
  }
});
