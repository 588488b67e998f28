import { and, eq } from 'drizzle-orm';
import type { LeasedRow } from '../../../db/tenant-db.ts';
import type { Waiting } from '../cascade/message.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { removeObjects } from './objects.ts';
import { indexHazards } from './search.ts';

const LEASE_MS = 60_000;
const BATCH = 50;
const ATTEMPTS = 10;
/** Where rows wait that failed ten times: behind every "due by now", kept with their error for a person to look at. */
export const PARKED_AT = 8_640_000_000_000_000;

/** Works off one leased batch. Every channel may be done twice without harm; answers how many rows were taken. */
export async function drainBatch(ctx: Ctx): Promise<number> {
  const until = ctx.now + LEASE_MS;
  const rows = await ctx.db.leaseOutbox(ctx.now, until, BATCH);
  // The index first: a slow receiver of webhooks must not hold up a search.
  await indexAll(
    ctx,
    rows.filter((row) => row.channel === 'search'),
    until,
  );
  for (const row of rows) if (row.channel !== 'search' && row.channel !== 'push') await attempt(ctx, row, until);
  const pushed = rows.filter((row) => row.channel === 'push');
  if (pushed.length > 0) await (await import('../webhooks/deliver.ts')).pushAll(ctx, pushed, until);
  return rows.length;
}

/** Everything due now. Jobs open the tenant again for each batch instead, so that their `now` moves on. */
export async function drainOutbox(ctx: Ctx): Promise<number> {
  let done = 0;
  for (let taken = -1; taken !== 0; done += taken) taken = await drainBatch(ctx);
  return done;
}

/** All hazards of a batch by one question, one write and one commit; where that fails, row by row. */
async function indexAll(ctx: Ctx, rows: readonly LeasedRow[], until: number): Promise<void> {
  if (rows.length === 0) return;
  try {
    await indexHazards(ctx, [...new Set(rows.map(hazardOf))]);
    const ids = rows.map((row) => row.id);
    await ctx.db.commit([ctx.db.remove('outbox', (o) => among(o.id, ids))], null);
  } catch {
    for (const row of rows) await attempt(ctx, row, until);
  }
}

const hazardOf = (row: LeasedRow): string => String((JSON.parse(row.payload) as { hazardId?: unknown }).hazardId);

async function attempt(ctx: Ctx, row: LeasedRow, until: number): Promise<void> {
  const { db, now } = ctx;
  try {
    await perform(ctx, row);
    await db.commit([db.remove('outbox', (o) => eq(o.id, row.id))], null);
  } catch (error) {
    const attempts = row.attempts + 1;
    const nextAt = attempts >= ATTEMPTS ? PARKED_AT : now + 30_000 * 2 ** row.attempts;
    const lastError = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown';
    const failed = { attempts, nextAt, lastError, leaseUntil: 0 };
    await db.commit([db.update('outbox', failed, (o) => and(eq(o.id, row.id), eq(o.leaseUntil, until)))], null);
  }
}

async function perform(ctx: Ctx, row: LeasedRow): Promise<void> {
  const payload = JSON.parse(row.payload) as Record<string, unknown>;
  switch (row.channel) {
    case 'search':
      return indexHazards(ctx, [hazardOf(row)]);
    case 'objects':
      return removeObjects(ctx, payload.keys as string[]);
    case 'cascade':
      return (await import('../cascade/send.ts')).sendWaiting(ctx, payload as unknown as Waiting);
    case 'mail':
    case 'webhook':
      return ctx.ports.deliver(row.channel, row.payload);
    default:
      throw new Error('unknown channel');
  }
}
