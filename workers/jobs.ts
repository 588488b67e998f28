import { anyMoved, type DueClock, dueClocks, restingTenants, tenantsWithOutbox } from '../db/cell-jobs.ts';
import { ConflictError, root } from '../db/errors.ts';
import { fireClock } from './domain/clocks/fire.ts';
import type { Ctx } from './domain/context.ts';
import { drainBatch } from './domain/outbox/drain.ts';
import type { Opener } from './http/opener.ts';
import { within } from './http/within.ts';

export const NIGHTLY = '20 18 * * *';
const PAGE = 500;
/** Cells at the same time, and how long one is waited for. */
const LANES = 6;
const CELL_MS = 25_000;

/** Every minute: clocks that came due, outboxes left behind. Once a night: sweeps, reconciliation. */
export async function runCron(opener: Opener, cron: string): Promise<void> {
  if (cron === NIGHTLY) return (await import('./night.ts')).runNight(opener);
  const { cells, waitUntil } = opener.platform;
  const waiting = [...cells.keys()];
  const next = async (): Promise<void> => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) await minuteOf(cell);
  };
  const minuteOf = async (cell: string): Promise<void> => {
    await guarded({ job: 'clocks', cell }, () => within(CELL_MS, fireDue(opener, cell), waitUntil));
    await guarded({ job: 'outbox', cell }, () => within(CELL_MS, sweepOutboxes(opener, cell), waitUntil));
  };
  // Side by side: a cell that is slow or away holds up one of the lanes, not the cells behind it.
  await Promise.all(Array.from({ length: LANES }, next));
  await guarded({ job: 'security' }, () => opener.security.flush());
  await guarded({ job: 'moves' }, () => finishMoves(opener));
}

/** Hardly ever is there one: what it takes is loaded then. */
async function finishMoves(opener: Opener): Promise<void> {
  if (!(await anyMoved(opener.platform.directory))) return;
  const { settleMoves } = await import('./domain/tenants/move.ts');
  await settleMoves(opener.openPlatform({ kind: 'system', reason: 'move' }));
}

/** The queue says which tenants have work; the rows say what. A lost or doubled message changes nothing. */
export async function runOutbox(opener: Opener, batch: MessageBatch<{ tenant: number }>): Promise<void> {
  for (const tenant of new Set(batch.messages.map((m) => m.body.tenant))) {
    await guarded({ job: 'outbox', tenant }, () => drain(opener, tenant));
  }
  batch.ackAll();
}

async function fireDue(opener: Opener, cell: string): Promise<void> {
  const d1 = opener.platform.cells.get(cell)!.db;
  const resting = await restingTenants(opener.platform.directory, cell);
  const now = opener.now();
  let page: DueClock[] = [];
  do {
    page = await dueClocks(d1, now, resting, page.at(-1), PAGE);
    for (const [tenant, clocks] of Map.groupBy(page, (clock) => clock.tenant)) {
      await guarded({ job: 'clocks', tenant }, () => fireOfTenant(opener, tenant, clocks));
    }
  } while (page.length === PAGE);
}

async function fireOfTenant(opener: Opener, tenant: number, clocks: readonly DueClock[]): Promise<void> {
  const ctx = await open(opener, tenant, 'clocks');
  if (!ctx) return;
  for (const { id } of clocks) {
    await guarded({ job: 'clocks', tenant, clock: id }, async () => {
      try {
        await fireClock(ctx, id);
      } catch (error) {
        // Another run fired the same step first: done is done.
        if (!(error instanceof ConflictError)) throw error;
      }
    });
  }
  ctx.ports.wakeOutbox();
}

async function sweepOutboxes(opener: Opener, cell: string): Promise<void> {
  const { directory, cells } = opener.platform;
  const resting = await restingTenants(directory, cell);
  for (const tenant of await tenantsWithOutbox(cells.get(cell)!.db, opener.now(), resting)) {
    await guarded({ job: 'outbox', tenant }, () => drain(opener, tenant));
  }
}

/** The tenant is opened again for each batch: what was written while the last one ran is due by the new `now`. */
export async function drain(opener: Opener, tenant: number): Promise<void> {
  for (let taken = -1; taken !== 0; ) {
    const ctx = await open(opener, tenant, 'outbox');
    taken = ctx ? await drainBatch(ctx) : 0;
  }
}

/** A context for the system itself; undefined while the tenant is not open, or being moved. */
export async function open(opener: Opener, no: number, reason: string): Promise<Ctx | undefined> {
  const tenant = await opener.tenants.byNo(no);
  if (tenant?.info.status !== 'active' || tenant.moving) return undefined;
  return opener.openTenant(tenant, { kind: 'system', reason });
}

/** One tenant's trouble is logged and stops nobody else's work. */
export async function guarded(where: Record<string, string | number>, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // The message itself, not drizzle's with the values beside it; quoted parts of it may be somebody's data.
    const said = root(error);
    const text = said instanceof Error ? `${said.name}: ${said.message}` : 'unknown';
    log('error', { ...where, message: text.slice(0, 200).replaceAll(/'[^']*'|"[^"]*"/g, '…') });
  }
}

export function log(level: 'warn' | 'error', line: Record<string, string | number>): void {
  console.error(JSON.stringify({ level, ...line }));
}
