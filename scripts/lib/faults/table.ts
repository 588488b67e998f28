import type { Full } from './disk.ts';
import type { Kills } from './kills.ts';
import type { Verbs } from './verbs.ts';

const GOAL_MS = 1_000;

export interface Starts {
  readonly median: number;
  readonly worst: number;
  /** Whether the median is over the goal. */
  readonly missed: boolean;
}

export function startTimes(times: readonly number[]): Starts {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { median, worst: sorted.at(-1) ?? 0, missed: median > GOAL_MS };
}

export interface Findings {
  readonly kills: Kills;
  readonly disk: Full | undefined;
  readonly starts: Starts;
  readonly seed: number;
  readonly load: number;
}

/** What was done to the system and what became of it, as a table. */
export function print({ kills, disk, starts, seed, load }: Findings): string {
  const { rounds, breaches } = kills;
  const sum = (of: 'acknowledged' | 'open') => rounds.reduce((total, round) => total + round[of], 0);
  const last = rounds.at(-1);
  const lines: [string, string][] = [
    [
      'kill -9 of the whole tree',
      `${rounds.length} rounds, seed ${seed}; ${rounds.filter((r) => r.again > 0).length} starts killed as well`,
    ],
    ['acknowledged, and there after the kill', `${sum('acknowledged')} commands`],
    ['under way at a kill, answered once in the end', `${sum('open')} commands`],
    [
      'of which',
      Object.entries(kills.commands)
        .map(([name, n]) => `${name} ${n}`)
        .join(', '),
    ],
    ['events in whole chains at the end', String(last?.events ?? 0)],
    [
      'start to first answer',
      `median ${starts.median} ms, worst ${starts.worst} ms (goal ${GOAL_MS}${starts.missed ? ': missed' : ''}), load ${load.toFixed(1)}`,
    ],
    ['breaches', breaches.length === 0 ? 'none' : breaches.join('; ')],
  ];
  if (disk) {
    lines.push(
      [
        'full disk, then room again',
        disk.skipped || `${disk.unavailable} answers 503, ${disk.acknowledged} acknowledged`,
      ],
      ['breaches there', disk.breaches.length === 0 ? 'none' : disk.breaches.join('; ')],
    );
  }
  return table(lines);
}

export const printVerbs = ({ answered, others, breaches }: Verbs): string =>
  table([
    ['commands interrupted at each step, then answered', `${answered.length} of ${answered.length + others.length}`],
    ['not among them', others.join(', ') || 'none'],
    ['breaches', breaches.join('; ') || 'none'],
  ]);

function table(lines: readonly (readonly [name: string, text: string])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return `${lines.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join('\n')}\n`;
}
