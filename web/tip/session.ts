import type { output } from 'zod';
import type { statusView } from '../../workers/contract/receipts.ts';
import type { Bytes } from '../../workers/protocol/bytes.ts';

export type Status = output<typeof statusView>;

/** What the page knows after a look-up, in memory alone. The token lives ten minutes. */
export interface Session {
  readonly api: string;
  readonly no: number;
  readonly view: Status;
  /** Opens the reporter's keys; never sent. */
  readonly wrap: Bytes;
  /** The token is over: asks for the receipt again. */
  expired(): void;
}
