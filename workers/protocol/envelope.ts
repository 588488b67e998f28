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
/** As it travels and is stored; all bytes base64url. */
export interface Envelope {
  suite: 1;
  body: string;
  commit: string;
  wraps: { roleKeyId: string; enc: string; ct: string }[];
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
  const commit = await hkdf(dek, scoped('commit', scope), COMMIT_SIZE);
  const wraps = await Promise.all(
    roleKeys.map(async ({ id, sealPublic }) => {
      const to = await importSealPublic(sealPublic);
      const { enc, ct } = await hpkeSeal(to, scoped('dek', scope, id), commit, dek);
      return { roleKeyId: id, enc: toBase64(enc), ct: toBase64(ct) };
    }),
  );
  return { suite: SUITE, body: toBase64(body), commit: toBase64(commit), wraps };
}
