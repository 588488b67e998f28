import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkRoleKeys,
  fingerprint,
  followRoots,
  makeStatement,
  type Said,
  type SignedKeys,
  type Statement,
  said,
  verifyChain,
} from '../../workers/protocol/chain.ts';
import { leftWords, officerWords, roleWords, rootWords, sayAll } from '../../workers/protocol/chain-write.ts';
import { exportPublic } from '../../workers/protocol/keys.ts';
import { newSignPair } from '../../workers/protocol/signing.ts';

const NO = 7;
const DAY = '2026-11-18';

async function newRoot(id: string) {
  const pair = await newSignPair();
  return { id, epoch: Number(id.slice(1)), sealPublic: await exportPublic(pair.publicKey), sign: pair.privateKey };
}
const roots = Promise.all(['r1', 'r2', 'r3'].map(newRoot));
const intake = { id: 'k1', epoch: 1, sealPublic: 'intake-key-1' };
const second = { id: 'k2', epoch: 2, sealPublic: 'intake-key-2' };

/** Two roots, the second signed by the first; a role with two epochs; one officer who stays and one who left. */
async function chainOfTwoRoots() {
  const [first, next] = await roots;
  const begun = await sayAll(
    { tenantNo: NO, day: DAY, seq: 0, hash: '' },
    [rootWords(first!), officerWords('a', 'sign-a'), officerWords('b', 'sign-b'), roleWords('intake', intake)],
    first!.sign,
  );
  const at = { tenantNo: NO, day: DAY };
  const succeeded = await sayAll({ ...at, ...begun.end }, [rootWords(next!)], first!.sign);
  const after = [roleWords('intake', second), leftWords('b')];
  const rest = await sayAll({ ...at, ...succeeded.end }, after, next!.sign);
  const statements = [...begun.statements, ...succeeded.statements, ...rest.statements];
  return { statements, first: first!, next: next!, end: rest.end };
}

const form = (list: readonly Statement[], role: Statement | null, key = second): SignedKeys => ({
  tenant: { no: NO },
  roots: list.filter((s) => said(s).kind === 'root'),
  roleKeys: [{ role: 'intake', ...key, statement: role }],
});

test('a whole chain says what holds at its end', async () => {
  const { statements, next, end } = await chainOfTwoRoots();
  const read = await verifyChain(NO, statements);
  expect(read).toMatchObject({ root: next.sealPublic, ...end });
  expect([...read.officers.keys()]).toEqual(['a']);
  expect(read.roles.get('intake')).toMatchObject({ id: 'k2', epoch: 2, key: 'intake-key-2' });
  expect(await verifyChain(NO, [])).toMatchObject({ root: '', seq: 0, hash: '' });
});

test('any statement altered, left out, doubled or in another place is found', async () => {
  const { statements } = await chainOfTwoRoots();
  const at = fc.nat(statements.length - 1);
  await fc.assert(
    fc.asyncProperty(at, fc.nat(), fc.integer({ min: 1, max: 0x5f }), async (n, where, by) => {
      const whole = statements[n]!;
      const field = where % 2 === 0 ? 'body' : 'sig';
      const text = whole[field];
      const i = where % text.length;
      const letter = String.fromCharCode(32 + ((text.charCodeAt(i) - 32 + by) % 0x5f));
      // The last letter of base64 may carry bits that count for nothing.
      if (letter === text[i] || (field === 'sig' && i === text.length - 1)) return;
      const bad = { ...whole, [field]: text.slice(0, i) + letter + text.slice(i + 1) };
      await expect(verifyChain(NO, statements.with(n, bad))).rejects.toThrow();
    }),
    { numRuns: 150 },
  );
  for (let n = 0; n < statements.length; n++) {
    // The end cut off is another, older chain, and a true one; whoever knows a later number sees that it is shorter.
    if (n < statements.length - 1) await expect(verifyChain(NO, statements.toSpliced(n, 1))).rejects.toThrow();
    await expect(verifyChain(NO, statements.toSpliced(n, 0, statements[n]!))).rejects.toThrow();
  }
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(statements, { minLength: statements.length }), async (mixed) => {
      if (mixed.every((s, i) => s === statements[i])) return;
      await expect(verifyChain(NO, mixed)).rejects.toThrow();
    }),
    { numRuns: 30 },
  );
});

