import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';

export type Channel = 'search' | 'mail' | 'webhook';

/** Work for after the commit: `search` takes `{ hazardId }`, `mail` and `webhook` whatever is to be delivered. */
export function outboxWrite(ctx: Ctx, channel: Channel, payload: object): Write {
  return ctx.db.insert('outbox', {
    id: ctx.newId(),
    channel,
    payload: JSON.stringify(payload),
    createdAt: ctx.now,
    nextAt: ctx.now,
  });
}
