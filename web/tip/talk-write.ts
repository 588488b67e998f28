import { newTipId } from '../../workers/protocol/bytes.ts';
import { checkRoleKeys } from '../../workers/protocol/chain.ts';
import {
  type MessageDraft,
  newMessageDraft,
  type SealedMessage,
  sealMessage,
} from '../../workers/protocol/messages.ts';
import { ask, Refused } from './api.ts';
import { newKey } from './dom.ts';
import type { Picture } from './talk-photos.ts';
import type { Inbox, Talk } from './talk-read.ts';
import type { TellUpload, Uploads } from './upload-all.ts';

export type Kind = 'message' | 'retaliation';

/** What is to be sent, as it stands at the press. */
export interface Words {
  readonly text: string;
  readonly photos: readonly Picture[];
}
/** A message on its way; its key seals its photos and, once alone, its words. */
export interface Writing {
  readonly draft: MessageDraft;
  readonly uploads: Uploads;
  pending?: Pending;
}
/** What was sealed and perhaps sent: pressing again after a lost answer sends the same bytes under the same key. */
interface Pending {
  readonly words: Words;
  readonly sealed: SealedMessage;
  readonly attachments: readonly { readonly id: string; readonly uploadToken: string }[];
  key: string;
  token: string;
}

const WRONG = '网站给出的密钥，和您举报时核对过的对不上，没有发出。请不要在这里写，改打 12350。';

const same = (a: Words, b: Words) =>
  a.text === b.text && a.photos.length === b.photos.length && a.photos.every((photo, n) => photo === b.photos[n]);

/** What was begun, or a new one where other words have been sealed: two under one key would give both away. */
export const writingOf = (begun: Writing | undefined, words: Words): Writing =>
  begun && (!begun.pending || same(begun.pending.words, words))
    ? begun
    : { draft: newMessageDraft(newTipId()), uploads: new Map() };

/** Sends the photos, then seals to the reporter and to the desk the tip lies on, whose key is held against the root first. */
export async function seal(
  talk: Talk,
  inbox: Inbox,
  writing: Writing,
  words: Words,
  tell: TellUpload,
): Promise<Pending> {
  if (writing.pending) return writing.pending;
  const { scope, secret, session } = talk;
  const { roots, sealTo } = inbox;
  const { tenantNo } = scope;
  await checkRoleKeys({ tenant: { no: tenantNo }, roots, roleKeys: sealTo }, secret.root || undefined).catch(() => {
    throw new Refused({ code: 'keys_wrong', detail: WRONG, fields: [], retryAfter: 0 });
  });
  const { draft, uploads } = writing;
  const { text, photos } = words;
  const owner = { scope, key: draft.key, part: draft.id };
  const attached =
    photos.length > 0 ? await (await import('./upload-all.ts')).sendAll(session.api, owner, photos, uploads, tell) : [];
  const files = attached.map(({ manifest }) => manifest);
  const content = { v: 1, text, question: '', day: chinaDay(), files } as const;
  const to = { reporterPublic: session.view.reporterPublic, roles: sealTo };
  const sealed = await sealMessage(scope, draft, content, to, { key: secret.sign });
  const attachments = attached.map(({ uploadToken, manifest }) => ({ id: manifest.id, uploadToken }));
  writing.pending = { words, sealed, attachments, key: newKey(), token: session.view.token };
  return writing.pending;
}

/** The same command under the same key; after a new look-up the token is another, and so must the key be. */
export async function post(talk: Talk, id: string, pending: Pending, kind: Kind): Promise<void> {
  const { api, view } = talk.session;
  if (pending.token !== view.token) {
    pending.token = view.token;
    pending.key = newKey();
  }
  const { sealed, attachments, key, token } = pending;
  await ask(`${api}/receipt/messages`, { token, kind, id, ...sealed, attachments }, key);
}

const chinaDay = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
