import { eq } from 'drizzle-orm';
import type { Result } from '../../contract/webhook-words.ts';
import type { Ctx } from '../context.ts';
import { loadWebhook } from './rows.ts';
import { send } from './send.ts';

/** Sends one line that says it is a test, at once, and keeps what came of it. */
export async function testWebhook(ctx: Ctx, { id }: { id: string }): Promise<{ result: Result }> {
  const row = await loadWebhook(ctx, id);
  const told = { id: ctx.newId(), kind: 'webhook.test', say: '测试消息，推送已接通', at: ctx.now };
  const result = await send(ctx, row, { ...told, number: null, title: null, link: row.base });
  const kept = { lastAt: ctx.now, lastResult: result };
  return ctx.db.commit([ctx.db.update('webhook', kept, (w) => eq(w.id, id))], { result });
}
