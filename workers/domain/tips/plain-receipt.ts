import type * as z from 'zod';
import type { inboxView, statusView } from '../../contract/receipts.ts';
import { toBase64 } from '../../protocol/bytes.ts';
import { newTipId } from '../../protocol/compose.ts';
import {
  type MessageContent,
  newMessageDraft,
  openMessage,
  sealMessage,
  TO_REPORTER,
} from '../../protocol/messages.ts';
import { deriveReceipt, RECEIPT_ITERATIONS } from '../../protocol/receipt.ts';
import { openReporterKeys, type ReporterSecret } from '../../protocol/reporter-keys.ts';
import { trustedRoots } from '../../protocol/trusted-roots.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { inbox } from './inbox.ts';
import { reply } from './reply.ts';
import { tipStatus } from './status.ts';

export type Status = z.output<typeof statusView>;
type Inbox = z.output<typeof inboxView>;
export interface PlainMessage {
  readonly seq: number;
  readonly mine: boolean;
  readonly day: string;
  /** Undefined: it does not open, or the signature does not fit. */
  readonly text: string | undefined;
}
export interface PlainReceipt {
  readonly status: Status;
  /** Newest last. */
  readonly messages: readonly PlainMessage[];
}

/** Held in memory for one request, as the reporter's browser would hold it. */
interface Opened {
  readonly status: Status;
  readonly secret: ReporterSecret;
  readonly scope: { tenantNo: number; tipId: string; formHash: string };
}

async function open(ctx: Ctx, receipt: string, iterations: number): Promise<Opened | Status> {
  const keys = await deriveReceipt(receipt, ctx.tenant.no, iterations);
  const asked = { locator: toBase64(keys.locator), auth: toBase64(keys.auth) };
  const status = JSON.parse((await tipStatus(ctx, asked)).padded) as Status;
  if (!status.found || status.reporterWrapped === '') return status;
  const secret = await openReporterKeys(keys.wrap, ctx.tenant.no, status);
  return { status, secret, scope: { tenantNo: ctx.tenant.no, tipId: status.tipId, formHash: status.formHash } };
}

/** Status and the newest messages for a browser without script: opened here, in memory, and labelled so on the page. */
export async function plainReceipt(ctx: Ctx, receipt: string, iterations = RECEIPT_ITERATIONS): Promise<PlainReceipt> {
  const opened = await open(ctx, receipt, iterations);
  if (!('secret' in opened)) return { status: opened, messages: [] };
  const page = JSON.parse((await inbox(ctx, { token: opened.status.token })).padded) as Inbox;
  const messages = await Promise.all(page.messages.map((message) => shown(opened, page, message)));
  return { status: opened.status, messages: messages.reverse() };
}

async function shown(opened: Opened, page: Inbox, message: Inbox['messages'][number]): Promise<PlainMessage> {
  const { secret, scope, status } = opened;
  const mine = message.sender === 'reporter';
  const head = { seq: message.seq, mine, day: message.day };
  try {
    const roots = mine ? [] : await trustedRoots(scope.tenantNo, page.roots, secret.root || undefined);
    const sender = mine
      ? { kind: 'reporter' as const, reporterPublic: status.reporterPublic }
      : { kind: 'officer' as const, rootPublic: roots };
    const wrap = { roleKeyId: TO_REPORTER, ...message.toReporter };
    const { content } = await openMessage(scope, message.id, message, wrap, secret.pair, sender);
    return { ...head, text: content.text };
  } catch {
    return { ...head, text: undefined };
  }
}

/** Sealed here with the reporter's own key, then taken like any other reply. Answers false for an unknown receipt. */
export async function plainReply(
  ctx: Ctx,
  receipt: string,
  text: string,
  kind: 'message' | 'retaliation',
  iterations = RECEIPT_ITERATIONS,
): Promise<boolean> {
  const opened = await open(ctx, receipt, iterations);
  if (!('secret' in opened)) return false;
  const { status, secret, scope } = opened;
  const page = JSON.parse((await inbox(ctx, { token: status.token })).padded) as Inbox;
  const draft = newMessageDraft(newTipId());
  const content: MessageContent = { v: 1, text, question: '', day: localDay(ctx.now), files: [] };
  const to = { reporterPublic: status.reporterPublic, roles: page.sealTo };
  const sealed = await sealMessage(scope, draft, content, to, { key: secret.sign });
  const input = { token: status.token, kind, id: draft.id, ...sealed, wraps: [...sealed.wraps], attachments: [] };
  await reply(ctx, input);
  return true;
}
