import { readdirSync, readFileSync } from 'node:fs';

export interface Use {
  readonly pid: number;
  readonly command: string;
  /** Megabytes resident; PSS counts pages shared with other processes in part. */
  readonly rss: number;
  readonly pss: number;
}

/** A process and everything below it, from /proc. */
export function tree(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(tree)];
}

export function memoryOf(pid: number): Use {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (field: string) => Number(rollup.match(new RegExp(`^${field}:\\s+(\\d+)`, 'm'))?.[1] ?? 0) / 1024;
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return { pid, command, rss: megabytes('Rss'), pss: megabytes('Pss') };
}
