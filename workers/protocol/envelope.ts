import { aesSeal, type Bytes, binding, concat, hkdf, random, SUITE, toBase64, utf8 } from './bytes.ts';
import { hpkeSeal } from './hpke-seal.ts';
import { importSealPublic } from './keys.ts';

/** What every part of a tip is bound to. */
export interface TipScope {
  readonly tenantNo: number;
  readonly tipId: string;
  readonly formHash: string;
}
export interface RoleKey {
  readonly id: string;
  readonly sealPublic: string;
}
/** A key wrapped to a role key (or, with the id `reporter`, to the reporter). */
export interface Wrap {
  roleKeyId: string;
  enc: string;
  ct: string;
}
/** As it travels and is stored; all bytes base64url. */
export interface Envelope {
  suite: 1;
  body: string;
  commit: string;
  wraps: Wrap[];
}

/** Sizes a padded body may have; the length of a tip tells no more than its bucket. */
export const BUCKETS = [1, 4, 16, 64, 256].map((k) => k * 1024);
/** Suite byte + padded text + tag. */
export const BODY_SIZES: readonly number[] = BUCKETS.map((b) => 1 + b + 16);
export const COMMIT_SIZE = 32;
export const ENC_SIZE = 65;
/** A wrapped DEK: 32 bytes and the tag. */
export const WRAP_SIZE = 48;

export const newDek = (): Bytes => random(32);
/** A key is used for one body, so its nonce may stand still. */
export const NONCE = new Uint8Array(12);

export const scoped = (part: string, scope: TipScope, ...more: (string | number)[]): Bytes =>
  binding(part, scope.tenantNo, scope.tipId, scope.formHash, ...more);

/** Length (4 bytes, big-endian) ‖ text ‖ zeros. @throws RangeError when longer than the largest bucket holds. */
export function pad(text: Bytes): Bytes {
  const size = BUCKETS.find((b) => b >= text.length + 4);
  if (size === undefined) throw new RangeError('too long');
  const out = new Uint8Array(size);
  new DataView(out.buffer).setUint32(0, text.length);
  out.set(text, 4);
  return out;
}

/** The key of a part's commitment, beside its wraps: AES-GCM does not commit to its key. */
export const commitTo = (scope: TipScope, part: string, key: Bytes): Promise<Bytes> =>
  hkdf(key, part === 'body' ? scoped('commit', scope) : scoped('commit', scope, part), COMMIT_SIZE);

export const wrapInfo = (scope: TipScope, part: string, to: string): Bytes =>
  part === 'body' ? scoped('dek', scope, to) : scoped('dek', scope, to, part);

/** Wraps the key of a part (`body`, a half of an identity, a message's id) to a role key. */
export async function wrapKey(scope: TipScope, part: string, key: Bytes, commit: Bytes, to: RoleKey): Promise<Wrap> {
  const { enc, ct } = await hpkeSeal(await importSealPublic(to.sealPublic), wrapInfo(scope, part, to.id), commit, key);
  return { roleKeyId: to.id, enc: toBase64(enc), ct: toBase64(ct) };
}

/** The content is any JSON; compose.ts says which. */
export async function sealEnvelope(
  scope: TipScope,
  dek: Bytes,
  content: unknown,
  roleKeys: readonly RoleKey[],
): Promise<Envelope> {
  const aad = scoped('body', scope);
  const key = await hkdf(dek, aad, 32);
  const body = concat(Uint8Array.of(SUITE), await aesSeal(key, NONCE, aad, pad(utf8(JSON.stringify(content)))));
  const commit = await commitTo(scope, 'body', dek);
  const wraps = await Promise.all(roleKeys.map((to) => wrapKey(scope, 'body', dek, commit, to)));
  return { suite: SUITE, body: toBase64(body), commit: toBase64(commit), wraps };
}
