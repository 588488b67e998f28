import { and, eq } from 'drizzle-orm';
import type { LeasedRow } from '../../../db/tenant-db.ts';
import type { Waiting } from '../cascade/message.ts';
import type { Ctx } from '../context.ts';
import { removeObjects } from './objects.ts';
import { indexHazard } from './search.ts';

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
  const ordered = rows.toSorted((a, b) => Number(b.channel === 'search') - Number(a.channel === 'search'));
  const indexed = new Set<string>();
  for (const row of ordered) {
    if (row.channel === 'push') continue;
    if (row.channel === 'search' && indexed.has(row.payload)) {
      await ctx.db.commit([ctx.db.remove('outbox', (o) => eq(o.id, row.id))], null);
      continue;
    }
    if (await attempt(ctx, row, until)) indexed.add(row.payload);
  }
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

async function attempt(ctx: Ctx, row: LeasedRow, until: number): Promise<boolean> {
  const { db, now } = ctx;
  try {
    await perform(ctx, row);
    await db.commit([db.remove('outbox', (o) => eq(o.id, row.id))], null);
    return true;
  } catch (error) {
    const attempts = row.attempts + 1;
    const nextAt = attempts >= ATTEMPTS ? PARKED_AT : now + 30_000 * 2 ** row.attempts;
    const lastError = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown';
    const failed = { attempts, nextAt, lastError, leaseUntil: 0 };
    await db.commit([db.update('outbox', failed, (o) => and(eq(o.id, row.id), eq(o.leaseUntil, until)))], null);
    return false;
  }
}

async function perform(ctx: Ctx, row: LeasedRow): Promise<void> {
  const payload = JSON.parse(row.payload) as Record<string, unknown>;
  switch (row.channel) {
    case 'search':
      return indexHazard(ctx, String(payload.hazardId));
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
