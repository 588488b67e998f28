import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../settings.ts';
import { Damaged, type Examined, examine } from './examine.ts';
import { digest, flush, isGone, link } from './files.ts';
import { standingOf } from './folder.ts';
import { backupsIn, type Listed, MANIFEST, type Manifest, readManifest } from './manifest.ts';

export interface Restored {
  readonly from: string;
  readonly manifest: Manifest;
  readonly examined: Examined;
  readonly linked: number;
}

/** The backup itself, or the newest in a folder of backups. @throws Refusal */
export function chooseBackup(from: string): string {
  if (existsSync(join(from, MANIFEST))) return from;
  const newest = backupsIn(from).at(-1);
  if (newest === undefined) {
    throw new Refusal(`${from} 不是备份，也没有备份在里面。 ${from} is no backup and holds none.`);
  }
  return join(from, newest);
}

/** Every byte against the manifest, nothing written. @throws Refusal Damaged */
export function checkBackup(from: string, expected = ''): Manifest {
  const manifest = readManifest(from, expected);
  for (const file of manifest.files) same(file, () => digest(plain(from, file.path)));
  return manifest;
}

/**
 * A new data folder out of a backup: every byte is compared with the manifest on its way, then every database and every
 * tenant's chain is examined. The folder gets its name only when all of it holds. @throws Refusal Damaged
 */
export function restoreBackup(from: string, to: string, expected = ''): Restored {
  const manifest = readManifest(from, expected);
  const { newer } = standingOf(Object.values(manifest.schemas));
  if (newer.length > 0) {
    throw new Refusal(
      `备份来自更新的版本 ${manifest.version}（${newer.join('、')}），请用那个版本恢复。 The backup is of a newer release: restore it with that one.`,
    );
  }
  if (existsSync(to) && readdirSync(to).length > 0) {
    throw new Refusal(`${to} 不是空目录。 ${to} is not empty.`);
  }
  const partial = `${to.replace(/\/+$/, '')}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    let linked = 0;
    for (const file of manifest.files) {
      const source = plain(from, file.path);
      const target = join(partial, file.path);
      if (file.sha256 === '' && link(source, target)) {
        linked += 1;
        same(file, () => ({ size: statSync(target).size, sha256: '' }));
      } else {
        same(file, () => digest(source, target));
      }
    }
    const examined = examine(partial);
    mkdirSync(dirname(to), { recursive: true });
    flush(partial);
    if (existsSync(to)) rmSync(to, { recursive: true });
    renameSync(partial, to);
    return { from, manifest, examined, linked };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** A plain file below the backup's folder: a link could lead anywhere. */
function plain(from: string, path: string): string {
  const file = join(from, path);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Damaged(`${path} 缺失。 ${path} is missing.`);
  return file;
}

function same(file: Listed, read: () => { size: number; sha256: string }): void {
  let found: { size: number; sha256: string };
  try {
    found = read();
  } catch (error) {
    if (isGone(error)) throw new Damaged(`${file.path} 缺失。 ${file.path} is missing.`);
    throw error;
  }
  if (found.size !== file.size || (file.sha256 !== '' && found.sha256 !== file.sha256)) {
    throw new Damaged(`${file.path} 与清单不符。 ${file.path} is not what the manifest says.`);
  }
}
