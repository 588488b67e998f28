import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { type CardVerdict, readCard, sayCard } from '../workers/protocol/expert-card.ts';
import { type Proof, readProof, sayProof, type Verdict } from '../workers/protocol/proof.ts';
import { Refusal } from './lib/settings.ts';

const USAGE = '用法 usage: npm run proof -- FILE|JWS --keys jwks.json [--digest HEX]';

/** npm run proof: exit 0 when the proof or the card holds, 1 when it does not, 2 when it cannot be told. No network is used. */
async function main(): Promise<number> {
  const options = { keys: { type: 'string' }, digest: { type: 'string', default: '' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [given] = positionals;
  if (positionals.length !== 1 || given === undefined || !values.keys) throw new Refusal(USAGE);
  const jws = (existsSync(given) ? readFileSync(given, 'utf8') : given).replace(/\s+/g, '');
  const keys = keysOf(values.keys);
  const card = await judgeCard(jws.slice(jws.indexOf('#') + 1), keys);
  if (card) {
    console.log(sayCard(card, new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)));
    if (card.good) console.log(JSON.stringify(card.card));
    return card.good ? 0 : 1;
  }
  const verdict = await judge(jws, keys, values.digest.toLowerCase());
  console.log(sayProof(verdict));
  if (verdict.good) console.log(`${JSON.stringify(verdict.proof)}`);
  return verdict.good ? 0 : 1;
}

function keysOf(file: string): JSONWebKeySet {
  if (!existsSync(file)) throw new Refusal(`没有这个公钥文件。 No such file: ${file}`);
  try {
    const set = JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet;
    createLocalJWKSet(set);
    return set;
  } catch {
    throw new Refusal(`这不是公钥文件（JWKS）。 Not a JWKS: ${file}`);
  }
}

/** With jose instead of the page's own code: two implementations agree on the same proofs. */
async function judge(jws: string, keys: JSONWebKeySet, digest: string): Promise<Verdict> {
  let proof: Proof;
  try {
    ({ proof } = readProof(jws));
  } catch {
    return { good: false, why: 'not_a_proof' };
  }
  const why = await signatureProblem(jws, keys);
  if (why) return { good: false, why };
  return digest && digest !== proof.digest ? { good: false, why: 'other_digest' } : { good: true, proof };
}

/** An expert's card; undefined for what is none. */
async function judgeCard(jws: string, keys: JSONWebKeySet): Promise<CardVerdict | undefined> {
  let read: ReturnType<typeof readCard>;
  try {
    read = readCard(jws);
  } catch {
    return undefined;
  }
  const why = await signatureProblem(jws, keys);
  return why ? { good: false, why } : { good: true, card: read.card };
}

async function signatureProblem(jws: string, keys: JSONWebKeySet) {
  try {
    await compactVerify(jws, createLocalJWKSet(keys), { algorithms: ['EdDSA'] });
    return undefined;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'wrong_signature';
    throw error;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Refusal || error instanceof TypeError ? error.message : error);
  process.exitCode = 2;
}
