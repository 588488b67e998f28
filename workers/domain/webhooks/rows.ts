import { and, eq, ne } from 'drizzle-orm';
import type { NewRow } from '../../../db/tenant-db.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Result, Topic, WebhookKind } from '../../contract/webhook-words.ts';
import type { changeWebhook } from '../../contract/webhooks.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';

export type WebhookRow = Required<NewRow<'webhook'>>;
export type WebhookView = OutputOf<typeof changeWebhook>;

export const topicsOf = (row: Pick<WebhookRow, 'topics'>): Topic[] => JSON.parse(row.topics) as Topic[];

export function viewOf(row: WebhookRow): WebhookView {
  const { id, label, host, signed, failures, version } = row;
  return {
    ...{ id, label, host, signed, failures, version },
    kind: row.kind as WebhookKind,
    topics: topicsOf(row),
    state: row.state === 'on' ? 'on' : 'off',
    lastAt: row.lastAt === null ? null : new Date(row.lastAt).toISOString(),
    lastResult: row.lastResult as Result,
  };
}

/** @throws `not_found`, also for one that was removed */
export async function loadWebhook({ db }: Ctx, id: string): Promise<WebhookRow> {
  const w = db.rows.webhook;
  const [row] = await db
    .select()
    .from(w)
    .where(and(eq(w.id, id), ne(w.state, 'removed')));
  return found(row) as WebhookRow;
}

export const badAddress = (message: string): never => refuse('bad_request', { fields: [{ path: 'url', message }] });
