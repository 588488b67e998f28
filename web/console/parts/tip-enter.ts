import { enterTip } from '../../../workers/contract/tip-desk.ts';
import { form } from '../../../workers/contract/tips.ts';
import { checkRoleKeys } from '../../../workers/protocol/chain.ts';
import {
  type Attached,
  type Draft,
  finishTip,
  startTip,
  type TipForm,
  type TipHeader,
  type TipText,
} from '../../../workers/protocol/compose.ts';
import { call } from '../session.ts';

type EnterInput = Parameters<typeof call<typeof enterTip>>[1];
export type EnteredBy = 'phone' | 'letter' | 'visit';
export interface Entry {
  readonly page: TipForm & { day: string };
  readonly draft: Draft;
  readonly key: string;
}

/** Checks the role keys against the root, then draws the receipt and all keys: a second's work, done while one listens. */
export async function startEntry(): Promise<Entry> {
  const page = await call(form, {});
  return { page, draft: await startTip(page, await checkRoleKeys(page)), key: crypto.randomUUID() };
}

/** Sealed here like a tip from the web; of the proof of work an officer is spared. */
export async function sealEntry(
  { page, draft }: Entry,
  channel: EnteredBy,
  header: TipHeader,
  text: TipText,
  files: readonly Attached[],
): Promise<EnterInput> {
  const { work: _, ...payload } = await finishTip(draft, page, header, text, files, {});
  return { ...payload, channel } as EnterInput;
}

export const sendEntry = (entry: Entry, input: EnterInput) => call(enterTip, input, { key: entry.key });
