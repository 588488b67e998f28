import { useQuery } from '@tanstack/react-query';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { type answer, messages } from '../../../workers/contract/tip-desk.ts';
import { checkRoleKeys } from '../../../workers/protocol/chain.ts';
import type { TipScope } from '../../../workers/protocol/envelope.ts';
import {
  type MessageContent,
  type MessageDraft,
  type OpenedMessage,
  openMessage,
  sealMessage,
} from '../../../workers/protocol/messages.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import { trustedRoots } from '../../../workers/protocol/trusted-roots.ts';
import type { ApiError } from '../../shared/api.ts';
import { today } from '../format.ts';
import { call } from '../session.ts';
import { useMe } from './person.ts';
import { type Sealed, scopeOf } from './tip-sealed.ts';
import { useVault, type Vault } from './vault.ts';

export type Conversation = ClientOutput<typeof messages>;
export type SealedLine = Conversation['items'][number];
export type AnswerInput = Parameters<typeof call<typeof answer>>[1];
export interface Line {
  readonly sealed: SealedLine;
  /** Undefined: it does not open, or was not signed by whom it should be from. */
  readonly opened: OpenedMessage | undefined;
}

/** All messages of a tip, oldest first: a conversation is short, and handing over needs every one. */
export async function fetchConversation(id: string): Promise<Conversation> {
  const first = await call(messages, { id, limit: 100 });
  const items = [...first.items];
  for (let next = first.next; next; ) {
    const page: Conversation = await call(messages, { id, limit: 100, cursor: next });
    items.push(...page.items);
    next = page.next;
  }
  return { ...first, items: items.toSorted((a, b) => a.seq - b.seq) };
}

export const useConversation = (id: string) =>
  useQuery<Conversation, ApiError>({ queryKey: [messages.id, id], queryFn: () => fetchConversation(id), gcTime: 0 });

async function openLine(
  vault: Vault,
  scope: TipScope,
  line: SealedLine,
  opened: OpenedTip,
  rootPublic: readonly string[],
): Promise<OpenedMessage | undefined> {
  const wrap = line.wraps.find((w) => vault.roles.has(w.roleKeyId));
  if (!wrap) return undefined;
  const sender =
    line.sender === 'officer'
      ? ({ kind: 'officer', rootPublic } as const)
      : ({ kind: 'reporter', reporterPublic: opened.content.replyTo } as const);
  return openMessage(scope, line.id, line, wrap, vault.roles.get(wrap.roleKeyId)!, sender).catch(() => undefined);
}

/** The messages opened here, each checked against whom it must be from. */
export function useLines(tip: Sealed, opened: OpenedTip, conversation: Conversation | undefined) {
  const me = useMe();
  const vault = useVault();
  return useQuery<Line[], Error>({
    queryKey: ['opened-messages', tip.id, conversation?.items.map((m) => m.id).join()],
    enabled: !!vault && !!conversation,
    gcTime: 0,
    retry: false,
    queryFn: async () => {
      const { items, roots } = conversation!;
      const trusted = await trustedRoots(me.tenant.no, roots).catch(() => []);
      const scope = scopeOf(me.tenant.no, tip);
      return Promise.all(
        items.map(async (sealed) => ({ sealed, opened: await openLine(vault!, scope, sealed, opened, trusted) })),
      );
    },
  });
}

/** Sealed to the reporter's key from under the seal and to this desk, signed by me. @throws Error('unsigned') */
export async function sealAnswer(
  vault: Vault,
  tenantNo: number,
  tip: Sealed,
  opened: OpenedTip,
  talk: Pick<Conversation, 'sealTo' | 'roots' | 'me'>,
  draft: MessageDraft,
  content: Pick<MessageContent, 'text' | 'question' | 'files'>,
  attachments: AnswerInput['attachments'] = [],
): Promise<AnswerInput> {
  if (!talk.me) throw new Error('unsigned');
  await checkRoleKeys({ tenant: { no: tenantNo }, roots: talk.roots, roleKeys: talk.sealTo });
  const day = today();
  const sealed = await sealMessage(
    scopeOf(tenantNo, tip),
    draft,
    { v: 1, day, ...content },
    { reporterPublic: opened.content.replyTo, roles: talk.sealTo },
    { key: vault.officer.sign, statement: talk.me },
  );
  return { id: tip.id, messageId: draft.id, ...sealed, wraps: [...sealed.wraps], attachments };
}
