import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose';
import { uuidv7 } from 'uuidv7';
import type { Grant, Role } from '../contract/access.ts';
import { ROLES } from '../contract/access.ts';
import type { Secrets } from '../ports/secrets.ts';

export const ACCESS_SECONDS = 300;
const ROTATE_MS = 30 * 86_400_000;
const KEPT_MS = 60_000;

interface Key {
  kid: string;
  publicJwk: JsonWebKey;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
  createdAt: number;
}

export interface AccessClaims {
  readonly subject: string;
  readonly sessionId: string;
  readonly grants: readonly Grant[];
}

/**
 * EdDSA keys of one use (`access`, `proof`), rotated every 30 days; retired ones still verify until they leave the table.
 * Private halves lie in the directory sealed under the master key.
 */
export class Keyring {
  readonly #d1: D1Database;
  readonly #secrets: Secrets;
  readonly #use: string;
  #keys: Key[] = [];
  #loadedAt = Number.NEGATIVE_INFINITY;

  constructor(d1: D1Database, secrets: Secrets, use: 'access' | 'proof') {
    this.#d1 = d1;
    this.#secrets = secrets;
    this.#use = use;
  }

  async keys(now: number): Promise<Key[]> {
    if (now - this.#loadedAt < KEPT_MS && now >= this.#loadedAt && this.#keys.length > 0) return this.#keys;
    this.#keys = await this.#load();
    if (!this.#keys[0] || now - this.#keys[0].createdAt > ROTATE_MS) {
      await this.#mint(now);
      this.#keys = await this.#load();
    }
    this.#loadedAt = now;
    return this.#keys;
  }

  async signer(now: number): Promise<Key> {
    return (await this.keys(now))[0]!;
  }

  /** All that were ever used: a proof is kept for years, and must then still find its key. */
  async jwks(now: number): Promise<{ keys: JsonWebKey[] }> {
    await this.keys(now);
    const { results } = await this.#d1
      .prepare('SELECT public_jwk FROM signing_key WHERE use = ? ORDER BY created_at DESC')
      .bind(this.#use)
      .all<{ public_jwk: string }>();
    return { keys: results.map((row) => JSON.parse(row.public_jwk) as JsonWebKey) };
  }

  async #load(): Promise<Key[]> {
    const { results } = await this.#d1
      .prepare(
        'SELECT kid, public_jwk, sealed_private, created_at FROM signing_key WHERE use = ? ORDER BY created_at DESC LIMIT 8',
      )
      .bind(this.#use)
      .all<{ kid: string; public_jwk: string; sealed_private: string; created_at: number }>();
    return Promise.all(
      results.map(async (row) => {
        const publicJwk = JSON.parse(row.public_jwk) as JsonWebKey;
        const privateJwk = JSON.parse(await this.#secrets.open('signing', row.kid, row.sealed_private)) as JsonWebKey;
        const [publicKey, privateKey] = await Promise.all([
          importJWK(publicJwk as never, 'EdDSA'),
          importJWK(privateJwk as never, 'EdDSA'),
        ]);
        return {
          kid: row.kid,
          publicJwk,
          publicKey: publicKey as CryptoKey,
          privateKey: privateKey as CryptoKey,
          createdAt: row.created_at,
        };
      }),
    );
  }

  async #mint(now: number): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const kid = uuidv7();
    const publicJwk = JSON.stringify({ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' });
    const sealed = await this.#secrets.seal('signing', kid, JSON.stringify(await exportJWK(privateKey)));
    await this.#d1
      .prepare(
        'INSERT INTO signing_key (kid, use, public_jwk, sealed_private, created_at, retires_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .bind(kid, this.#use, publicJwk, sealed, now, now + ROTATE_MS)
      .run();
  }
}

/** `audience`: `t{tenant number}` for staff, `platform` for operators. A token of one tenant means nothing to another. */
export async function signAccess(ring: Keyring, audience: string, claims: AccessClaims, now: number): Promise<string> {
  const key = await ring.signer(now);
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ sid: claims.sessionId, g: claims.grants.map((g) => [g.role, g.unitId]) })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .setIssuer('anshao')
    .setAudience(audience)
    .setSubject(claims.subject)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_SECONDS)
    .sign(key.privateKey);
}

/** Clocks of two machines may differ by so much. */
const SKEW_MS = 60_000;
/** Five minutes, and no hour more because the clock was set back by one: the session has to say again who it is. */
const lives = (until: number, now: number): boolean => now < until && until <= now + ACCESS_SECONDS * 1000 + SKEW_MS;

/** So many good tokens are remembered by an isolate. */
const REMEMBERED = 5_000;

/** Tokens found good, until they expire: a page's dozen requests need one check of the signature, not a dozen. */
export class AccessTokens {
  readonly #ring: Keyring;
  readonly #good = new Map<string, { readonly claims: AccessClaims; readonly until: number }>();

  constructor(ring: Keyring) {
    this.#ring = ring;
  }

  /** The claims of a good token for this audience, else undefined. */
  async claims(audience: string, token: string, now: number): Promise<AccessClaims | undefined> {
    const name = `${audience} ${token}`;
    const known = this.#good.get(name);
    if (known && lives(known.until, now)) return known.claims;
    this.#good.delete(name);
    const found = await verifyAccess(this.#ring, audience, token, now);
    if (!found) return undefined;
    if (this.#good.size >= REMEMBERED) this.#good.clear();
    this.#good.set(name, found);
    return found.claims;
  }
}

async function verifyAccess(
  ring: Keyring,
  audience: string,
  token: string,
  now: number,
): Promise<{ claims: AccessClaims; until: number } | undefined> {
  const keys = await ring.keys(now);
  try {
    const { payload } = await jwtVerify(
      token,
      (header) => keys.find((k) => k.kid === header.kid)?.publicKey as CryptoKey,
      {
        issuer: 'anshao',
        audience,
        algorithms: ['EdDSA'],
        currentDate: new Date(now),
      },
    );
    const grants = (payload.g as [Role, string][])
      .filter(([role]) => role in ROLES)
      .map(([role, unitId]) => ({ role, unitId }));
    const claims = { subject: payload.sub as string, sessionId: payload.sid as string, grants };
    const until = (payload.exp as number) * 1000;
    return lives(until, now) ? { claims, until } : undefined;
  } catch {
    return undefined;
  }
}

/** A compact JWS over `claims`, without expiry: the proof that something was received, kept by whoever holds it. */
export async function signProof(ring: Keyring, claims: Record<string, string | number>, now: number): Promise<string> {
  const key = await ring.signer(now);
  // By hand: every tip gets one, and a JWS of fixed algorithm is three lines.
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'EdDSA', kid: key.kid, typ: 'anshao-proof' })}.${part({ ...claims, iss: 'anshao' })}`;
  const signature = await crypto.subtle.sign('Ed25519', key.privateKey, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}
