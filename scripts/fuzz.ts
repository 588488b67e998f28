import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './lib/faults/server.ts';
import { freePort } from './lib/free-port.ts';
import { fuzz } from './lib/fuzz/run.ts';
import { notWhole } from './lib/fuzz/whole.ts';
import { settle } from './lib/fuzz/world.ts';
import { memoryOf, tree } from './lib/process-tree.ts';

/**
 * `npm run fuzz -- --requests 20000 --seed 1`: a system of its own on loopback, two districts with people of every post, and
 * requests made from its own OpenAPI document: valid, nearly valid and hostile. Exit 1 on any finding.
 */
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
/** Whole process tree, after everything: far above what it takes, far below what a leak would. */
const MOST_MB = 1200;

const dataDir = mkdtempSync(join(tmpdir(), 'anshao-fuzz-'));
const server = await launch(dataDir, await freePort());
const memory = () =>
  Math.round(
    tree(process.pid)
      .slice(1)
      .reduce((sum, pid) => sum + memoryOf(pid).rss, 0),
  );
const wrong: string[] = [];
try {
  const world = await settle(server.url);
  const before = memory();
  const { findings, requests, statuses, operations, answered } = await fuzz(
    world,
    Number(values.requests),
    Number(values.seed),
    (line) => console.error(line),
    () => server.output().slice(-600),
  );
  for (const f of findings) wrong.push(`${f.operation}: ${f.complaint} (seed ${f.seed})`);
  const alive = await fetch(`${server.url}/healthz`).then(
    (r) => r.status,
    () => 0,
  );
  if (alive !== 200) wrong.push(`/healthz answers ${alive}`);
  const after = memory();
  if (after > MOST_MB) wrong.push(`${after} MB resident at the end, ${before} before`);
  await server.stop();
  const broken = await notWhole(dataDir, world.slugs);
  wrong.push(...broken);
  for (const words of broken) console.log(`✗ ${words}`);
  const told = Object.entries(statuses)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([status, n]) => `${status}: ${n}`);
  console.log(
    `${requests} requests (seed ${values.seed}), ${answered} of ${operations} operations answered 200; ${told.join(', ')}`,
  );
  console.log(`${before} MB before, ${after} MB after; ${wrong.length} wrong`);
} finally {
  await server.kill();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
process.exitCode = wrong.length > 0 ? 1 : 0;
