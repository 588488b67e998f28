import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../settings.ts';
import { upgradeFolder } from './before-upgrade.ts';
import { bytes, digest } from './files.ts';
import { MIGRATED, type Schema, schemasOf, standingOf } from './folder.ts';
import { backupsIn, readManifest } from './manifest.ts';
import { takeBackup } from './take.ts';

/**
 * Before the first statement of a migration: refuses data that a newer release wrote, and keeps the data as it stands.
 * @throws Refusal
 */
export async function beforeMigrations(dataDir: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const schemas = schemasOf(dataDir);
  const { pending, newer } = standingOf(schemas);
  if (newer.length > 0) {
    throw new Refusal(
      `数据已被更新的版本升级过（${newer.join('、')}）。 The data was upgraded by a newer release: start that one, or restore the backup made before it (${upgradeFolder(dataDir)}).`,
    );
  }
  if (pending.length === 0 || env.BACKUP_BEFORE_MIGRATION === '0') return undefined;
  const kept = madeBefore(dataDir, schemas);
  if (kept) return kept;
  const taken = await takeBackup({ dataDir, outDir: upgradeFolder(dataDir), secrets: true, keep: 1, linkLive: true });
  const size = taken.manifest.files.filter((f) => f.sha256).reduce((sum, f) => sum + f.size, 0);
  console.error(
    `升级前已备份 backed up before ${pending.length} migrations: ${taken.folder} (${bytes(size)}, ${taken.linked} objects linked)`,
  );
  return taken.folder;
}

/**
 * Half upgraded already: no release has served this data since the backup, which is therefore the one to go back to. A
 * service that is started again and again must not replace it by what a failing upgrade has left.
 */
function madeBefore(dataDir: string, schemas: readonly Schema[]): string | undefined {
  const name = backupsIn(upgradeFolder(dataDir)).at(-1);
  const marker = join(dataDir, MIGRATED);
  if (name === undefined || !existsSync(marker)) return undefined;
  const { files, schemas: then } = readManifest(join(upgradeFolder(dataDir), name));
  const sameStart = files.find((file) => file.path === MIGRATED)?.sha256 === digest(marker).sha256;
  const moved = !isDeepStrictEqual(named(Object.values(then)), named(schemas));
  return sameStart && moved ? join(upgradeFolder(dataDir), name) : undefined;
}

const named = (schemas: readonly Schema[]): string[] =>
  schemas.flatMap((s) => s.applied.map((n) => `${s.kind}/${n}`)).sort();

/** What to do when a migration failed: the sentence for whoever started it. */
export function wayBack(dataDir: string, failure: unknown, backup: string | undefined): string {
  const from = backup ?? '备份 BACKUP';
  return `升级数据表没有完成 The upgrade stopped: ${failure instanceof Error ? failure.message : String(failure)}
  每个升级文件要么全部生效，要么完全没有生效；原有数据没有丢失。 Each file is applied whole or not at all; no data is lost.
  继续 to go on: start a mended release; it goes on at this file.
  退回 to go back: npm run restore -- --from ${from} --to ${dataDir}.back, then start the old release with DATA_DIR=${dataDir}.back`;
}
