import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Damaged } from './lib/backup/examine.ts';
import { bytes } from './lib/backup/files.ts';
import { checkBackup, chooseBackup, type Restored, restoreBackup } from './lib/backup/restore.ts';
import { Refusal } from './lib/settings.ts';

const USAGE = `用法 usage: npm run restore -- --from DIR|FILE.tar (--to NEWDIR | --check) [--digest HEX]`;

/** npm run restore: exit 0 when all of it holds, 1 when the backup is damaged (nothing is restored), 2 when asked wrongly. */
function main(): number {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      check: { type: 'boolean', default: false },
      digest: { type: 'string', default: '' },
    },
  });
  if (!values.from || values.check === (values.to !== undefined)) throw new Refusal(USAGE);
  const given = resolve(values.from);
  const to = values.to && resolve(values.to);
  const found = statSync(given, { throwIfNoEntry: false });
  if (!found) throw new Refusal(`没有 ${given}。 There is no ${given}.`);
  const unpacked = found.isFile() ? unpack(given, to ?? given) : undefined;
  try {
    const from = chooseBackup(unpacked ?? given);
    if (to) report(restoreBackup(from, to, values.digest), given, to);
    else {
      const { files, at } = checkBackup(from, values.digest);
      console.log(`备份完好 whole: ${unpacked ? given : from} · ${at} · ${files.length} files`);
    }
  } finally {
    if (unpacked) rmSync(unpacked, { recursive: true, force: true });
  }
  return 0;
}

/** Beside where it will stand, on the same disk. */
function unpack(file: string, beside: string): string {
  mkdirSync(dirname(beside), { recursive: true });
  const folder = mkdtempSync(join(dirname(beside), '.unpacked-'));
  const { status } = spawnSync('tar', ['--extract', '--file', file, '--directory', folder], { stdio: 'inherit' });
  if (status === 0) return folder;
  rmSync(folder, { recursive: true, force: true });
  throw new Damaged(`${file} 不是可读的归档。 ${file} is no archive that tar can read.`);
}

function report({ manifest, examined, linked, from }: Restored, given: string, to: string): void {
  const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
  const { databases, objects, tenants, events, chains } = examined;
  console.log(`恢复完成 restored: ${to} ← ${given === from ? given : `${given} (${manifest.at})`}`);
  console.log(`  ✓ ${manifest.files.length} files, ${bytes(size)}: SHA-256 as in the manifest`);
  if (linked > 0) console.log(`    (${linked} stored objects are second names of the live files: size compared only)`);
  console.log(`  ✓ ${databases} databases: integrity_check, foreign_key_check · ${objects} objects in place`);
  console.log(`  ✓ ${tenants} 个地区 tenants: ${events} events in ${chains} chains, unbroken`);
  if (!manifest.secrets) {
    console.log(
      '  先放回 secrets.json 或设置 MASTER_KEY，再启动。 Put secrets.json back, or set MASTER_KEY, before the start.',
    );
  }
}

process.umask(0o077);
try {
  process.exitCode = main();
} catch (error) {
  console.error(
    error instanceof Refusal || error instanceof TypeError || error instanceof Damaged ? error.message : error,
  );
  process.exitCode = error instanceof Refusal || error instanceof TypeError ? 2 : 1;
}
