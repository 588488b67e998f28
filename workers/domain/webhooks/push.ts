import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { type Topic, topicOf } from '../../contract/webhook-words.ts';
import type { Ctx } from '../context.ts';
import { outboxWrite } from '../outbox/write.ts';
import { topicsOf } from './rows.ts';

/** What waits in the outbox: ids and a path. Words are looked up when it goes, as things stand then. */
export interface Waiting {
  readonly webhookId: string;
  readonly kind: string;
  readonly link: string;
}

/** A row for each webhook that takes this kind of notice. */
export async function pushWrites(ctx: Ctx, kind: string, link: string): Promise<Write[]> {
  const topic = topicOf(kind)?.topic;
  if (topic === undefined) return [];
  const takers = await ctx.ports.memo('webhooks', () => readTakers(ctx));
  return takers
    .filter((taker) => taker.topics.includes(topic))
    .map(({ id }) => outboxWrite(ctx, 'push', { webhookId: id, kind, link } satisfies Waiting));
}

async function readTakers({ db }: Ctx): Promise<{ id: string; topics: Topic[] }[]> {
  const w = db.rows.webhook;
  const rows = await db.select({ id: w.id, topics: w.topics }).from(w).where(eq(w.state, 'on'));
  return rows.map((row) => ({ id: row.id, topics: topicsOf(row) }));
}
