import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './settings.ts';

/**
 * One process tree a data folder. flock(2) lives in the open file, not in its name: the kernel drops it when the last
 * holder dies, kill -9 included, so no lock is ever stale. The caller hands the descriptor to workerd as well.
 */
export function lockFolder(
  dataDir: string,
  refusal = `数据目录 ${dataDir} 正被另一个安哨进程使用，请先停掉它。 The data folder is in use by another process: stop that one first.`,
): number {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const descriptor = openSync(join(dataDir, 'lock'), 'a', 0o600);
  // Two seconds' grace: after a kill -9 the old workerd may still be dying.
  const tried = spawnSync('flock', ['-w', '2', '3'], { stdio: ['ignore', 'ignore', 'pipe', descriptor] });
  if (tried.error) {
    console.error('未找到 flock，数据目录没有加锁。 flock (util-linux) not found: the data folder is not locked.');
  } else if (tried.status !== 0) {
    throw new Refusal(refusal);
  }
  return descriptor;
}
