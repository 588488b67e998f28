/** One line of the result: what was measured, the goal, and whether it is met. `floor`: no goal of its own. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** At most this much; null for what is only shown. */
  readonly goal: number | null;
}

export const missed = (rows: readonly Row[]): Row[] => rows.filter((r) => r.goal !== null && !(r.value <= r.goal));

const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

export function print(rows: readonly Row[]): string {
  const width = Math.max(...rows.map((r) => r.name.length));
  const lines = rows.map(({ name, value, unit, goal }) => {
    const verdict = goal === null ? '' : value <= goal ? `pass (≤ ${goal})` : `MISS (≤ ${goal})`;
    return `${name.padEnd(width)}  ${shown(value).padStart(9)} ${unit.padEnd(8)} ${verdict}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

/** What was measured, what the floor took for the same, and how many times as much that is. */
export const ratio = (name: string, cost: { product: number; floor: number }, goal: number): Row[] => [
  { name: `${name}, CPU`, value: cost.product, unit: 'µs', goal: null },
  { name: `${name}: the floor, CPU`, value: cost.floor, unit: 'µs', goal: null },
  { name: `${name}, to the floor`, value: cost.product / cost.floor, unit: '×', goal },
];
