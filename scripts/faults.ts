import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fullDisk } from './lib/faults/disk.ts';
import { killRounds } from './lib/faults/kills.ts';
import { settleIn } from './lib/faults/site.ts';
import { print, startTimes } from './lib/faults/table.ts';

/**
 * `npm run faults`: kill -9 at random moments of a mixed load, a full disk, two processes on one folder, on a system of its
 * own. `--rounds`, `--seed`, `--json FILE`, `--no-disk`. Exit 1 on any breach or when a start takes longer than its goal.
 */
const { values } = parseArgs({
  allowNegative: true,
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string', default: '' },
    disk: { type: 'boolean', default: true },
  },
});
const tell = (line: string): void => console.error(line);
const load = loadavg()[0] ?? 0;
const dataDir = mkdtempSync(join(tmpdir(), 'anshao-faults-'));
try {
  const { site, server } = await settleIn(dataDir);
  const options = { rounds: Number(values.rounds), seed: Number(values.seed), tell };
  const kills = await killRounds(site, server, options);
  const disk = values.disk ? await fullDisk(tell) : undefined;
  const starts = startTimes(kills.rounds.map((round) => round.readyMs));
  process.stdout.write(print({ kills, disk, starts, seed: options.seed, load }));
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ seed: options.seed, load, starts, kills, disk }, null, 2)}\n`);
  const breaches = kills.breaches.length + (disk?.breaches.length ?? 0);
  process.exitCode = breaches > 0 || starts.missed ? 1 : 0;
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
