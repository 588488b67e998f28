import { fromBase64, fromUtf8, hex, sha256, utf8 } from './bytes.ts';

/** What the district signs of an expert's opinion. */
export interface OpinionClaims {
  readonly tenant: string;
  readonly kind: 'expert-opinion';
  /** Number of the engagement. */
  readonly engagement: string;
  readonly part: string;
  /** Number of the expert's card. */
  readonly expert: string;
  /** SHA-256 of the canonical text, lower-case hex. */
  readonly opinion: string;
  readonly day: string;
}

/** The text as it is signed: composed characters, plain line ends, no blanks at the ends of lines. */
export const opinionText = (words: string): string =>
  words
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(/\s+$/, ''))
    .join('\n')
    .trim();

export const opinionHash = async (words: string): Promise<string> => hex(await sha256(utf8(opinionText(words))));

export type OpinionWhy = 'not_signed' | 'unknown_key' | 'wrong_signature' | 'other_text' | 'no_ed25519';
export type OpinionVerdict =
  | { readonly good: true; readonly claims: OpinionClaims }
  | { readonly good: false; readonly why: OpinionWhy };

interface Key {
  readonly kid?: string;
  readonly x?: string;
}

/** Does this signature stand under this very text? With WebCrypto alone, without a network. */
export async function checkOpinion(jws: string, keys: readonly Key[], words: string): Promise<OpinionVerdict> {
  const no = (why: OpinionWhy): OpinionVerdict => ({ good: false, why });
  const parts = jws.trim().split('.');
  let head: Record<string, unknown>;
  let claims: Record<string, unknown>;
  let key: Key | undefined;
  try {
    [head, claims] = [jsonOf(parts[0] || ''), jsonOf(parts[1] || '')];
    if (parts.length !== 3 || head.alg !== 'EdDSA' || claims.kind !== 'expert-opinion') return no('not_signed');
    key = keys.filter((k) => k.kid === head.kid)[0];
  } catch {
    return no('not_signed');
  }
  if (!key) return no('unknown_key');
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey('raw', fromBase64(key.x || ''), { name: 'Ed25519' }, false, ['verify']);
  } catch {
    return no('no_ed25519');
  }
  const signed = utf8(`${parts[0]}.${parts[1]}`);
  if (!(await verified(imported, parts[2] || '', signed))) return no('wrong_signature');
  if (claims.opinion !== (await opinionHash(words))) return no('other_text');
  return { good: true, claims: claims as unknown as OpinionClaims };
}

async function verified(key: CryptoKey, signature: string, signed: ReturnType<typeof utf8>): Promise<boolean> {
  try {
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, fromBase64(signature), signed);
  } catch {
    return false;
  }
}

const jsonOf = (part: string): Record<string, unknown> =>
  JSON.parse(fromUtf8(fromBase64(part))) as Record<string, unknown>;

/** The verdict in words. */
export const OPINION_VERDICTS: Readonly<Record<OpinionWhy, string>> = {
  not_signed: '没有有效的签名。',
  unknown_key: '签名所用的公钥不在本地区公布的公钥里。',
  wrong_signature: '签名对不上，签名或签署信息被改动过。',
  other_text: '签名属实，但意见的文字与签署时不一致。',
  no_ed25519: '这个浏览器不会核对这种签名，没有结论。请换用新版的浏览器。',
};
