import type { FileManifest } from './attachments.ts';
import {
  aesOpen,
  aesSeal,
  type Bytes,
  concat,
  fromBase64,
  fromUtf8,
  hkdf,
  ProtocolError,
  SUITE,
  sha256,
  toBase64,
  utf8,
} from './bytes.ts';
import { checkStatement, type Said, type Statement } from './chain.ts';
import { commitTo, NONCE, newDek, type RoleKey, scoped, type TipScope, type Wrap, wrapKey } from './envelope.ts';
import { openWrap, unpad } from './envelope-open.ts';
import { sign, verify } from './signing.ts';

/** Every message has this size before sealing, whatever it says. */
export const MESSAGE_BYTES = 8192;
/** Characters; three bytes each leave room for files, statement and signature. */
export const MESSAGE_TEXT_MAX = 1500;
/** More names of files than these would not fit beside the longest text. */
export const MESSAGE_FILES_MAX = 4;
/** Suite byte + padded text + tag. */
export const MESSAGE_BODY_SIZE = 1 + MESSAGE_BYTES + 16;
/** The name under which the reporter's own wrap is bound. */
export const TO_REPORTER = 'reporter';

export interface MessageContent {
  readonly v: 1;
  readonly text: string;
  /** Key of the question template it was made from; '' = free words. */
  readonly question: string;
  readonly day: string;
  readonly files: readonly FileManifest[];
}
/** As it travels and is stored; all bytes base64url. */
export interface SealedMessage {
  readonly body: string;
  readonly commit: string;
  readonly toReporter: { readonly enc: string; readonly ct: string };
  readonly wraps: readonly Wrap[];
}
interface Plain {
  content: string;
  /** Officers alone: the statement that this signing key is one of theirs. */
  by?: Statement;
  sig: string;
}

const signedBytes = async (scope: TipScope, id: string, content: string): Promise<Bytes> =>
  concat(scoped('message', scope, id), await sha256(utf8(content)));

function padMessage(text: Bytes): Bytes {
  if (text.length + 4 > MESSAGE_BYTES) throw new RangeError('too long');
  const out = new Uint8Array(MESSAGE_BYTES);
  new DataView(out.buffer).setUint32(0, text.length);
  out.set(text, 4);
  return out;
}

/** A message being written; its key seals the files that go with it. */
export interface MessageDraft {
  readonly id: string;
  readonly key: Bytes;
}

/**
 * Signed by whoever writes: an officer with the key of the statement, the reporter with the key of the receipt (the tip
 * names its public half under the seal). Sealed to the reporter and to the desk's role keys. @throws RangeError when too long
 */
export async function sealMessage(
  scope: TipScope,
  draft: MessageDraft,
  content: MessageContent,
  to: { readonly reporterPublic: string; readonly roles: readonly RoleKey[] },
  signer: { readonly key: CryptoKey; readonly statement?: Statement },
): Promise<SealedMessage> {
  const { id, key } = draft;
  const text = JSON.stringify(content);
  const plain: Plain = { content: text, sig: await sign(signer.key, await signedBytes(scope, id, text)) };
  if (signer.statement) plain.by = signer.statement;
  const aad = scoped('message-body', scope, id);
  const padded = padMessage(utf8(JSON.stringify(plain)));
  const body = concat(Uint8Array.of(SUITE), await aesSeal(await hkdf(key, aad, 32), NONCE, aad, padded));
  const commit = await commitTo(scope, id, key);
  const { enc, ct } = await wrapKey(scope, id, key, commit, { id: TO_REPORTER, sealPublic: to.reporterPublic });
  const wraps = await Promise.all(to.roles.map((role) => wrapKey(scope, id, key, commit, role)));
  return { body: toBase64(body), commit: toBase64(commit), toReporter: { enc, ct }, wraps };
}

export const newMessageDraft = (id: string): MessageDraft => ({ id, key: newDek() });

/** Whom the message must be from: an officer of the chain (one root, or all of trustedRoots), or the reporter of this tip. */
export type Sender =
  | { readonly kind: 'officer'; readonly rootPublic: string | readonly string[] }
  | { readonly kind: 'reporter'; readonly reporterPublic: string };

export interface OpenedMessage {
  readonly content: MessageContent;
  /** Opens the message's files. */
  readonly key: Bytes;
  /** What the root says of the officer who signed. */
  readonly officer: Said | undefined;
}

/**
 * By the reporter (`wrap.roleKeyId` is `reporter`) or by a holder of one of the role keys. @throws ProtocolError when it was
 * altered, belongs to another tip, or was not signed by whom it should be from
 */
export async function openMessage(
  scope: TipScope,
  id: string,
  message: Pick<SealedMessage, 'body' | 'commit'>,
  wrap: Wrap,
  pair: CryptoKeyPair,
  sender: Sender,
): Promise<OpenedMessage> {
  const key = await openWrap(scope, id, wrap, message.commit, pair);
  const bytes = fromBase64(message.body);
  if (bytes[0] !== SUITE || bytes.length !== MESSAGE_BODY_SIZE) throw new ProtocolError('suite or size');
  const aad = scoped('message-body', scope, id);
  const plain = JSON.parse(
    fromUtf8(unpad(await aesOpen(await hkdf(key, aad, 32), NONCE, aad, bytes.slice(1)))),
  ) as Plain;
  const officer = sender.kind === 'officer' ? await officerOf(scope, plain, sender.rootPublic) : undefined;
  const signPublic = sender.kind === 'officer' ? officer!.key : sender.reporterPublic;
  await verify(signPublic, await signedBytes(scope, id, plain.content), plain.sig);
  return { content: JSON.parse(plain.content) as MessageContent, key, officer };
}

async function officerOf(scope: TipScope, plain: Plain, rootPublic: string | readonly string[]): Promise<Said> {
  if (!plain.by) throw new ProtocolError('unsigned');
  for (const root of typeof rootPublic === 'string' ? [rootPublic] : rootPublic) {
    const said = await checkStatement(scope.tenantNo, root, plain.by, { kind: 'officer' }).catch(() => undefined);
    if (said) return said;
  }
  throw new ProtocolError('not an officer');
}
