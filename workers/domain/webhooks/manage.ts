import { and, gt, ne, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/webhooks.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { newSecret } from './message.ts';
import { badAddress, loadWebhook, viewOf, type WebhookRow, type WebhookView } from './rows.ts';
import { openAddress, sealAddress } from './send.ts';
import { readTarget } from './target.ts';

const MOST = 10;

export async function listWebhooks(
  { db }: Ctx,
  { cursor, limit }: InputOf<typeof contract.webhooks>,
): Promise<OutputOf<typeof contract.webhooks>> {
  const w = db.rows.webhook;
  const after = readCursor(cursor, ['string']);
  const rows = await db
    .select()
    .from(w)
    .where(and(ne(w.state, 'removed'), after && gt(w.id, after[0])))
    .orderBy(w.id)
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  return { items: page.items.map(viewOf), next: page.next };
}

/** `base`: where this tenant's console is, as the administrator's browser called it. */
export async function createWebhook(
  ctx: Ctx,
  input: InputOf<typeof contract.createWebhook>,
  base: string,
): Promise<OutputOf<typeof contract.createWebhook>> {
  const { db, now } = ctx;
  const { kind, label } = input;
  const url = readTarget(kind, input.url, ctx.ports.outside.loopback);
  if (typeof url === 'string') return badAddress(url);
  const w = db.rows.webhook;
  const [count] = await db.select({ all: sql<number>`COUNT(*)` }).from(w).where(ne(w.state, 'removed'));
  if ((count?.all ?? 0) >= MOST) return refuse('webhooks_full');
  const own = kind === 'generic' ? newSecret() : null;
  const id = ctx.newId();
  const secret = own ?? input.secret;
  const row = {
    ...{ id, kind, label, base, host: url.hostname, signed: secret !== '', state: 'on' },
    sealed: await sealAddress(ctx, id, { url: url.href, secret }),
    ...{ topics: JSON.stringify(input.topics), failures: 0, lastAt: null, lastResult: '', createdAt: now },
  };
  const data = { kind, host: row.host, topics: input.topics };
  const writes = born(ctx, 'webhook', { ...row, version: 0, eventHash: '' }, { action: 'create', to: 'on', data });
  return db.commit(writes, { webhook: viewOf({ ...row, version: 1, eventHash: '' }), secret: own });
}

export async function changeWebhook(
  ctx: Ctx,
  input: InputOf<typeof contract.changeWebhook>,
  base: string,
): Promise<WebhookView> {
  const row = await loadWebhook(ctx, input.id);
  sameVersion(row, input.version);
  const state = input.on ? 'on' : 'off';
  const set = {
    ...{ label: input.label, topics: JSON.stringify(input.topics), state, base },
    ...(state !== row.state ? { failures: 0 } : {}),
    ...(await newAddress(ctx, row, input)),
  };
  const data = { topics: input.topics, ...('host' in set ? { host: set.host } : {}) };
  const writes = changed(ctx, 'webhook', row, { action: 'change', from: row.state, to: state, data }, set);
  return ctx.db.commit(writes, viewOf({ ...row, ...set, version: row.version + 1 }));
}

async function newAddress(
  ctx: Ctx,
  row: WebhookRow,
  { url: text, secret }: { url?: string | undefined; secret?: string | undefined },
): Promise<Partial<WebhookRow>> {
  const kind = row.kind as 'wecom';
  if (text === undefined && (secret === undefined || row.kind === 'generic')) return {};
  const before = await openAddress(ctx, row);
  const url = readTarget(kind, text ?? before?.url ?? '', ctx.ports.outside.loopback);
  if (typeof url === 'string') return badAddress(url);
  // The secret of a system of one's own is never typed, so it stays.
  const kept = before?.secret ?? '';
  const next = { url: url.href, secret: row.kind === 'generic' ? kept : (secret ?? kept) };
  return { host: url.hostname, signed: next.secret !== '', sealed: await sealAddress(ctx, row.id, next), failures: 0 };
}

/** The row stays as the head of its chain; address and secret go. */
export async function removeWebhook(
  ctx: Ctx,
  input: InputOf<typeof contract.removeWebhook>,
): Promise<OutputOf<typeof contract.removeWebhook>> {
  const row = await loadWebhook(ctx, input.id);
  sameVersion(row, input.version);
  const change = { action: 'remove', from: row.state, to: 'removed', data: {} };
  const writes = changed(ctx, 'webhook', row, change, { state: 'removed', sealed: '' });
  return ctx.db.commit(writes, { ok: true });
}
