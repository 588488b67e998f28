import { answer, moveAway } from '../../../workers/contract/tip-desk.ts';
import { form, send } from '../../../workers/contract/tips.ts';
import { checkRoleKeys } from '../../../workers/protocol/chain.ts';
import {
  envelopeDigest,
  finishTip,
  startTip,
  type TipHeader,
  type TipPayload,
  type TipText,
} from '../../../workers/protocol/compose.ts';
import { newMessageDraft } from '../../../workers/protocol/messages.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import { formatReceipt } from '../../../workers/protocol/receipt.ts';
import { solve } from '../../../workers/protocol/work.ts';
import { ApiError, call as rawCall } from '../../shared/api.ts';
import { call } from '../session.ts';
import { type AnswerInput, fetchConversation, sealAnswer } from './tip-conversation.ts';
import type { Sealed } from './tip-sealed.ts';
import type { Vault } from './vault.ts';

export const MOVE_STEPS = ['核对对方密钥、重新加密', '送交对方', '告诉举报人新的回执码', '在本地登记移送'];

export interface MoveWish {
  readonly toSlug: string;
  readonly toName: string;
  readonly reason: string;
  readonly text: TipText;
  readonly category: TipHeader['category'];
}
/** How far a move has come. It holds the new receipt, so it lives in memory alone, as long as the keys are unlocked. */
export interface Move {
  readonly wish: MoveWish;
  step: number;
  payload?: TipPayload;
  receipt?: string;
  message?: AnswerInput;
  readonly keys: { readonly send: string; readonly answer: string; readonly end: string };
}
const moves = new WeakMap<object, Map<string, Move>>();

export function startedMove(vault: Vault, tipId: string): Move | undefined {
  return moves.get(vault.officer)?.get(tipId);
}
export function startMove(vault: Vault, tipId: string, wish: MoveWish): Move {
  const all = moves.get(vault.officer) ?? new Map<string, Move>();
  moves.set(vault.officer, all);
  const key = () => crypto.randomUUID();
  const move: Move = { wish, step: 0, keys: { send: key(), answer: key(), end: key() } };
  all.set(tipId, move);
  return move;
}

interface From {
  readonly vault: Vault;
  readonly tenantNo: number;
  readonly tip: Sealed;
  readonly opened: OpenedTip;
}

/** Goes on where it stopped: what was sent is not sent anew. `tell` hears each step done. */
export async function runMove(move: Move, from: From, tell: (step: number) => void): Promise<void> {
  const steps = [seal, hand, tellReporter, end];
  while (move.step < steps.length) {
    tell(move.step);
    await steps[move.step]!(move, from);
    move.step += 1;
  }
  tell(move.step);
  moves.get(from.vault.officer)?.delete(from.tip.id);
}

const baseOf = (move: Move): string => `/${move.wish.toSlug}/api`;

async function seal(move: Move, { tip }: From): Promise<void> {
  const page = await rawCall(form, {}, { base: baseOf(move) });
  const draft = await startTip(page, await checkRoleKeys(page));
  const { danger, casualty } = tip.header;
  const header: TipHeader = {
    ...{ category: move.wish.category, placeUnitId: null, danger, casualty },
    ...{ track: 'anonymous', aboutOffice: false, day: page.day },
  };
  move.payload = await finishTip(draft, page, header, move.wish.text, [], await solve(page.challenge));
  move.receipt = draft.receipt;
}

async function hand(move: Move): Promise<void> {
  const deliver = () =>
    rawCall(send, { ...(move.payload as object), channel: 'moved' } as never, {
      base: baseOf(move),
      key: move.keys.send,
    });
  try {
    await deliver();
  } catch (error) {
    // The proof of work ran out while somebody was interrupted: a new one, for the same sealed tip.
    if (!(error instanceof ApiError) || error.code !== 'proof_invalid') throw error;
    const { challenge } = await rawCall(form, {}, { base: baseOf(move) });
    move.payload = { ...move.payload!, work: { ...(await solve(challenge)) } };
    await deliver();
  }
}

async function tellReporter(move: Move, { vault, tenantNo, tip, opened }: From): Promise<void> {
  if (!move.message) {
    const { toName, toSlug } = move.wish;
    const text = [
      `您反映的事项由${toName}管辖，已转到该地区办理，在本地到此结束。`,
      `新的回执码（第一次使用时须更换）：${formatReceipt(move.receipt!)}`,
      `查看网址：${location.origin}/${toSlug}/receipt`,
    ].join('\n');
    const talk = await fetchConversation(tip.id);
    const draft = newMessageDraft(crypto.randomUUID());
    move.message = await sealAnswer(vault, tenantNo, tip, opened, talk, draft, { text, question: '', files: [] });
  }
  await call(answer, move.message, { key: move.keys.answer });
}

async function end(move: Move, { tip }: From): Promise<void> {
  const { toSlug, reason } = move.wish;
  const toDigest = await envelopeDigest(move.payload!.envelope);
  await call(moveAway, { id: tip.id, version: tip.version, toSlug, toDigest, reason }, { key: move.keys.end });
}
