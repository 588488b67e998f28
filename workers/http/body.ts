import { hash } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';

/**
 * How much of a body that is too large is still taken, and thrown away: a connection closed while a browser is sending shows
 * it no answer at all.
 */
const PATIENCE = 32 * 1024 * 1024;

/** The request body as text. @throws `too_large` once more than `max` bytes have come; they are not kept. */
export async function readText(request: Request, max: number): Promise<string> {
  // The runtime takes no more than was declared, and reads it at once faster than a loop here does.
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) <= max) return request.text();
  return new TextDecoder().decode(await readBytes(request, max));
}

export async function readBytes(request: Request, max: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array(0);
  if (Number(request.headers.get('content-length') ?? 0) > max + PATIENCE) throw new DomainError('too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= max) chunks.push(chunk);
    else chunks.length = 0;
    if (size > max + PATIENCE) break;
  }
  if (size > max) throw new DomainError('too_large');
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Takes what a refusal left unread, such as the photo behind a sign-in that has run out: see PATIENCE. */
export async function discard(request: Request): Promise<void> {
  if (!request.body || request.bodyUsed) return;
  await readBytes(request, 0).catch(() => undefined);
}

export const sha256Hex = (data: string): string => hash('sha256', data);
