import { hash } from 'node:crypto';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tips.ts';
import { type Bytes, SUITE } from '../../protocol/bytes.ts';
import { BODY_SIZES, COMMIT_SIZE, ENC_SIZE, WRAP_SIZE } from '../../protocol/envelope.ts';
import { importSealPoint } from '../../protocol/keys.ts';
import { DomainError } from '../errors.ts';

type Sent = Omit<InputOf<typeof contract.send>, 'channel' | 'work'>;
export type CheckedWrap = { part: string; roleKeyId: string; enc: string; ct: string };

/** The sealed parts with their spelling made one (base64url without padding), ready to be stored. */
export interface CheckedTip {
  /** What is stored of the envelope; its wraps lie in rows of their own. */
  readonly body: { suite: 1; body: string; commit: string };
  readonly wraps: readonly CheckedWrap[];
  readonly locator: string;
  readonly auth: string;
  readonly reporterPublic: string;
  readonly reporterWrapped: string;
  /** SHA-256 of the sealed body. */
  readonly digest: string;
}

const bad = (): never => {
  throw new DomainError('envelope_invalid');
};

export function sized(text: string, ok: (size: number) => boolean): Bytes {
  // Natively, and not as the pages do it: this runs for every tip. The contract has let no other letters pass.
  const bytes: Bytes = Buffer.from(text, 'base64url');
  return ok(bytes.length) && bytes.length === Math.floor((text.replace(/=+$/, '').length * 3) / 4) ? bytes : bad();
}

/**
 * All that can be known of sealed bytes without opening them: sizes, the suite byte, points on the curve, and that they are
 * sealed to exactly the role keys now in force. @throws `envelope_invalid`
 */
export async function checkSealed(input: Sent, roleKeyIds: readonly string[]): Promise<CheckedTip> {
  const { envelope } = input;
  const body = sized(envelope.body, (n) => BODY_SIZES.includes(n));
  const commit = sized(envelope.commit, (n) => n === COMMIT_SIZE);
  const wrapped = sized(input.reporterWrapped, (n) => n >= 100 && n <= 600);
  if (body[0] !== SUITE || wrapped[0] !== SUITE) bad();
  const sealedTo = envelope.wraps.map((w) => w.roleKeyId);
  if (new Set(sealedTo).size !== sealedTo.length || sealedTo.length !== roleKeyIds.length) bad();
  if (!sealedTo.every((id) => roleKeyIds.includes(id))) bad();
  const wraps = await Promise.all(envelope.wraps.map((wrap) => checkWrap('body', wrap)));
  return {
    body: { suite: SUITE, body: spelled(body), commit: spelled(commit) },
    wraps,
    locator: spelled(sized(input.locator, (n) => n === 16)),
    auth: spelled(sized(input.auth, (n) => n === 32)),
    reporterPublic: await point(input.reporterPublic),
    reporterWrapped: spelled(wrapped),
    digest: hash('sha256', body),
  };
}

/** One spelling, the right sizes, a point of the curve. @throws `envelope_invalid` */
export async function checkWrap(
  part: string,
  wrap: { roleKeyId: string; enc: string; ct: string },
): Promise<CheckedWrap> {
  const enc = await point(wrap.enc);
  return { part, roleKeyId: wrap.roleKeyId, enc, ct: spelled(sized(wrap.ct, (n) => n === WRAP_SIZE)) };
}

const IDENTITY_BODY = 1 + 1024 + 16;

/**
 * The capsule comes with the name-sealed track and with no other; each half is wrapped to the role that keeps it.
 * @throws `envelope_invalid`
 */
export async function checkIdentity(
  input: Sent,
  keys: readonly { id: string; role: string }[],
): Promise<{ row?: { body: string; commitA: string; commitB: string }; wraps: CheckedWrap[] }> {
  const { identity } = input;
  if ((identity !== null) !== (input.header.track === 'sealed_name')) return bad();
  if (identity === null) return { wraps: [] };
  const keyOf = (role: string) => keys.find((k) => k.role === role)?.id;
  if (identity.wrapA.roleKeyId !== keyOf('identity') || identity.wrapB.roleKeyId !== keyOf('discipline')) bad();
  const body = sized(identity.body, (n) => n === IDENTITY_BODY);
  if (body[0] !== SUITE) bad();
  const commit = (text: string) => spelled(sized(text, (n) => n === COMMIT_SIZE));
  return {
    row: { body: spelled(body), commitA: commit(identity.commitA), commitB: commit(identity.commitB) },
    wraps: [await checkWrap('identity-a', identity.wrapA), await checkWrap('identity-b', identity.wrapB)],
  };
}

/** base64url without padding: one spelling of the same bytes. */
const spelled = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');

export async function point(text: string): Promise<string> {
  const bytes = sized(text, (n) => n === ENC_SIZE);
  await importSealPoint(bytes).catch(bad);
  return spelled(bytes);
}
