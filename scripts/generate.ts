import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reconcileCounters } from '../workers/domain/upkeep/counters.ts';
import { Folder } from './lib/generate/folder.ts';
import { fillLedger } from './lib/generate/ledger.ts';
import { giveTasks } from './lib/generate/tasks.ts';
import { openTenant, passwordHash, slugOf } from './lib/generate/tenants.ts';
import { lockFolder } from './lib/lock.ts';
import { Refusal, settingsFromEnv } from './lib/settings.ts';

/**
 * `npm run generate -- --tenants 100 --hazards 1000000 --data DIR`: tenants with units and people of a pack and a ledger of
 * years, written by the product's own verbs and bulk inserts into the folder of a stopped server. The same seed and day give
 * the same data; a run cut short goes on with the same command.
 */
const { values } = parseArgs({
  options: {
    tenants: { type: 'string', default: '10' },
    /** In all, shared out evenly. */
    hazards: { type: 'string', default: '10000' },
    /** The first tenant's own ledger, instead of its share. */
    big: { type: 'string', default: '0' },
    /** Of a tenant, still in hand. */
    open: { type: 'string', default: '300' },
    seed: { type: 'string', default: 'anshao' },
    until: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
  },
});
const tell = (what: string): void => console.error(what);

async function main(): Promise<void> {
  const settings = {
    ...settingsFromEnv({ ...process.env, ...(values.data ? { DATA_DIR: values.data } : {}) }),
    demo: true,
  };
  const [tenants, hazards, big, open] = [values.tenants, values.hazards, values.big, values.open].map(whole) as [
    number,
    number,
    number,
    number,
  ];
  const until = order(settings.dataDir, { tenants, hazards, big, open, seed: values.seed });
  lockFolder(settings.dataDir);
  const folder = await new Folder(settings.dataDir).migrated();
  const hash = await passwordHash();
  const share = Math.floor(hazards / tenants);
  const from = performance.now();
  let [sum, shown] = [0, 0];
  for (let n = 1; n <= tenants; n++) {
    const ctx = await openTenant(folder, n, values.seed, until, hash);
    const own = n === 1 && big > 0 ? big : share;
    const ledger = { seed: `${values.seed}|${n}`, until, hazards: own, open: Math.min(open, Math.ceil(own / 2)) };
    await giveTasks(ctx, ledger);
    await fillLedger(ctx, ledger, (more) => {
      sum += more;
      if (sum - shown < 20_000 && sum < hazards) return;
      shown = sum;
      tell(`${sum} hazards, ${Math.round(sum / ((performance.now() - from) / 1000))}/s`);
    });
    const drift = await reconcileCounters(ctx);
    if (drift.length > 0)
      throw new Error(`counters of ${slugOf(n)} differ from their rows: ${JSON.stringify(drift[0])}`);
  }
  const seconds = (performance.now() - from) / 1000;
  folder.close();
  tell(
    `${tenants} tenants (${slugOf(1)} …), ${sum} hazards written in ${seconds.toFixed(1)} s (${Math.round(sum / seconds)}/s); every counter equals its recount`,
  );
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(`不是整数：${text}。 Not a whole number: ${text}`);
  return Number(text);
}

/** What was asked of this folder the first time: another order would mix two ledgers. Answers the moment they are told at. */
function order(dataDir: string, asked: Record<string, number | string>): number {
  const file = join(dataDir, 'generated.json');
  if (existsSync(file)) {
    const { until, ...before } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number | string>;
    if (JSON.stringify(before) === JSON.stringify(asked)) return Number(until);
    throw new Refusal(
      `该目录已按其他参数生成：${JSON.stringify(before)}。 Generated with other options before: repeat those, or take another folder.`,
    );
  }
  if (existsSync(join(dataDir, 'd1'))) {
    throw new Refusal(`${dataDir} 已有数据，请另选目录。 ${dataDir} holds data already: take another folder.`);
  }
  const until = values.until ? Date.parse(`${values.until}T00:00:00+08:00`) : Math.floor(Date.now() / 60_000) * 60_000;
  if (Number.isNaN(until)) throw new Refusal('--until YYYY-MM-DD');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify({ until, ...asked }));
  return until;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Refusal ? error.message : error);
    process.exit(1);
  },
);
