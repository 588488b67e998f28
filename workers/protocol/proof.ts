import { type Bytes, fromBase64, fromUtf8, ProtocolError, utf8 } from './bytes.ts';

/** What a district signed: that it received something on a day, or, with `outcome`, how that ended. */
export interface Proof {
  readonly tenant: string;
  /** SHA-256 of the sealed body, lower-case hex. */
  readonly digest: string;
  readonly day: string;
  readonly outcome?: string;
}
export interface ProofKey {
  readonly kid?: string;
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  closed: '整改完毕、复查销号',
  not_established: '经核查不成立',
  moved: '已移送其他地区',
};

const jsonOf = (part: string): Record<string, unknown> =>
  JSON.parse(fromUtf8(fromBase64(part))) as Record<string, unknown>;

export interface Signed {
  readonly kid: string;
  readonly claims: Record<string, unknown>;
  readonly signed: Bytes;
  readonly signature: Bytes;
}

/** The three parts of whatever a district signs for keeps; not yet believed. @throws for anything else */
export function readSigned(jws: string): Signed {
  const parts = jws.replace(/\s+/g, '').split('.');
  const [header, claims] = [jsonOf(parts[0] || ''), jsonOf(parts[1] || '')];
  const kind = header.typ === 'anshao-proof' && header.alg === 'EdDSA' && claims.iss === 'anshao';
  if (parts.length !== 3 || !kind || typeof header.kid !== 'string')
    throw new ProtocolError('not signed by a district');
  return {
    kid: header.kid,
    claims,
    signed: utf8(`${parts[0]}.${parts[1]}`),
    signature: fromBase64(parts[2] || ''),
  };
}

/** Its three parts; not yet believed. @throws ProtocolError for what is no proof */
export function readProof(jws: string): { kid: string; proof: Proof; signed: Bytes; signature: Bytes } {
  try {
    const { claims, ...parts } = readSigned(jws);
    const { tenant, digest, day, outcome } = claims;
    const said =
      typeof tenant === 'string' && /^[0-9a-f]{64}$/.test(String(digest)) && /^\d{4}-\d\d-\d\d$/.test(String(day));
    if (!said || (outcome !== undefined && !Object.keys(OUTCOMES).includes(String(outcome)))) throw new Error();
    return { ...parts, proof: claims as unknown as Proof };
  } catch {
    throw new ProtocolError('not a proof');
  }
}

/** Undefined when the signature is by one of these keys, else why it is not believed. */
export async function signatureProblem(
  { kid, signed, signature }: Omit<Signed, 'claims'>,
  keys: readonly ProofKey[],
): Promise<Exclude<Why, 'not_a_proof' | 'other_digest'> | undefined> {
  const key = keys.filter((k) => k.kid === kid && k.kty === 'OKP' && k.crv === 'Ed25519')[0];
  if (!key) return 'unknown_key';
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey('raw', fromBase64(key.x || ''), { name: 'Ed25519' }, false, ['verify']);
  } catch {
    return 'no_ed25519';
  }
  return (await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, signed)) ? undefined : 'wrong_signature';
}

/** `no_ed25519`: this browser cannot tell; nothing is said of the proof. */
export type Verdict = { readonly good: true; readonly proof: Proof } | { readonly good: false; readonly why: Why };
export type Why = 'not_a_proof' | 'unknown_key' | 'wrong_signature' | 'other_digest' | 'no_ed25519';

/** Checks a proof with WebCrypto alone, without a network. `digest`: of the content one holds oneself, if any. */
export async function checkProof(jws: string, keys: readonly ProofKey[], digest = ''): Promise<Verdict> {
  const no = (why: Why): Verdict => ({ good: false, why });
  let read: ReturnType<typeof readProof>;
  try {
    read = readProof(jws);
  } catch {
    return no('not_a_proof');
  }
  const problem = await signatureProblem(read, keys);
  if (problem) return no(problem);
  if (digest && digest !== read.proof.digest) return no('other_digest');
  return { good: true, proof: read.proof };
}

/** The verdict in words. `names`: of districts, by their part of the address. */
export function sayProof(verdict: Verdict, names: Readonly<Record<string, string>> = {}): string {
  if (!verdict.good) return REASONS[verdict.why];
  const { tenant, digest, day, outcome } = verdict.proof;
  const [year, month, date] = day.split('-').map(Number);
  const who = names[tenant] || `代号为 ${tenant} 的地区`;
  const what = `编号 ${digest.slice(0, 16)}… 的一份加密举报`;
  const when = `${year}年${month}月${date}日`;
  return outcome === undefined
    ? `凭证属实：${who}在${when}收到了${what}。`
    : `凭证属实：${what}，${who}在${when}办结，结果为“${OUTCOMES[outcome]}”。`;
}

const REASONS: Readonly<Record<Why, string>> = {
  not_a_proof: '这不是一份凭证：内容不完整，或不是本系统签发的格式。请把凭证整段复制过来。',
  unknown_key: '无法认定：给出的公钥里没有签发这份凭证的那一把。它可能来自另一个平台，或公钥文件太旧。',
  wrong_signature: '凭证不属实：签名对不上，内容被改动过，或不是用这把公钥签发的。',
  other_digest: '签名属实，但它证明的是另一份内容：您给出的编号和凭证里的不一样。',
  no_ed25519: '这个浏览器不会核对这种签名（Ed25519），因此没有结论。请换用新版的浏览器，或用命令行核对。',
};
