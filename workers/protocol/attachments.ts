import {
  aesOpen,
  aesSeal,
  type Bytes,
  concat,
  hex,
  hkdf,
  ProtocolError,
  random,
  SUITE,
  sha256,
  toBase64,
} from './bytes.ts';
import { scoped, type TipScope } from './envelope.ts';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const TAG = 16;
/** Suite byte ‖ salt of the file's key ‖ nonce prefix. */
const HEAD = 1 + 16 + 7;

/** What the sealed body says of a file. `id` is the server's, known after the upload. */
export interface FileManifest {
  id: string;
  size: number;
  chunks: number;
  sha256: string;
  mediaType: string;
}
export interface SealedFile {
  /** To be uploaded as it is. */
  readonly bytes: Bytes;
  /** Known to the uploader alone: only who uploaded may attach. */
  readonly uploadToken: string;
  readonly manifest: Omit<FileManifest, 'id'>;
}

const fileKey = (scope: TipScope, dek: Bytes, salt: Bytes) => hkdf(dek, scoped('file', scope), 32, salt);

function nonce(prefix: Bytes, n: number, last: boolean): Bytes {
  const out = new Uint8Array(12);
  out.set(prefix);
  new DataView(out.buffer).setUint32(7, n);
  out[11] = last ? 1 : 0;
  return out;
}

/** Head ‖ chunks of 1 MiB, each with its tag; the counter and the last-flag stand in the nonce. */
export async function sealFile(scope: TipScope, dek: Bytes, plain: Bytes, mediaType: string): Promise<SealedFile> {
  if (plain.length > MAX_FILE_BYTES) throw new RangeError('too large');
  const [salt, prefix] = [random(16), random(7)];
  const key = await fileKey(scope, dek, salt);
  const aad = scoped('file', scope);
  const chunks = Math.max(1, Math.ceil(plain.length / CHUNK));
  const parts: Bytes[] = [concat(Uint8Array.of(SUITE), salt, prefix)];
  for (let n = 0; n < chunks; n++) {
    const piece = plain.slice(n * CHUNK, (n + 1) * CHUNK);
    parts.push(await aesSeal(key, nonce(prefix, n, n === chunks - 1), aad, piece));
  }
  const manifest = { size: plain.length, chunks, sha256: hex(await sha256(plain)), mediaType };
  return { bytes: concat(...parts), uploadToken: toBase64(random(24)), manifest };
}

/** @throws ProtocolError when a chunk is missing, moved, altered, or the file is not the one of the manifest. */
export async function openFile(
  scope: TipScope,
  dek: Bytes,
  sealed: Bytes,
  manifest: Omit<FileManifest, 'id'>,
): Promise<Bytes> {
  if (sealed[0] !== SUITE || sealed.length < HEAD + TAG) throw new ProtocolError('suite or size');
  const expected = HEAD + manifest.size + manifest.chunks * TAG;
  if (sealed.length !== expected) throw new ProtocolError('truncated or extended');
  const [salt, prefix] = [sealed.slice(1, 17), sealed.slice(17, HEAD)];
  const key = await fileKey(scope, dek, salt);
  const aad = scoped('file', scope);
  const parts: Bytes[] = [];
  for (let at = HEAD, n = 0; at < sealed.length; at += CHUNK + TAG, n++) {
    const last = at + CHUNK + TAG >= sealed.length;
    parts.push(await aesOpen(key, nonce(prefix, n, last), aad, sealed.slice(at, at + CHUNK + TAG)));
  }
  const plain = concat(...parts);
  if (parts.length !== manifest.chunks || plain.length !== manifest.size) throw new ProtocolError('manifest');
  if (hex(await sha256(plain)) !== manifest.sha256) throw new ProtocolError('manifest');
  return plain;
}
