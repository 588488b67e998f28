import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, linkSync, mkdirSync, openSync, readSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../settings.ts';

const CHUNK = 1 << 20;

/** SHA-256 and size of a file; written to `to` on the way where given, mode 600. */
export function digest(from: string, to?: string): { sha256: string; size: number } {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK);
  const source = openSync(from, 'r');
  let target: number | undefined;
  try {
    if (to) {
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      target = openSync(to, 'wx', 0o600);
    }
    let size = 0;
    for (let read = readSync(source, buffer); read > 0; read = readSync(source, buffer)) {
      const part = buffer.subarray(0, read);
      hash.update(part);
      for (let done = 0; target !== undefined && done < read; ) done += writeSync(target, part, done);
      size += read;
    }
    return { sha256: hash.digest('hex'), size };
  } finally {
    closeSync(source);
    if (target !== undefined) closeSync(target);
  }
}

/** A second name for the same bytes; false where the file system has none (another disk, too many names). */
export function link(from: string, to: string): boolean {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (['EXDEV', 'EMLINK', 'EPERM', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Down to the disk: one call for the whole file system instead of one a file. */
export function flush(folder: string): void {
  const { status } = spawnSync('sync', ['-f', folder], { stdio: 'ignore' });
  if (status !== 0) spawnSync('sync', { stdio: 'ignore' });
}

/** Is the error "no such file"? */
export const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** 1536 → `1.5 KB`. */
export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let n = 0;
  for (; count >= 1024 && n < units.length - 1; n++) count /= 1024;
  return `${n === 0 ? count : count.toFixed(1)} ${units[n]}`;
}

/** Told before the first byte is written, not by a full disk under the running system. @throws Refusal */
export function enoughRoom(files: readonly string[], outDir: string): void {
  const needed = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const { bavail, bsize } = statfsSync(outDir);
  if (bavail * bsize >= needed) return;
  throw new Refusal(
    `${outDir} 空间不足：至少要 ${bytes(needed)}，只有 ${bytes(bavail * bsize)}。 Not enough room for the databases alone.`,
  );
}