test('another tenant’s chain, a former root’s word, a stranger’s word are none', async () => {
  const { statements, first, end } = await chainOfTwoRoots();
  await expect(verifyChain(8, statements)).rejects.toThrow('signature');
  const stranger = (await roots)[2]!;
  for (const signer of [first, stranger]) {
    const forged = await sayAll({ tenantNo: NO, day: DAY, ...end }, [roleWords('intake', intake)], signer.sign);
    await expect(verifyChain(NO, [...statements, ...forged.statements])).rejects.toThrow('signature');
  }
  const base: Said = { v: 1, tenant: NO, prev: '', day: DAY, ...roleWords('intake', intake), seq: 1 };
  await expect(verifyChain(NO, [await makeStatement(base, first.sign)])).rejects.toThrow();
});

test('a statement has just its fields', async () => {
  const whole: Said = { v: 1, tenant: NO, seq: 1, prev: '', day: DAY, ...roleWords('intake', intake) };
  expect(said({ body: JSON.stringify(whole), sig: '' })).toEqual(whole);
  const { key: _, ...short } = whole;
  for (const bad of [short, { ...whole, more: 1 }, { ...whole, seq: '1' }, { ...whole, key: 5 }, null, [], 'x']) {
    expect(() => said({ body: JSON.stringify(bad), sig: '' })).toThrow('statement');
  }
  expect(() => said({ body: '{', sig: '' })).toThrow('statement');
});

test('the pinned root leads to the root in force, and nothing else does', async () => {
  const { statements, first, next } = await chainOfTwoRoots();
  const list = form(statements, null).roots;
  const prints = await Promise.all((await roots).map((root) => fingerprint(NO, root.sealPublic)));
  expect(prints[0]).toMatch(/^[\w-]{22}$/);
  expect(await fingerprint(8, first.sealPublic)).not.toBe(prints[0]);
  expect(await followRoots(NO, list)).toBe(next.sealPublic);
  expect(await followRoots(NO, list, prints[0])).toBe(next.sealPublic);
  expect(await followRoots(NO, list, prints[1])).toBe(next.sealPublic);
  await expect(followRoots(NO, list, prints[2])).rejects.toThrow('root');
  await expect(followRoots(NO, [], prints[0])).rejects.toThrow('root');
  await expect(followRoots(NO, list.toReversed(), prints[0])).resolves.toBe(first.sealPublic);
  // A root that signs itself is good for whoever pinned nothing, and for nobody who has a poster.
  const usurper = (await roots)[2]!;
  const own = await sayAll({ tenantNo: NO, day: DAY, seq: 0, hash: '' }, [rootWords(usurper)], usurper.sign);
  expect(await followRoots(NO, own.statements)).toBe(usurper.sealPublic);
  await expect(followRoots(NO, [...list, ...own.statements], prints[0])).rejects.toThrow('signature');
  await expect(followRoots(NO, own.statements, prints[0])).rejects.toThrow('root');
});

test('the tip page takes no key the root has not signed', async () => {
  const { statements, next, first } = await chainOfTwoRoots();
  const word = statements.findLast((s) => said(s).kind === 'role')!;
  const print = await fingerprint(NO, next.sealPublic);
  expect(await checkRoleKeys(form(statements, word))).toBe(print);
  expect(await checkRoleKeys(form(statements, word), await fingerprint(NO, first.sealPublic))).toBe(print);
  const former = statements.find((s) => said(s).kind === 'role')!;
  const wrong: [SignedKeys, string?][] = [
    [form(statements, null)],
    [form(statements, former, intake)],
    [form(statements, word, { ...second, sealPublic: 'put under' })],
    [form(statements, word, { ...second, id: 'another' })],
    [{ ...form(statements, word), roots: [] }, print],
    [{ ...form(statements, word), tenant: { no: 8 } }],
    [form(statements, word), 'x'.repeat(22)],
    [{ ...form(statements, word), roleKeys: [{ role: 'identity', ...second, statement: word }] }],
  ];
  for (const [bad, pinned] of wrong) await expect(checkRoleKeys(bad, pinned)).rejects.toThrow('root');
  expect(await checkRoleKeys({ ...form([], null), roots: [] })).toBe('');
});
