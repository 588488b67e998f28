import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';

export type Channel = 'search' | 'mail' | 'webhook' | 'objects' | 'cascade' | 'push';

/** Work for after the commit: `search` takes `{ hazardId }`, `objects` `{ keys }`, `mail` and `webhook` what is to be sent, `cascade` and `push` a Waiting of theirs. */
export function outboxWrite(ctx: Ctx, channel: Channel, payload: object): Write {
  return ctx.db.insert('outbox', {
    id: ctx.newId(),
    channel,
    payload: JSON.stringify(payload),
    createdAt: ctx.now,
    nextAt: ctx.now,
  });
}

/** Whether a commit leaves work behind, so that somebody has to be woken. */
export const isOutboxWrite = (write: Write): boolean => write.sql.startsWith('INSERT INTO "outbox"');
