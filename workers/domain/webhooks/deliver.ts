import { and, eq, ne } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { LeasedRow, Write } from '../../../db/tenant-db.ts';
import type { Result } from '../../contract/webhook-words.ts';
import type { Ctx } from '../context.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { changed } from '../people/chain.ts';
import { among } from '../units/scope.ts';
import type { Waiting } from './push.ts';
import type { WebhookRow } from './rows.ts';
import { send } from './send.ts';
import { toldOf } from './told.ts';

/** Robots take twenty a minute, and a lease lasts one: the rest of a rush comes a minute later. */
const AT_ONCE = 10;
const PAUSE_MS = 60_000;
const FIRST_WAIT_MS = 30_000;
/** About eight hours and a half of failures, each wait twice the one before. */
export const GIVES_UP = 10;
const STALE_MS = 24 * 3_600_000;

/** All rows of the batch that go outside: the receivers side by side, each one's messages in order. */
export async function pushAll(ctx: Ctx, rows: readonly LeasedRow[], until: number): Promise<void> {
  const byHook = Map.groupBy(rows, (row) => (JSON.parse(row.payload) as Waiting).webhookId);
  await Promise.all([...byHook].map(([id, its]) => pushTo(ctx, id, its, until)));
}

async function pushTo(ctx: Ctx, id: string, rows: readonly LeasedRow[], until: number): Promise<void> {
  const { db, now } = ctx;
  const w = db.rows.webhook;
  const [hook] = await db
    .select()
    .from(w)
    .where(and(eq(w.id, id), ne(w.state, 'removed')));
  if (hook?.state !== 'on') return drop(ctx, rows);
  let failures = hook.failures;
  for (const [n, row] of rows.entries()) {
    if (n >= AT_ONCE) return later(ctx, rows.slice(n), until, now + PAUSE_MS, '');
    const payload = JSON.parse(row.payload) as Waiting;
    const told = now - row.createdAt > STALE_MS ? undefined : await toldOf(ctx, row, hook.base, payload);
    if (told === undefined) {
      await drop(ctx, [row]);
      continue;
    }
    const result = await send(ctx, hook as WebhookRow, told);
    failures = result === 'ok' ? 0 : failures + 1;
    const kept = db.update('webhook', { failures, lastAt: now, lastResult: result }, (t) => eq(t.id, id));
    if (result === 'ok') {
      await db.commit([dropWrite(ctx, [row]), kept], null);
      continue;
    }
    await db.commit([kept], null);
    if (failures >= GIVES_UP) return switchOff(ctx, hook as WebhookRow, rows.slice(n), result);
    // The receiver is away: the others need not knock as well.
    return later(ctx, rows.slice(n), until, now + FIRST_WAIT_MS * 2 ** (failures - 1), result);
  }
}

const dropWrite = (ctx: Ctx, rows: readonly LeasedRow[]): Write =>
  ctx.db.remove('outbox', (o) =>
    among(
      o.id,
      rows.map((row) => row.id),
    ),
  );
const drop = (ctx: Ctx, rows: readonly LeasedRow[]): Promise<void> => ctx.db.commit([dropWrite(ctx, rows)], undefined);

async function later(
  ctx: Ctx,
  rows: readonly LeasedRow[],
  until: number,
  nextAt: number,
  lastError: string,
): Promise<void> {
  const ids = rows.map((row) => row.id);
  const set = { nextAt, leaseUntil: 0, lastError };
  const back = ctx.db.update('outbox', set, (o) => and(among(o.id, ids), eq(o.leaseUntil, until)));
  await ctx.db.commit([back], undefined);
}

/** Off, and the administrators are told. Somebody who changed it in the same moment goes first. */
async function switchOff(ctx: Ctx, hook: WebhookRow, rows: readonly LeasedRow[], result: Result): Promise<void> {
  const told = await notifyWrites(ctx, {
    to: [{ role: 'tenant_admin' }],
    kind: 'webhook.off',
    title: `推送“${hook.label}”连续 ${GIVES_UP} 次没有送达，已停用`,
    body: '请核对对方的地址，发送测试消息后重新启用。提醒仍照常进入各人的收件箱。',
    link: '/settings?tab=webhooks',
    quiet: true,
  });
  const change = { action: 'switch_off', from: 'on', to: 'off', data: { result } };
  try {
    await ctx.db.commit(
      [...changed(ctx, 'webhook', hook, change, { state: 'off' }), ...told, dropWrite(ctx, rows)],
      null,
    );
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
