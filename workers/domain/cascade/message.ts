import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import type { LoanMessage } from '../lending/message.ts';
import { outboxWrite } from '../outbox/write.ts';
import type { TaskFields } from '../tasks/draft.ts';

/** What one district says to another. Every message may come twice, late, or after a newer one. */
export type Message =
  | LoanMessage
  | { readonly type: 'offer'; readonly name: string; readonly divisionCode: string }
  | { readonly type: 'answer'; readonly accept: boolean }
  | { readonly type: 'end' }
  | { readonly type: 'plan'; readonly plan: SentPlan; readonly tasks: readonly SentTask[] }
  | { readonly type: 'progress'; readonly of: string; readonly figures: Figures };

export interface SentPlan {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly docNo: string;
  readonly issuer: string;
  readonly issuedOn: string | null;
  readonly tag: string;
}
/** A task as the district below gets it: everything but whom the one above gave it to. */
export type SentTask = Omit<TaskFields, 'units'> & {
  /** The part above that it answers to. */
  readonly of: string;
};
export interface Figures {
  readonly stage: string;
  readonly total: number;
  readonly finished: number;
  readonly late: number;
  /** When it was so: an older message says nothing new. */
  readonly at: number;
}

/** What waits in the outbox: words that stand, or the name of what is to be read when it is sent. */
export type Waiting =
  | { readonly to: string; readonly message: Message }
  | { readonly to: string; readonly parts: readonly string[] }
  | { readonly task: string }
  | { readonly roster: string; readonly to: string };

export const waitingWrite = (ctx: Ctx, waiting: Waiting): Write => outboxWrite(ctx, 'cascade', waiting);

/** What a part keeps of the figures of the district that does it, as it is shown. */
export function belowOf(kept: string) {
  if (kept === '') return null;
  const { total, finished, late, at } = JSON.parse(kept) as Figures;
  return { total, finished, late, at: new Date(at).toISOString() };
}
