import { countBytes, openTenants } from '../db/cell-jobs.ts';
import { rederiveClocks } from './domain/clocks/rederive.ts';
import { settleEngagements } from './domain/engagements/milestones.ts';
import { expireRequests } from './domain/identity/open.ts';
import { tickLoans } from './domain/lending/send.ts';
import { openReports } from './domain/month/open.ts';
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
import { within } from './http/within.ts';
import { drain, guarded, log, open } from './jobs.ts';

/** How long a cell has to say that it is there. */
const ANSWER_MS = 10_000;

/** Once a night, tenant after tenant: sweeps, rounds, terms, reconciliation. Loaded when the night comes. */
export async function runNight(opener: Opener): Promise<void> {
  const { directory, cells, waitUntil } = opener.platform;
  const away = new Set<string>();
  for (const [cell, { db }] of cells) {
    away.add(cell);
    await guarded({ job: 'room', cell }, async () => {
      await within(ANSWER_MS, db.prepare('SELECT 1').first(), waitUntil);
      away.delete(cell);
      await countBytes(directory, cell, db, opener.now());
    });
  }
  let after = 0;
  for (;;) {
    const tenants = await openTenants(opener.platform.directory, after, 100);
    if (tenants.length === 0) return;
    for (const tenant of tenants) await guarded({ job: 'night', tenant }, () => nightOf(opener, tenant, away));
    after = tenants.at(-1)!;
  }
}

/** `away`: cells that did not answer tonight. */
async function nightOf(opener: Opener, tenant: number, away: ReadonlySet<string>): Promise<void> {
  const ctx = away.has((await opener.tenants.byNo(tenant))?.cell ?? '')
    ? undefined
    : await open(opener, tenant, 'night');
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
