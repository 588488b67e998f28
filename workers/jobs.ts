import type { Opener } from './http/opener.ts';

/** Every minute: clocks that came due, outboxes left behind. Once a night: sweeps, reconciliation. */
export async function runCron(_opener: Opener, _cron: string): Promise<void> {}

export async function runOutbox(_opener: Opener, batch: MessageBatch<{ tenant: number }>): Promise<void> {
  batch.ackAll();
}
