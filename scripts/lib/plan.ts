import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { keepCells } from './cells/local.ts';
import { migrate } from './migrate.ts';
import { Refusal, root, type Settings } from './settings.ts';
import { databases, migrationsDigest, migrationsOf, workerOptions } from './worker-options.ts';

/**
 * A short-lived process: brings the databases up to date through Miniflare, then has Miniflare write the workerd
 * configuration and prints it. Miniflare itself holds 150 MB that the running system has no use for.
 */
const settings = JSON.parse(process.argv[2] ?? '') as Settings;
// Miniflare puts the (unused) store of its mail plugin below TMPDIR and workerd insists that the folder exists.
const scratch = join(settings.dataDir, 'tmp');
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { mode: 0o700 });
process.env.TMPDIR = scratch;

try {
  await bringUpToDate();
  const config = await capture();
  process.stdout.write(config, () => process.exit(0));
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

async function bringUpToDate(): Promise<void> {
  keepCells(settings.dataDir, databases);
  const marker = join(settings.dataDir, 'd1', 'migrated');
  const digest = migrationsDigest();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return;
  const { beforeMigrations, wayBack } = await import('./backup/upgrade.ts');
  const backup = await beforeMigrations(settings.dataDir, process.env);
  const mf = new Miniflare(workerOptions(settings, false));
  await mf.ready;
  for (const name of databases) {
    const d1 = (await mf.getD1Database(name)) as never;
    await migrate(d1, migrationsOf(name)).catch(async (failure: unknown) => {
      await mf.dispose();
      throw new Refusal(wayBack(settings.dataDir, failure, backup));
    });
  }
  await mf.dispose();
  writeFileSync(marker, digest);
}

async function capture(): Promise<Buffer> {
  const file = join(mkdtempSync(join(scratch, 'plan-')), 'workerd.bin');
  writeFileSync(file, '', { mode: 0o600 });
  process.env.ANSHAO_CONFIG = file;
  process.env.MINIFLARE_WORKERD_PATH = join(root, 'scripts/lib/workerd.sh');
  const mf = new Miniflare(workerOptions(settings, true));
  const failure = await mf.ready.then(
    () => undefined,
    (error: unknown) => error,
  );
  const written = readFileSync(file);
  // "The runtime failed to start" is what we asked for; without a configuration the failure is a real one.
  if (written.length === 0) throw failure;
  rmSync(file);
  const folders = readdirSync(scratch, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(scratch, path)).isDirectory(),
  );
  await mf.dispose().catch(() => undefined);
  for (const folder of folders) mkdirSync(join(scratch, folder), { recursive: true });
  return written;
}
