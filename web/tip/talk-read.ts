import type { output } from 'zod';
import type { inboxView } from '../../workers/contract/receipts.ts';
import type { TipScope } from '../../workers/protocol/envelope.ts';
import { type OpenedMessage, openMessage, TO_REPORTER } from '../../workers/protocol/messages.ts';
import { openReporterKeys, type ReporterSecret } from '../../workers/protocol/reporter-keys.ts';
import { trustedRoots } from '../../workers/protocol/trusted-roots.ts';
import { ask } from './api.ts';
import type { Session } from './session.ts';

export type Inbox = output<typeof inboxView>;
type Sealed = Inbox['messages'][number];

/** A message as it may be shown. `opened` is undefined when it is not from whom it should be from, or was altered. */
export interface Line {
  readonly id: string;
  readonly seq: number;
  readonly sender: Sealed['sender'];
  readonly day: string;
  readonly opened: OpenedMessage | undefined;
}
export interface Read {
  readonly inbox: Inbox;
  /** Oldest first. */
  readonly lines: readonly Line[];
  /** The way from the root kept with the receipt to the one in force is whole. */
  readonly rootHolds: boolean;
}
/** The reporter's keys and what every message is bound to. */
export interface Talk {
  readonly session: Session;
  readonly scope: TipScope;
  readonly secret: ReporterSecret;
}

export async function startTalk(session: Session): Promise<Talk> {
  const { no: tenantNo, view, wrap } = session;
  const { tipId, formHash } = view;
  return { session, scope: { tenantNo, tipId, formHash }, secret: await openReporterKeys(wrap, tenantNo, view) };
}

/** A page of the conversation, opened on this phone: the newest, or what stands before `before`. */
export async function readPage(talk: Talk, before?: number): Promise<Read> {
  const { session, scope, secret } = talk;
  const { api, view } = session;
  const body = before === undefined ? { token: view.token } : { token: view.token, before };
  const { padded } = await ask<{ padded: string }>(`${api}/receipt/inbox`, body);
  const inbox = JSON.parse(padded) as Inbox;
  const trusted = trustedRoots(scope.tenantNo, inbox.roots, secret.root || undefined);
  const roots = await trusted.catch(() => []);
  const lines = await Promise.all(inbox.messages.map((message) => readLine(talk, message, roots)));
  lines.sort((a, b) => a.seq - b.seq);
  // Before a district has set up its root nobody signs, and nothing is broken.
  const rootHolds = roots.length > 0 || (inbox.roots.length === 0 && secret.root === '');
  return { inbox, lines, rootHolds };
}

async function readLine({ session, scope, secret }: Talk, message: Sealed, roots: readonly string[]): Promise<Line> {
  const { id, seq, sender, day, body, commit, toReporter } = message;
  const wrap = { roleKeyId: TO_REPORTER, ...toReporter };
  const from =
    sender === 'reporter'
      ? ({ kind: 'reporter', reporterPublic: session.view.reporterPublic } as const)
      : ({ kind: 'officer', rootPublic: roots } as const);
  const opened = await openMessage(scope, id, { body, commit }, wrap, secret.pair, from).catch(() => undefined);
  return { id, seq, sender, day, opened };
}
