import { call } from '../../web/shared/api.ts';
import * as receipts from '../../workers/contract/receipts.ts';
import { toBase64 } from '../../workers/protocol/bytes.ts';
import { checkRoleKeys } from '../../workers/protocol/chain.ts';
import { TipClient, type TipOptions } from '../../workers/protocol/client.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { newMessageDraft, openMessage, sealMessage, TO_REPORTER } from '../../workers/protocol/messages.ts';
import { deriveReceipt } from '../../workers/protocol/receipt.ts';
import { openReporterKeys } from '../../workers/protocol/reporter-keys.ts';
import { trustedRoots } from '../../workers/protocol/trusted-roots.ts';
import { SLUG } from './tip-steps.ts';

const api = (baseUrl: string, slug = SLUG) => `${baseUrl}/${slug}/api`;

/** A tip as a reporter's browser sends it, through the public API alone. Answers the receipt. */
export async function report(baseUrl: string, options: TipOptions): Promise<string> {
  return (await new TipClient((request) => fetch(request), api(baseUrl)).send(options)).receipt;
}

/** Whoever holds the receipt. */
export async function comeBack(baseUrl: string, receipt: string, slug = SLUG) {
  const base = api(baseUrl, slug);
  const no = (await new TipClient((request) => fetch(request), base).form()).tenant.no;
  const { locator, auth, wrap } = await deriveReceipt(receipt, no);
  const shown = { locator: toBase64(locator), auth: toBase64(auth) };
  const view = receipts.statusView.parse(JSON.parse((await call(receipts.status, shown, { base })).padded));
  const { token, tipId, formHash, reporterPublic } = view;
  const scope = { tenantNo: no, tipId, formHash };
  const inbox = async () =>
    receipts.inboxView.parse(JSON.parse((await call(receipts.inbox, { token }, { base })).padded));
  const secret = async () => openReporterKeys(wrap, no, view);
  return {
    view,
    /** What the officers wrote, newest first, each signature checked. */
    async read(): Promise<string[]> {
      const { pair, root } = await secret();
      const { messages, roots } = await inbox();
      const rootPublic = await trustedRoots(no, roots, root || undefined);
      return Promise.all(
        messages
          .filter((m) => m.sender === 'officer')
          .map(async ({ id, toReporter, ...sealed }) => {
            const mine = { roleKeyId: TO_REPORTER, ...toReporter };
            return (await openMessage(scope, id, sealed, mine, pair, { kind: 'officer', rootPublic })).content.text;
          }),
      );
    },
    async reply(text: string, kind: 'message' | 'retaliation' = 'message'): Promise<void> {
      const { sign, root } = await secret();
      const { sealTo, roots } = await inbox();
      await checkRoleKeys({ tenant: { no }, roots, roleKeys: sealTo }, root || undefined);
      const id = newTipId();
      const content = { v: 1, text, question: '', day: view.day, files: [] } as const;
      const to = { reporterPublic, roles: sealTo };
      const sealed = await sealMessage(scope, newMessageDraft(id), content, to, { key: sign });
      const message = { token, id, ...sealed, wraps: [...sealed.wraps] };
      await call(receipts.reply, { ...message, kind }, { base });
    },
  };
}
