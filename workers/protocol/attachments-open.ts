import { CHUNK, chunksOf, HEAD, TAG } from './attachment-layout.ts';
import { type AnyManifest, chunkNonce, type FilePart, fileBinding, OF_TIP } from './attachments.ts';
import { aesOpen, type Bytes, concat, hex, hkdf, ProtocolError, SUITE, sha256 } from './bytes.ts';
import { scoped, type TipScope } from './envelope.ts';

/** Takes exactly as many bytes from a stream as are asked for. */
class Taker {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** @throws ProtocolError when the stream ends before. */
  async take(size: number): Promise<Bytes> {
    const out = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      if (this.#rest.length === 0) await this.#more();
      if (this.#rest.length === 0) throw new ProtocolError('truncated');
      const piece = this.#rest.subarray(0, size - at);
      out.set(piece, at);
      at += piece.length;
      this.#rest = this.#rest.subarray(piece.length);
    }
    return out;
  }

  /** @throws ProtocolError when something is left. */
  async end(): Promise<void> {
    if (this.#rest.length === 0) await this.#more();
    if (this.#rest.length > 0) throw new ProtocolError('extended');
  }

  cancel(): void {
    this.#reader.cancel().catch(() => undefined);
  }

  async #more(): Promise<void> {
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      if (value.length === 0) continue;
      this.#rest = value;
      return;
    }
  }
}

/**
 * The plain chunks, one after the other. Each is whole and in its place when it comes; only when the last one has come
 * without an error is it the file of the manifest.
 * @throws ProtocolError when anything is missing, moved, repeated, altered, added, or of another tip, message or tenant
 */
export async function* openChunks(
  scope: TipScope,
  key: Bytes,
  part: FilePart,
  sealed: ReadableStream<Uint8Array>,
  manifest: AnyManifest,
): AsyncGenerator<Bytes, void> {
  const old = !('v' in manifest);
  const { size, chunks } = manifest;
  const taker = new Taker(sealed);
  try {
    if ((!old && manifest.v !== 2) || chunks !== chunksOf(size)) throw new ProtocolError('manifest');
    if (old && part !== OF_TIP) throw new ProtocolError('manifest');
    const head = await taker.take(HEAD);
    if (head[0] !== SUITE) throw new ProtocolError('suite');
    const aad = old ? scoped('file', scope) : fileBinding(scope, part);
    const [own, prefix] = [await hkdf(key, aad, 32, head.slice(1, 17)), head.slice(17)];
    const digests: Bytes[] = [];
    const whole: Bytes[] = [];
    for (let n = 0; n < chunks; n++) {
      const last = n === chunks - 1;
      const piece = await taker.take((last ? size - n * CHUNK : CHUNK) + TAG);
      const plain = await aesOpen(own, chunkNonce(prefix, n, last), aad, piece);
      // An old file is ten chunks at most, and its hash is of the whole.
      if (old) whole.push(plain);
      else digests.push(await sha256(plain));
      yield plain;
    }
    await taker.end();
    const digest = hex(await sha256(concat(...(old ? whole : digests))));
    if (digest !== (old ? manifest.sha256 : manifest.digest)) throw new ProtocolError('manifest');
  } finally {
    taker.cancel();
  }
}

/** The whole file, which the browser may keep on disk; `tell` hears of plain bytes. @throws ProtocolError as openChunks */
export async function openFile(
  scope: TipScope,
  key: Bytes,
  part: FilePart,
  sealed: ReadableStream<Uint8Array>,
  manifest: AnyManifest,
  tell: (bytes: number) => void = () => undefined,
): Promise<Blob> {
  const pieces: Blob[] = [];
  let bytes = 0;
  for await (const plain of openChunks(scope, key, part, sealed, manifest)) {
    pieces.push(new Blob([plain]));
    bytes += plain.length;
    tell(bytes);
  }
  return new Blob(pieces, { type: manifest.mediaType });
}
