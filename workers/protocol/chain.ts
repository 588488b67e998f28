import { binding, concat, fromBase64, hex, ProtocolError, sha256, toBase64, utf8 } from './bytes.ts';
import { sign, verify } from './signing.ts';

/** A sentence of the chain exactly as it was signed: `body` is the JSON of a Said. */
export interface Statement {
  readonly body: string;
  readonly sig: string;
}
/**
 * `root`: `key` is the new root's public key, signed by the root before it (the first by itself). `role`: the role `subject`
 * uses the key `id` of this epoch. `officer`: the person `subject` signs answers with `key`. `left`: no longer.
 */
export interface Said {
  readonly v: 1;
  readonly tenant: number;
  /** From 1 on, without gaps. */
  readonly seq: number;
  /** statementHash of the one before; '' for the first. */
  readonly prev: string;
  readonly day: string;
  readonly kind: 'root' | 'role' | 'officer' | 'left';
  readonly subject: string;
  readonly id: string;
  readonly epoch: number;
  readonly key: string;
}

const signedBytes = (tenantNo: number, body: string) => concat(binding('statement', tenantNo), utf8(`|${body}`));

export async function makeStatement(said: Said, root: CryptoKey): Promise<Statement> {
  const body = JSON.stringify(said);
  return { body, sig: await sign(root, signedBytes(said.tenant, body)) };
}

export const statementHash = async ({ body, sig }: Statement): Promise<string> =>
  hex(await sha256(utf8(`${body}.${sig}`)));

/** What a poster carries in its URL fragment: 22 characters, 128 bits. */
export async function fingerprint(tenantNo: number, rootPublic: string): Promise<string> {
  const hash = await sha256(concat(binding('root', tenantNo), fromBase64(rootPublic)));
  return toBase64(hash.slice(0, 16));
}

const TEXTS = ['prev', 'day', 'kind', 'subject', 'id', 'key'];
const NUMBERS = ['v', 'tenant', 'seq', 'epoch'];

/** What it says, whoever signed it. @throws ProtocolError unless it has just these fields. */
export function said(statement: Statement): Said {
  let what: Record<string, unknown>;
  try {
    what = JSON.parse(statement.body) as Record<string, unknown>;
  } catch {
    throw new ProtocolError('statement');
  }
  const whole =
    typeof what === 'object' &&
    what !== null &&
    Object.keys(what).length === TEXTS.length + NUMBERS.length &&
    TEXTS.every((field) => typeof what[field] === 'string') &&
    NUMBERS.every((field) => Number.isSafeInteger(what[field]));
  if (!whole) throw new ProtocolError('statement');
  return what as unknown as Said;
}

/** @throws ProtocolError unless the root said just this. */
export async function checkStatement(
  tenantNo: number,
  rootPublic: string,
  statement: Statement,
  expected: Partial<Said>,
): Promise<Said> {
  await verify(rootPublic, signedBytes(tenantNo, statement.body), statement.sig);
  const what = said(statement);
  const wrong = (Object.keys(expected) as (keyof Said)[]).some((field) => what[field] !== expected[field]);
  if (what.v !== 1 || what.tenant !== tenantNo || wrong) throw new ProtocolError('statement');
  return what;
}

/**
 * The root now in force. `roots`: all root statements in order. `pinned`: the fingerprint the reader already trusts (a
 * poster's, or the one kept with a receipt); the way from there to the last root must be signed without a gap.
 * @throws ProtocolError('root') when the pinned root is not among them, or the way is broken
 */
export async function followRoots(tenantNo: number, roots: readonly Statement[], pinned?: string): Promise<string> {
  let trusted: string | undefined;
  for (const statement of roots) {
    const { key } = said(statement);
    if (trusted === undefined) {
      if (pinned && (await fingerprint(tenantNo, key)) !== pinned) continue;
      if (!pinned) await checkStatement(tenantNo, key, statement, { kind: 'root', subject: 'root' });
    } else await checkStatement(tenantNo, trusted, statement, { kind: 'root', subject: 'root' });
    trusted = key;
  }
  if (trusted === undefined) throw new ProtocolError('root');
  return trusted;
}

/** What the whole chain says at its end. */
export interface ChainEnd {
  readonly root: string;
  readonly seq: number;
  readonly hash: string;
  /** By role. */
  readonly roles: ReadonlyMap<string, Said>;
  /** Officers in service, by person. */
  readonly officers: ReadonlyMap<string, Said>;
}

/** Reads every statement from the first: numbers, links, signatures. @throws ProtocolError at the first that does not fit. */
export async function verifyChain(tenantNo: number, statements: readonly Statement[]): Promise<ChainEnd> {
  const roles = new Map<string, Said>();
  const officers = new Map<string, Said>();
  let [root, seq, hash] = ['', 0, ''];
  for (const statement of statements) {
    const signer = root || said(statement).key;
    const what = await checkStatement(tenantNo, signer, statement, { seq: seq + 1, prev: hash });
    if (root === '' && what.kind !== 'root') throw new ProtocolError('root');
    if (what.kind === 'root') root = what.key;
    else if (what.kind === 'role') roles.set(what.subject, what);
    else if (what.kind === 'officer') officers.set(what.subject, what);
    else if (what.kind === 'left') officers.delete(what.subject);
    else throw new ProtocolError('statement');
    seq += 1;
    hash = await statementHash(statement);
  }
  return { root, seq, hash, roles, officers };
}

/** The part of tips.form that says which keys are real. */
export interface SignedKeys {
  readonly tenant: { readonly no: number };
  readonly roots: readonly Statement[];
  readonly roleKeys: readonly { role: string; id: string; sealPublic: string; statement: Statement | null }[];
}

/**
 * Checks every role key against the root before anything is sealed to it. Answers the root's fingerprint, to be kept with
 * the receipt; '' where the tenant has not set up a root yet. @throws ProtocolError('root') on any mismatch
 */
export async function checkRoleKeys(form: SignedKeys, pinned?: string): Promise<string> {
  const { no } = form.tenant;
  if (form.roots.length === 0 && !pinned) return '';
  try {
    const root = await followRoots(no, form.roots, pinned);
    for (const { role, id, sealPublic, statement } of form.roleKeys) {
      if (!statement) throw new ProtocolError('root');
      await checkStatement(no, root, statement, { kind: 'role', subject: role, id, key: sealPublic });
    }
    return await fingerprint(no, root);
  } catch {
    throw new ProtocolError('root');
  }
}
