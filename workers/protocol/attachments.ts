import { CHUNK, chunksIn, chunksOf, HEAD, partsOf, sealedSize, TAG } from './attachment-layout.ts';
import {
  aesSeal,
  type Bytes,
  concat,
  hex,
  hkdf,
  newTipId,
  random,
  SUITE,
  sameBytes,
  sha256,
  toBase64,
} from './bytes.ts';
import { scoped, type TipScope } from './envelope.ts';

/** What the sealed body or message says of a file. */
export interface FileManifest {
  /** Of the upload, drawn by the browser. */
  readonly id: string;
  readonly v: 2;
  readonly name: string;
  readonly mediaType: string;
  /** Of the plain file. */
  readonly size: number;
  readonly chunks: number;
  /** SHA-256 over the SHA-256 of each plain chunk, hex: WebCrypto hashes no stream. */
  readonly digest: string;
}
/** As the first version wrote it: at most 10 MiB, photos alone. */
export interface OldFileManifest {
  readonly id: string;
  readonly mediaType: string;
  readonly size: number;
  readonly chunks: number;
  readonly sha256: string;
}
export type AnyManifest = FileManifest | OldFileManifest;
/** What a file belongs to: `file` (the tip) or the id of a message. Bound into its key and every chunk. */
export type FilePart = string;
/** Of the tip itself. */
export const OF_TIP: FilePart = 'file';

const NAME_MAX = 60;

/** The file changed on the disk since its first bytes were sealed. */
export class FileChanged extends Error {}

/** Nonce prefix ‖ number of the chunk ‖ whether it is the last: no chunk stands in for another, none can be cut off. */
export function chunkNonce(prefix: Bytes, n: number, last: boolean): Bytes {
  const out = new Uint8Array(12);
  out.set(prefix);
  new DataView(out.buffer).setUint32(7, n);
  out[11] = last ? 1 : 0;
  return out;
}

/** Binds tenant, tip, form and what the file belongs to. */
export const fileBinding = (scope: TipScope, part: FilePart): Bytes => scoped('file-v2', scope, part);

/** `Blob.arrayBuffer` came with Chrome 76. */
export const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await new Response(blob).arrayBuffer());

/**
 * A file on its way: sealed part by part while it is read, so that one part is in memory at a time. A part that is asked
 * for again comes out byte for byte the same, or not at all.
 */
export interface SealedFile {
  readonly id: string;
  /** Known to the uploader alone: only who uploaded may attach. */
  readonly uploadToken: string;
  /** Sealed. */
  readonly size: number;
  readonly parts: number;
  /** @throws FileChanged */
  part(n: number): Promise<Bytes>;
  /** Once every part has been sealed. */
  manifest(): Promise<FileManifest>;
}

/** `key`: the tip's DEK, or the key of the message that `part` names. */
export async function sealFile(
  scope: TipScope,
  key: Bytes,
  part: FilePart,
  file: { readonly blob: Blob; readonly name?: string; readonly mediaType: string },
): Promise<SealedFile> {
  const { blob, name = '', mediaType } = file;
  const [id, salt, prefix] = [newTipId(), random(16), random(7)];
  const aad = fileBinding(scope, part);
  const own = await hkdf(key, aad, 32, salt);
  const chunks = chunksOf(blob.size);
  const digests: Bytes[] = [];

  async function chunk(n: number): Promise<Bytes> {
    const plain = await bytesOf(blob.slice(n * CHUNK, (n + 1) * CHUNK));
    const digest = await sha256(plain);
    // Other bytes under the same nonce would give both away.
    if (!sameBytes(digest, digests[n] || digest) || plain.length !== Math.min(CHUNK, blob.size - n * CHUNK))
      throw new FileChanged();
    digests[n] = digest;
    return aesSeal(own, chunkNonce(prefix, n, n === chunks - 1), aad, plain);
  }

  return {
    ...{ id, uploadToken: toBase64(random(24)) },
    ...{ size: sealedSize(blob.size), parts: partsOf(sealedSize(blob.size)) },
    async part(n) {
      const [from, to] = chunksIn(chunks, n);
      const head = n === 0 ? HEAD : 0;
      const plain = Math.min(blob.size, to * CHUNK) - from * CHUNK;
      const out = new Uint8Array(head + plain + (to - from) * TAG);
      if (head) out.set(concat(Uint8Array.of(SUITE), salt, prefix));
      for (let at = from; at < to; at++) out.set(await chunk(at), head + (at - from) * (CHUNK + TAG));
      return out;
    },
    async manifest() {
      for (let n = 0; n < chunks; n++) if (!digests[n]) throw new RangeError('not sealed yet');
      const digest = hex(await sha256(concat(...digests)));
      return { id, v: 2, name: shortName(name), mediaType, size: blob.size, chunks, digest };
    },
  };
}

/** Long names lose their middle: the ending says what it is. */
function shortName(name: string): string {
  const letters = Array.from(name);
  return letters.length <= NAME_MAX ? name : [...letters.slice(0, NAME_MAX - 12), '…', ...letters.slice(-11)].join('');
}
