import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bytes, flush } from './lib/backup/files.ts';
import { type Taken, takeBackup } from './lib/backup/take.ts';
import { Refusal, settingsFromEnv } from './lib/settings.ts';

const USAGE = `用法 usage: npm run backup -- --out DIR|FILE.tar [--data DIR] [--without-secrets] [--keep N]`;
const SECOND = 1_000;

/** npm run backup: exit 0 when the backup stands under its name, 1 when it failed (nothing stands there), 2 when asked wrongly. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: settingsFromEnv(process.env).dataDir },
      out: { type: 'string' },
      keep: { type: 'string', default: '0' },
      'without-secrets': { type: 'boolean', default: false },
    },
  });
  if (!values.out || !/^\d+$/.test(values.keep)) throw new Refusal(USAGE);
  const out = resolve(values.out);
  const tar = out.endsWith('.tar');
  if (tar && (existsSync(out) || values.keep !== '0')) {
    throw new Refusal(
      `${out} 已存在，或对单个文件用了 --keep。 The file exists already, or --keep was given with a file.`,
    );
  }
  const outDir = tar ? mkdtempSync(join(dirname(out), '.partial-tar-')) : out;
  const dataDir = resolve(values.data);
  try {
    const asked = { dataDir, outDir, secrets: !values['without-secrets'], keep: Number(values.keep), say: progress() };
    const taken = await takeBackup(asked);
    if (tar) pack(taken.folder, out);
    report(taken, tar ? out : taken.folder);
  } finally {
    if (tar) rmSync(outDir, { recursive: true, force: true });
  }
  return 0;
}

/** One file, uncompressed: sealed words and pictures do not shrink. Named only when it is whole. */
function pack(folder: string, out: string): void {
  const partial = join(dirname(folder), basename(out));
  const { status } = spawnSync('tar', ['--create', '--file', partial, '--directory', folder, '.'], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`tar ended with ${status}`);
  flush(dirname(partial));
  renameSync(partial, out);
}

/** A line a second at most. */
function progress(): (line: string) => void {
  let last = 0;
  return (line) => {
    if (performance.now() - last < SECOND) return;
    last = performance.now();
    console.error(line);
  };
}

function report({ manifest, digest, copied, linked, tries, gone, removed }: Taken, where: string): void {
  const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
  console.log(`备份完成 backup: ${where}`);
  console.log(`  时刻 at ${manifest.at} (try ${tries}) · ${manifest.files.length} files, ${bytes(size)}`);
  console.log(
    `  附件 objects: ${bytes(copied)} copied, ${linked} already there${gone ? `, ${gone} removed meanwhile` : ''}`,
  );
  console.log(`  清单 SHA-256 of the manifest: ${digest}`);
  if (removed.length > 0) console.log(`  已删除 removed: ${removed.join(' ')}`);
  if (!manifest.secrets)
    console.log('  不含 secrets.json without secrets.json: keep the master key elsewhere (not written here)');
}

process.umask(0o077);
try {
  process.exitCode = await main();
} catch (error) {
  const asked = error instanceof Refusal || error instanceof TypeError;
  console.error(asked ? error.message : error);
  process.exitCode = asked ? 2 : 1;
}
