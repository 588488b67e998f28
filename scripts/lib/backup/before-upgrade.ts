import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The backup made before migrations, in the data folder itself. */
export const upgradeFolder = (dataDir: string): string => join(dataDir, 'before-upgrade');

/** So long there is a way back. Its second names keep what retention destroys: they must run out. */
const DAYS = 14;

/** Removes what is older. Called at night by the supervisor, so nothing heavy is imported here. */
export function dropOldUpgradeBackups(dataDir: string, now: number): string[] {
  const folder = upgradeFolder(dataDir);
  if (!existsSync(folder)) return [];
  const old = readdirSync(folder).filter(
    (name) => name.startsWith('anshao-') && statSync(join(folder, name)).mtimeMs < now - DAYS * 86_400_000,
  );
  for (const name of old) rmSync(join(folder, name), { recursive: true });
  return old;
}
