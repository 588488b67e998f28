import { newTipId } from '../../workers/protocol/bytes.ts';
import { checkRoleKeys } from '../../workers/protocol/chain.ts';
import { newMessageDraft, type SealedMessage, sealMessage } from '../../workers/protocol/messages.ts';
import { ask, Refused } from './api.ts';
import { newKey } from './dom.ts';
import type { Inbox, Talk } from './talk-read.ts';

export type Kind = 'message' | 'retaliation';

/** What was sealed and perhaps sent: pressing again after a lost answer sends the same bytes under the same key. */
export interface Pending {
  readonly like: string;
  readonly id: string;
  readonly sealed: SealedMessage;
  key: string;
  token: string;
}

const WRONG = '网站给出的密钥，和您举报时核对过的对不上，没有发出。请不要在这里写，改打 12350。';

/** Seals what was written to the reporter and to the desk the tip lies on, after holding the desk's key against the root. */
export async function seal(talk: Talk, inbox: Inbox, text: string, like: string): Promise<Pending> {
  const { scope, secret, session } = talk;
  const { roots, sealTo } = inbox;
  const { tenantNo } = scope;
  await checkRoleKeys({ tenant: { no: tenantNo }, roots, roleKeys: sealTo }, secret.root || undefined).catch(() => {
    throw new Refused({ code: 'keys_wrong', detail: WRONG, fields: [], retryAfter: 0 });
  });
  const id = newTipId();
  const content = { v: 1, text, question: '', day: chinaDay(), files: [] } as const;
  const to = { reporterPublic: session.view.reporterPublic, roles: sealTo };
  const sealed = await sealMessage(scope, newMessageDraft(id), content, to, { key: secret.sign });
  return { like, id, sealed, key: newKey(), token: session.view.token };
}

/** The same command under the same key; after a new look-up the token is another, and so must the key be. */
export async function post(talk: Talk, pending: Pending, kind: Kind): Promise<void> {
  const { api, view } = talk.session;
  if (pending.token !== view.token) {
    pending.token = view.token;
    pending.key = newKey();
  }
  const { id, sealed, key, token } = pending;
  await ask(`${api}/receipt/messages`, { token, kind, id, ...sealed, attachments: [] }, key);
}

const chinaDay = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
