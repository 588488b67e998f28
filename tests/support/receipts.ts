import type * as z from 'zod';
import * as receipts from '../../workers/contract/receipts.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { toBase64 } from '../../workers/protocol/bytes.ts';
import { checkRoleKeys } from '../../workers/protocol/chain.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import type { TipScope } from '../../workers/protocol/envelope.ts';
import { newMessageDraft, openMessage, sealMessage, TO_REPORTER } from '../../workers/protocol/messages.ts';
import { deriveReceipt, newReceipt } from '../../workers/protocol/receipt.ts';
import { openReporterKeys, type ReporterSecret, rewrapReporterKeys } from '../../workers/protocol/reporter-keys.ts';
import { trustedRoots } from '../../workers/protocol/trusted-roots.ts';
import { ITERATIONS, type StatusView, type TipOffice } from './tips.ts';
import type { World } from './world.ts';

export type Inbox = z.output<typeof receipts.inboxView>;
const DAY = '2026-11-18';
const contentOf = (text: string) => ({ v: 1, text, question: '', day: DAY, files: [] }) as const;

/** Whoever holds the receipt, on any phone: nothing is known but its digits. */
export interface Phone {
  readonly view: StatusView;
  readonly scope: TipScope;
  readonly secret: ReporterSecret;
  inbox(before?: number): Promise<Inbox>;
  /** The words of a page, oldest first, each checked against whoever must have signed it. */
  read(before?: number): Promise<string[]>;
  /** Input of receipts.reply. */
  compose(text: string, kind?: 'message' | 'retaliation'): Promise<ReplyInput>;
  reply(text: string, kind?: 'message' | 'retaliation'): Promise<{ seq: number }>;
  /** Makes a new code; answers it. */
  replace(): Promise<string>;
}
type ReplyInput = z.input<typeof receipts.reply.input>;

export async function look(world: World, receipt: string) {
  const { locator, auth, wrap } = await deriveReceipt(receipt, world.no, ITERATIONS);
  const shown = { locator: toBase64(locator), auth: toBase64(auth) };
  const { padded } = await world.public.call(receipts.status, shown);
  return { view: receipts.statusView.parse(JSON.parse(padded)), wrap };
}

export async function phone(world: World, receipt: string): Promise<Phone> {
  const { view, wrap } = await look(world, receipt);
  const { token, tipId, formHash, reporterPublic } = view;
  const scope = { tenantNo: world.no, tipId, formHash };
  const secret = await openReporterKeys(wrap, world.no, view);
  const inbox = async (before?: number): Promise<Inbox> => {
    const { padded } = await world.public.call(receipts.inbox, { token, ...(before ? { before } : {}) });
    return receipts.inboxView.parse(JSON.parse(padded));
  };
  const compose: Phone['compose'] = async (text, kind = 'message') => {
    const { sealTo, roots } = await inbox();
    await checkRoleKeys({ tenant: { no: world.no }, roots, roleKeys: sealTo }, secret.root || undefined);
    const id = newTipId();
    const to = { reporterPublic, roles: sealTo };
    const sealed = await sealMessage(scope, newMessageDraft(id), contentOf(text), to, { key: secret.sign });
    return { token, kind, id, ...sealed, wraps: [...sealed.wraps] };
  };
  return {
    ...{ view, scope, secret, inbox, compose },
    async read(before) {
      const { messages, roots } = await inbox(before);
      const rootPublic = await trustedRoots(world.no, roots, secret.root || undefined);
      const words = messages.map(async ({ id, sender, toReporter, ...sealed }) => {
        const from = sender === 'officer' ? { kind: sender, rootPublic } : { kind: sender, reporterPublic };
        const mine = { roleKeyId: TO_REPORTER, ...toReporter };
        return (await openMessage(scope, id, sealed, mine, secret.pair, from)).content.text;
      });
      return (await Promise.all(words)).toReversed();
    },
    async reply(text, kind) {
      return world.public.call(receipts.reply, await compose(text, kind));
    },
    async replace() {
      const fresh = newReceipt();
      const keys = await deriveReceipt(fresh, world.no, ITERATIONS);
      const reporterWrapped = await rewrapReporterKeys(keys.wrap, world.no, reporterPublic, secret);
      const { locator, auth } = keys;
      const shown = { locator: toBase64(locator), auth: toBase64(auth) };
      await world.public.call(receipts.replace, { token, ...shown, reporterWrapped });
      return fresh;
    },
  };
}

/** An officer at the desk answers; the browser's half of it. */
export async function composeAnswer(world: World, office: TipOffice, tipId: string, text: string) {
  const opened = await office.caller.call(tipDesk.openTip, { id: tipId });
  const { sealTo, me } = await office.caller.call(tipDesk.messages, { id: tipId });
  const messageId = newTipId();
  const scope = { tenantNo: world.no, tipId, formHash: opened.formHash };
  const to = { reporterPublic: opened.reporterPublic, roles: sealTo };
  const signer = { key: office.keys.sign, ...(me ? { statement: me } : {}) };
  const sealed = await sealMessage(scope, newMessageDraft(messageId), contentOf(text), to, signer);
  return { id: tipId, messageId, ...sealed, wraps: [...sealed.wraps] };
}

export const answerTip = async (world: World, office: TipOffice, tipId: string, text: string) =>
  office.caller.call(tipDesk.answer, await composeAnswer(world, office, tipId, text));

/** What the desk reads of the conversation, oldest first. */
export async function deskReads(world: World, office: TipOffice, tipId: string): Promise<string[]> {
  const opened = await office.caller.call(tipDesk.openTip, { id: tipId });
  const { items, roots } = await office.caller.call(tipDesk.messages, { id: tipId, limit: 100 });
  const rootPublic = await trustedRoots(world.no, roots);
  const scope = { tenantNo: world.no, tipId, formHash: opened.formHash };
  const words = items.map(async ({ id, sender, wraps, ...sealed }) => {
    const { reporterPublic } = opened;
    const from = sender === 'officer' ? { kind: sender, rootPublic } : { kind: sender, reporterPublic };
    const wrap = wraps[0]!;
    const pair = await office.pair(wrap.roleKeyId);
    return (await openMessage(scope, id, sealed, wrap, pair, from)).content.text;
  });
  return (await Promise.all(words)).toReversed();
}
