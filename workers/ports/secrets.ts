/**
 * Keys derived from the one secret binding MASTER_KEY (32 bytes, base64url), one per purpose (HKDF-SHA256, RFC 5869).
 * Rotating the master key signs everyone out and makes stored TOTP secrets and signing keys unreadable.
 */
export class Secrets {
  readonly #master: Promise<CryptoKey>;
  readonly #macKeys = new Map<string, CryptoKey>();

  constructor(masterKey: string) {
    const raw = Uint8Array.from(atob(masterKey.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    if (raw.length < 32) throw new Error('MASTER_KEY must hold at least 32 bytes, base64url');
    this.#master = crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
    this.#master.catch(() => undefined);
  }

  async #derive(
    purpose: string,
    algorithm: AesKeyGenParams | (HmacImportParams & { length: number }),
    usages: KeyUsage[],
  ) {
    const info = new TextEncoder().encode(`anshao/${purpose}/v1`);
    const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
    return crypto.subtle.deriveKey(hkdf, await this.#master, algorithm, false, usages);
  }

  /** HMAC-SHA-256 of `data` under the key of `purpose`, lower-case hex. */
  async mac(purpose: string, data: string): Promise<string> {
    const known = this.#macKeys.get(purpose);
    const key = known ?? (await this.#derive(purpose, { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']));
    if (!known) this.#macKeys.set(purpose, key);
    return hex(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(data)));
  }

  /** AES-256-GCM under the key of `purpose`; `context` is bound as additional data. base64url of nonce ‖ ciphertext. */
  async seal(purpose: string, context: string, plain: string): Promise<string> {
    const key = await this.#derive(purpose, { name: 'AES-GCM', length: 256 }, ['encrypt']);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = new TextEncoder().encode(context);
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      new TextEncoder().encode(plain),
    );
    return Buffer.concat([iv, new Uint8Array(sealed)]).toString('base64url');
  }

  async open(purpose: string, context: string, sealed: string): Promise<string> {
    const key = await this.#derive(purpose, { name: 'AES-GCM', length: 256 }, ['decrypt']);
    const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'));
    const params = { name: 'AES-GCM', iv: bytes.subarray(0, 12), additionalData: new TextEncoder().encode(context) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(params, key, bytes.subarray(12)));
  }
}

export function hex(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('hex');
}
