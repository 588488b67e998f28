import { type Desk, signedIn } from '../../scripts/lib/demo/client.ts';
import { DEMO_PASSWORD, type Username } from '../../scripts/lib/demo/tenants.ts';
import { whoami } from '../../workers/contract/session.ts';
import { answer, desk, messages, openTip } from '../../workers/contract/tip-desk.ts';
import { myKeys } from '../../workers/contract/tip-keys.ts';
import { form } from '../../workers/contract/tips.ts';
import type { Statement } from '../../workers/protocol/chain.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { newMessageDraft, openMessage, sealMessage } from '../../workers/protocol/messages.ts';
import { type OfficerKeys, openRoleKey, unlockOfficerKeys } from '../../workers/protocol/officer-keys.ts';
import { type OpenedTip, openTip as openSealed } from '../../workers/protocol/open-tip.ts';
import { newSignPair } from '../../workers/protocol/signing.ts';
import { SLUG } from './tip-steps.ts';

/** An officer of the demo tenant at their own browser, without the pages: everything goes over HTTP as they would send it. */
export interface Officer {
  readonly desk: Desk;
  /** Ids of the tips this desk sees. */
  tips(): Promise<string[]>;
  open(tipId: string): Promise<OpenedTip>;
  /** `forged`: signed by a key the root never vouched for, under a colleague's statement. */
  answer(tipId: string, text: string, forged?: boolean): Promise<void>;
  /** What the reporter wrote, opened and checked. */
  replies(tipId: string): Promise<{ text: string; kind: string }[]>;
}

export async function officerOf(baseUrl: string, username: Username): Promise<Officer> {
  const at = await signedIn(baseUrl, SLUG, username);
  const { tenant } = await at.call(form, {});
  const { personId } = await at.call(whoami, {});
  const mine = await at.call(myKeys, {});
  const scope = { tenantNo: tenant.no, personId };
  const keys: OfficerKeys = await unlockOfficerKeys(scope, mine.officer!, DEMO_PASSWORD);
  const pairOf = async (roleKeyId: string) => {
    const held = mine.roleKeys.find((key) => key.id === roleKeyId && key.share !== null);
    if (!held) return undefined;
    const role = { tenantNo: tenant.no, role: held.role, roleKeyId };
    return openRoleKey(role, held.sealPublic, held.share!, personId, keys);
  };
  const sealedTip = async (tipId: string) => {
    const tip = await at.call(openTip, { id: tipId });
    const tipScope = { tenantNo: tenant.no, tipId, formHash: tip.formHash };
    for (const { roleKeyId } of tip.envelope.wraps) {
      const pair = await pairOf(roleKeyId);
      if (pair) return { tipScope, opened: await openSealed(tipScope, tip.envelope, tip.header, roleKeyId, pair) };
    }
    throw new Error('not sealed to this officer');
  };
  return {
    desk: at,
    tips: async () => (await at.call(desk, { limit: 100 })).items.map(({ id }) => id),
    open: async (tipId) => (await sealedTip(tipId)).opened,
    async answer(tipId, text, forged = false) {
      const { tipScope, opened } = await sealedTip(tipId);
      const talk = await at.call(messages, { id: tipId });
      const draft = newMessageDraft(newTipId());
      const key = forged ? (await newSignPair()).privateKey : keys.sign;
      const sealed = await sealMessage(
        tipScope,
        draft,
        { v: 1, text, question: '', day: '2026-11-22', files: [] },
        { reporterPublic: opened.content.replyTo, roles: talk.sealTo },
        { key, statement: talk.me as Statement },
      );
      await at.call(answer, { ...sealed, wraps: [...sealed.wraps], id: tipId, messageId: draft.id });
    },
    async replies(tipId) {
      const { tipScope, opened } = await sealedTip(tipId);
      const { items } = await at.call(messages, { id: tipId, limit: 100 });
      const own = items.filter(({ sender }) => sender === 'reporter').sort((a, b) => a.seq - b.seq);
      const from = { kind: 'reporter', reporterPublic: opened.content.replyTo } as const;
      return Promise.all(
        own.map(async ({ wraps, kind, ...message }) => {
          const wrap = wraps[0]!;
          const pair = await pairOf(wrap.roleKeyId);
          const { content } = await openMessage(tipScope, message.id, message, wrap, pair!, from);
          return { text: content.text, kind };
        }),
      );
    },
  };
}
