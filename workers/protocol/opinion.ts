import { hex, sha256, utf8 } from './bytes.ts';
import { type ProofKey, readSigned, signatureProblem } from './proof.ts';

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

type Why = 'not_signed' | 'unknown_key' | 'wrong_signature' | 'other_text' | 'no_ed25519';
export type OpinionVerdict =
  | { readonly good: true; readonly claims: OpinionClaims }
  | { readonly good: false; readonly why: Why };

/** Does this signature stand under this very text? With WebCrypto alone, without a network. */
export async function checkOpinion(jws: string, keys: readonly ProofKey[], words: string): Promise<OpinionVerdict> {
  const no = (why: Why): OpinionVerdict => ({ good: false, why });
  let read: ReturnType<typeof readSigned>;
  try {
    read = readSigned(jws);
  } catch {
    return no('not_signed');
  }
  const { claims } = read;
  if (claims.kind !== 'expert-opinion') return no('not_signed');
  const problem = await signatureProblem(read, keys);
  if (problem) return no(problem);
  if (claims.opinion !== (await opinionHash(words))) return no('other_text');
  return { good: true, claims: claims as unknown as OpinionClaims };
}

/** Why it is not believed, in words. */
export const OPINION_PROBLEMS: Readonly<Record<Why, string>> = {
  not_signed: '没有有效的签名。',
  unknown_key: '签名所用的公钥不在本地区公布的公钥里。',
  wrong_signature: '签名对不上，签名或签署信息被改动过。',
  other_text: '签名属实，但意见的文字与签署时不一致。',
  no_ed25519: '这个浏览器不会核对这种签名，没有结论。请换用新版的浏览器。',
};
