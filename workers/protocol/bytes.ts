/** Bytes, base64url, bindings, HKDF: what every other file of the protocol stands on. No `replaceAll`, no BigInt: old WebViews. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Heads everything sealed: HPKE base mode, P-256, HKDF-SHA256, AES-256-GCM. Another suite takes another byte. */
export const SUITE = 1;

/** What was sealed does not open: altered, truncated, reordered, or meant for another key, tenant, tip or part. */
export class ProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtocolError';
  }
}

const encoder = new TextEncoder();
export const utf8 = (text: string): Bytes => encoder.encode(text) as Bytes;
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
export const random = (size: number): Bytes => crypto.getRandomValues(new Uint8Array(size));

export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

/** @throws ProtocolError for anything that is not base64 or base64url. */
export function fromBase64(text: string): Bytes {
  try {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  } catch {
    throw new ProtocolError('not base64');
  }
}

export const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** `anshao/v1|part|field|…` in UTF-8. No field may hold the separator, so no two lists of fields give the same bytes. */
export function binding(part: string, ...fields: (string | number)[]): Bytes {
  const all = ['anshao/v1', part, ...fields.map(String)];
  if (all.some((f) => f === '' || f.includes('|'))) throw new ProtocolError('a field of a binding is empty or holds |');
  return utf8(all.join('|'));
}

export async function hkdf(secret: Bytes, info: Bytes, size: number, salt: Bytes = new Uint8Array(0)): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, size * 8));
}

export async function aesSeal(key: Bytes, iv: Bytes, additionalData: Bytes, plain: Bytes): Promise<Bytes> {
  const k = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, k, plain));
}

/** @throws ProtocolError when the tag does not match. */
export async function aesOpen(key: Bytes, iv: Bytes, additionalData: Bytes, sealed: Bytes): Promise<Bytes> {
  const k = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, k, sealed));
  } catch {
    throw new ProtocolError('does not open');
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0);
  return difference === 0;
}

/** A random UUID: `crypto.randomUUID` is missing in WebViews before 2021. */
export function newTipId(): string {
  const b = random(16);
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  return hex(b).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
