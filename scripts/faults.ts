import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fullDisk } from './lib/faults/disk.ts';
import { killRounds } from './lib/faults/kills.ts';
import { settleIn } from './lib/faults/site.ts';
import { print, printVerbs, startTimes } from './lib/faults/table.ts';
import { interruptVerbs } from './lib/faults/verbs.ts';

/**
 * `npm run faults`: kill -9 at random moments of a mixed load, a full disk, two processes on one folder, on a system of its
 * own. `--rounds`, `--seed`, `--json FILE`, `--no-disk`. `--verbs [FILES]` instead: the tests of the API with every step of
 * every command failing. Exit 1 on any breach or when a start takes longer than its goal.
 */
const { values, positionals } = parseArgs({
  allowNegative: true,
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string', default: '' },
    disk: { type: 'boolean', default: true },
    verbs: { type: 'boolean', default: false },
  },
});
const tell = (line: string): void => console.error(line);
const keep = (found: object): void => {
  if (values.json) writeFileSync(values.json, `${JSON.stringify(found, null, 2)}\n`);
};

async function plugAndDisk(): Promise<boolean> {
  const load = loadavg()[0] ?? 0;
  const dataDir = mkdtempSync(join(tmpdir(), 'anshao-faults-'));
  try {
    const { site, server } = await settleIn(dataDir);
    const options = { rounds: Number(values.rounds), seed: Number(values.seed), tell };
    const kills = await killRounds(site, server, options);
    const disk = values.disk ? await fullDisk(tell) : undefined;
    const starts = startTimes(kills.rounds.map((round) => round.readyMs));
    process.stdout.write(print({ kills, disk, starts, seed: options.seed, load }));
    keep({ seed: options.seed, load, starts, kills, disk });
    return kills.breaches.length === 0 && (disk?.breaches.length ?? 0) === 0 && !starts.missed;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function verbs(): Promise<boolean> {
  const found = await interruptVerbs(positionals, tell);
  process.stdout.write(printVerbs(found));
  keep(found);
  return found.breaches.length === 0;
}

process.exitCode = (await (values.verbs ? verbs() : plugAndDisk())) ? 0 : 1;
