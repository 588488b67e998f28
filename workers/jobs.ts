import { type DueClock, dueClocks, openTenants, restingTenants, tenantsWithOutbox } from '../db/cell-jobs.ts';
import { ConflictError } from '../db/errors.ts';
import { fireClock } from './domain/clocks/fire.ts';
import { rederiveClocks } from './domain/clocks/rederive.ts';
import type { Ctx } from './domain/context.ts';
import { settleEngagements } from './domain/engagements/milestones.ts';
import { expireRequests } from './domain/identity/open.ts';
import { tickLoans } from './domain/lending/send.ts';
import { openReports } from './domain/month/open.ts';
import { drainBatch } from './domain/outbox/drain.ts';
import { reevaluateAll } from './domain/pools/reevaluate.ts';
import { countYears } from './domain/rewards/figures.ts';
import { lapseRewards } from './domain/rewards/lapse.ts';
import { tendTerms } from './domain/seats/tick.ts';
import { spawnRounds } from './domain/tasks/rounds.ts';
import { spawnKeyPeriods } from './domain/templates/key-periods.ts';
import { tendEpochs } from './domain/tip-keys/destroy.ts';
import { settleTips } from './domain/tips/settle.ts';
import { shredDue } from './domain/tips/shred.ts';
import { warnOfMissingCalendar } from './domain/upkeep/calendar-notice.ts';
import { reconcileCounters } from './domain/upkeep/counters.ts';
import { purgeExpired } from './domain/upkeep/expired.ts';
import { sweepOrphans } from './domain/upkeep/orphans.ts';
import { refreshPack } from './domain/upkeep/refresh-pack.ts';
import type { Opener } from './http/opener.ts';

export const NIGHTLY = '20 18 * * *';
const PAGE = 500;

/** Every minute: clocks that came due, outboxes left behind. Once a night: sweeps, reconciliation. */
export async function runCron(opener: Opener, cron: string): Promise<void> {
  if (cron === NIGHTLY) return runNight(opener);
  for (const cell of opener.platform.cells.keys()) {
    await guarded({ job: 'clocks', cell }, () => fireDue(opener, cell));
    await guarded({ job: 'outbox', cell }, () => sweepOutboxes(opener, cell));
  }
  await guarded({ job: 'security' }, () => opener.security.flush());
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
async function drain(opener: Opener, tenant: number): Promise<void> {
  for (let taken = -1; taken !== 0; ) {
    const ctx = await open(opener, tenant, 'outbox');
    taken = ctx ? await drainBatch(ctx) : 0;
  }
}

async function runNight(opener: Opener): Promise<void> {
  let after = 0;
  for (;;) {
    const tenants = await openTenants(opener.platform.directory, after, 100);
    if (tenants.length === 0) return;
    for (const tenant of tenants) await nightOf(opener, tenant);
    after = tenants.at(-1)!;
  }
}

async function nightOf(opener: Opener, tenant: number): Promise<void> {
  const ctx = await open(opener, tenant, 'night');
  if (!ctx) return;
  await guarded({ job: 'pack', tenant }, () => refreshPack(ctx));
  await guarded({ job: 'settle', tenant }, () => settleTips(ctx));
  await guarded({ job: 'shred', tenant }, () => shredDue(ctx));
  await guarded({ job: 'epochs', tenant }, () => tendEpochs(ctx));
  await guarded({ job: 'orphans', tenant }, () => sweepOrphans(ctx));
  await guarded({ job: 'expired', tenant }, () => purgeExpired(ctx));
  await guarded({ job: 'identity', tenant }, () => expireRequests(ctx));
  await guarded({ job: 'rederive', tenant }, () => rederiveClocks(ctx));
  await guarded({ job: 'calendar', tenant }, () => warnOfMissingCalendar(ctx));
  await guarded({ job: 'periods', tenant }, () => spawnKeyPeriods(ctx));
  await guarded({ job: 'rewards', tenant }, () => lapseRewards(ctx));
  await guarded({ job: 'rounds', tenant }, () => spawnRounds(ctx));
  await guarded({ job: 'engagements', tenant }, () => settleEngagements(ctx));
  await guarded({ job: 'figures', tenant }, () => countYears(ctx));
  await guarded({ job: 'reports', tenant }, () => openReports(ctx));
  await guarded({ job: 'experts', tenant }, () => reevaluateAll(ctx));
  await guarded({ job: 'terms', tenant }, () => tendTerms(ctx));
  await guarded({ job: 'loans', tenant }, () => tickLoans(ctx));
  await guarded({ job: 'counters', tenant }, async () => {
    for (const drift of await reconcileCounters(ctx)) log('warn', { job: 'counters', tenant, ...drift });
  });
  await guarded({ job: 'outbox', tenant }, () => drain(opener, tenant));
}

/** A context for the system itself; undefined while the tenant is not open. */
async function open(opener: Opener, no: number, reason: string): Promise<Ctx | undefined> {
  const tenant = await opener.tenants.byNo(no);
  if (tenant?.info.status !== 'active') return undefined;
  return opener.openTenant(tenant, { kind: 'system', reason });
}

/** One tenant's trouble is logged and stops nobody else's work. */
async function guarded(where: Record<string, string | number>, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // Quoted parts of a message may be somebody's data.
    const text = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    log('error', { ...where, message: text.slice(0, 200).replaceAll(/'[^']*'|"[^"]*"/g, '…') });
  }
}

function log(level: 'warn' | 'error', line: Record<string, string | number>): void {
  console.error(JSON.stringify({ level, ...line }));
}
