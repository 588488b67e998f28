import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCard, sayCard } from '../../workers/protocol/expert-card.ts';
import { checkProof, type ProofKey, sayProof } from '../../workers/protocol/proof.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'anshao-proof-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = 'ab'.repeat(32);
const claims = { tenant: 'county', digest, day: '2026-11-08' };
let keys: ProofKey[];
let secret: CryptoKey;
const sign = (what: Record<string, unknown>, header: Record<string, unknown> = {}, by = secret, issuer = 'anshao') =>
  new SignJWT(what)
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k2', typ: 'anshao-proof', ...header })
    .setIssuer(issuer)
    .sign(by);

beforeAll(async () => {
  const pairs = await Promise.all([1, 2].map(() => generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })));
  secret = pairs[1]!.privateKey;
  keys = await Promise.all(
    pairs.map(async (pair, i) => ({ ...(await exportJWK(pair.publicKey)), kid: `k${i + 1}`, alg: 'EdDSA' })),
  );
  writeFileSync(join(folder, 'jwks.json'), JSON.stringify({ keys }));
});

/** The command with every way into a network shut. */
function run(...args: string[]) {
  const shut = `data:text/javascript,import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('network'); };`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', shut, 'scripts/proof.ts', ...args, '--keys', join(folder, 'jwks.json')],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, said: stdout.split('\n')[0], stderr };
}

test('says what was received, on which day, by which district; from a file too', async () => {
  const jws = await sign(claims);
  const expected = {
    status: 0,
    said: '凭证属实：代号为 county 的地区在2026年11月8日收到了编号 abababababababab… 的一份加密举报。',
  };
  expect(run(jws)).toMatchObject(expected);
  // As it comes out of a mail: broken into lines.
  writeFileSync(join(folder, 'proof.txt'), `${jws.slice(0, 60)}\r\n${jws.slice(60)}\n`);
  expect(run(join(folder, 'proof.txt'))).toMatchObject(expected);
  expect(run(jws, '--digest', digest.toUpperCase())).toMatchObject(expected);
});

test('says how it ended', async () => {
  const said = run(await sign({ ...claims, outcome: 'closed' })).said;
  expect(said).toContain('在2026年11月8日办结，结果为“整改完毕、复查销号”');
});

test('exit 1 and the reason for what does not hold; the page’s own code says the same', async () => {
  const jws = await sign(claims);
  const [head, , signature] = jws.split('.');
  const other = Buffer.from(JSON.stringify({ ...claims, iss: 'anshao', day: '2026-11-09' })).toString('base64url');
  const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const cases: [string, string][] = [
    [`${head}.${other}.${signature}`, 'wrong_signature'],
    [await sign(claims, { kid: 'k1' }), 'wrong_signature'],
    [await sign(claims, {}, stranger.privateKey), 'wrong_signature'],
    [await sign(claims, { kid: 'k9' }), 'unknown_key'],
    [await sign(claims, { typ: 'JWT' }), 'not_a_proof'],
    [await sign(claims, {}, secret, 'elsewhere'), 'not_a_proof'],
    [await sign({ ...claims, outcome: 'toString' }), 'not_a_proof'],
    [await sign({ ...claims, digest: 'ab' }), 'not_a_proof'],
    [jws.slice(0, -4), 'wrong_signature'],
    ['你好', 'not_a_proof'],
  ];
  for (const [text, why] of cases) {
    const verdict = await checkProof(text, keys);
    expect(verdict).toEqual({ good: false, why });
    expect([why, run(text)]).toMatchObject([why, { status: 1, said: sayProof(verdict) }]);
  }
  expect(run(jws, '--digest', 'cd'.repeat(32))).toMatchObject({ status: 1 });
  expect(await checkProof(jws, keys, 'cd'.repeat(32))).toEqual({ good: false, why: 'other_digest' });
});

const card = {
  ...{ kind: 'expert-card', tenant: 'county', tenantName: '某县', number: 'WH-2026-0001', name: '赵工' },
  ...{ pool: '危险化学品专家库', from: '2026-11-25', to: '2999-11-24', serial: 1, issued: '2026-11-25' },
};

test('an expert’s card too, also as the whole address a phone scanned', async () => {
  const jws = await sign(card);
  const said = sayCard(await checkCard(jws, keys), '2026-12-01');
  expect(said).toMatch(/^签名属实：赵工，某县危险化学品专家库专家，编号 WH-2026-0001/);
  expect(run(jws)).toMatchObject({ status: 0, said });
  expect(run(`https://example.cn/county/experts/card/WH-2026-0001?serial=1#${jws}`)).toMatchObject({ status: 0, said });
  const [head, body, signature] = jws.split('.');
  const forged = Buffer.from(
    Buffer.from(body ?? '', 'base64url')
      .toString()
      .replace('赵工', '李鬼'),
  ).toString('base64url');
  for (const [text, why] of [
    [`${head}.${forged}.${signature}`, 'wrong_signature'],
    [await sign(card, { kid: 'k9' }), 'unknown_key'],
  ] as const) {
    const verdict = await checkCard(text, keys);
    expect(verdict).toEqual({ good: false, why });
    expect(run(text)).toMatchObject({ status: 1, said: sayCard(verdict, '2026-12-01') });
  }
  expect(await checkCard(await sign({ ...card, serial: '1' }), keys)).toEqual({ good: false, why: 'not_a_card' });
  expect(await checkCard(await sign(claims), keys)).toEqual({ good: false, why: 'not_a_card' });
});

test('exit 2 where it cannot be told: no proof named, no keys, no key file', async () => {
  const jws = await sign(claims);
  writeFileSync(join(folder, 'bad.json'), '{"keys":1}');
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('npm run proof') });
  for (const args of [[jws], [jws, '--keys', join(folder, 'none.json')], [jws, '--keys', join(folder, 'bad.json')]]) {
    expect(spawnSync(process.execPath, ['scripts/proof.ts', ...args], { cwd: root }).status).toBe(2);
  }
});
