import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 16 MiB and some 60 ms a hash: a larger N is unsafe in an isolate of 128 MB with several requests at once. */
const COST = { N: 16_384, r: 8, p: 1 };
const HASH_BYTES = 32;

type Cost = typeof COST;

function derive(password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url: the cost can be raised later, old hashes still verify. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Without a stored hash the same work is done and the answer is no: time does not tell who exists. */
export async function checkPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const [kind, n, r, p, salt, hash] = (stored ?? '').split('$');
  const known = kind === 'scrypt' && salt !== undefined && hash !== undefined;
  const cost = known ? { N: Number(n), r: Number(r), p: Number(p) } : COST;
  const wanted = known ? Buffer.from(hash, 'base64url') : Buffer.alloc(HASH_BYTES);
  const key = await derive(password, known ? Buffer.from(salt, 'base64url') : Buffer.alloc(16), cost);
  return key.length === wanted.length && timingSafeEqual(key, wanted) && known;
}
