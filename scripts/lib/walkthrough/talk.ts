import { call } from '../../../web/shared/api.ts';
import * as receipts from '../../../workers/contract/receipts.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import * as tipDesk from '../../../workers/contract/tip-desk.ts';
import { proofKeys } from '../../../workers/contract/tips.ts';
import { toBase64 } from '../../../workers/protocol/bytes.ts';
import { checkRoleKeys } from '../../../workers/protocol/chain.ts';
import type { SentTip } from '../../../workers/protocol/client.ts';
import { newTipId } from '../../../workers/protocol/compose.ts';
import { newMessageDraft, openMessage, sealMessage, TO_REPORTER } from '../../../workers/protocol/messages.ts';
import { checkProof } from '../../../workers/protocol/proof.ts';
import { deriveReceipt } from '../../../workers/protocol/receipt.ts';
import { openReporterKeys } from '../../../workers/protocol/reporter-keys.ts';
import { trustedRoots } from '../../../workers/protocol/trusted-roots.ts';
import { must, type Steps } from '../steps.ts';
import type { District } from './onboard.ts';
import type { Intake } from './staff.ts';

const QUESTION = '铁链是哪一天锁上的？';
const REPLY = '大约两个星期以前。';
const words = (text: string, day: string) => ({ v: 1, text, question: '', day, files: [] }) as const;
const scopeOf = (district: District, { payload }: SentTip) => ({
  tenantNo: district.no,
  tipId: payload.id,
  formHash: payload.formHash,
});

/** The officer asks, signed; the reporter comes back with the receipt alone, reads and answers; the officer reads it. */
export async function talk(district: District, sent: SentTip, intake: Intake, steps: Steps): Promise<void> {
  const scope = scopeOf(district, sent);
  const { day, proof, digest } = sent.accepted;
  const { reporterPublic } = sent.payload;
  await steps.run('the officer asks the reporter, sealed and signed', async () => {
    const { sealTo, me } = await district.tips.call(tipDesk.messages, { id: scope.tipId });
    must(me, 'the root does not vouch for the officer');
    const draft = newMessageDraft(newTipId());
    const to = { reporterPublic, roles: sealTo };
    const signer = { key: district.officer.sign, statement: me };
    const sealed = await sealMessage(scope, draft, words(QUESTION, day), to, signer);
    const message = { ...sealed, wraps: [...sealed.wraps] };
    await district.tips.call(tipDesk.answer, { ...message, id: scope.tipId, messageId: draft.id });
  });
  await steps.run('the reporter reads it with the receipt alone, and answers', async () => {
    const back = await comeBack(district, sent.receipt);
    const { pair, sign, root } = await openReporterKeys(back.wrap, district.no, back.view);
    const { messages, roots, sealTo } = back.inbox;
    const rootPublic = await trustedRoots(district.no, roots, root || undefined);
    const { id, toReporter, ...asked } = messages[0]!;
    const mine = { roleKeyId: TO_REPORTER, ...toReporter };
    const read = await openMessage(scope, id, asked, mine, pair, { kind: 'officer', rootPublic });
    must(read.content.text === QUESTION, 'the question differs from what was asked');
    await checkRoleKeys({ tenant: { no: district.no }, roots, roleKeys: sealTo }, root || undefined);
    const draft = newMessageDraft(newTipId());
    const sealed = await sealMessage(scope, draft, words(REPLY, day), { reporterPublic, roles: sealTo }, { key: sign });
    const message = { ...sealed, wraps: [...sealed.wraps], token: back.view.token, id: draft.id, kind: 'message' };
    await call(receipts.reply, message as Parameters<typeof call<typeof receipts.reply>>[1], { base: district.base });
  });
  await steps.run('the officer reads the answer, signed with the receipt’s key', async () => {
    const { items } = await district.tips.call(tipDesk.messages, { id: scope.tipId });
    const answer = items.find((m) => m.sender === 'reporter');
    const wrap = answer?.wraps.find((w) => w.roleKeyId === intake.roleKeyId);
    must(answer && wrap, 'the answer is not at the desk');
    const from = { kind: 'reporter', reporterPublic } as const;
    const { content } = await openMessage(scope, answer.id, answer, wrap, intake.pair, from);
    must(content.text === REPLY, 'the answer differs from what was written');
  });
  await steps.run('the acceptance proof holds without the district', async () => {
    const { keys }: ClientOutput<typeof proofKeys> = await call(proofKeys, {}, { base: district.base });
    must((await checkProof(proof, keys, digest)).good, 'the proof does not hold');
  });
}

async function comeBack({ base, no }: District, receipt: string) {
  const { locator, auth, wrap } = await deriveReceipt(receipt, no);
  const shown = { locator: toBase64(locator), auth: toBase64(auth) };
  const view = receipts.statusView.parse(JSON.parse((await call(receipts.status, shown, { base })).padded));
  const { padded } = await call(receipts.inbox, { token: view.token }, { base });
  return { wrap, view, inbox: receipts.inboxView.parse(JSON.parse(padded)) };
}
