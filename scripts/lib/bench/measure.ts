import { cpuPerRequest, each, median } from './cpu.ts';

/** One thing to measure, on the floor or on the product. */
export interface Case {
  readonly name: string;
  readonly pids: () => readonly number[];
  /** One request, checked: whoever answers something else is not what was to be measured. */
  readonly ask: () => Promise<unknown>;
  /** Requests of a round, where they are not to be found by what one costs. */
  readonly count?: number;
  /** Before each round, not counted. */
  readonly before?: (count: number) => Promise<void>;
  /** After each round, not counted. */
  readonly after?: () => Promise<void>;
}

/** CPU of a round: thirty-five of the kernel's ticks of 10 ms, so that one tick is less than 3 % of a figure. */
const ENOUGH_US = 350_000;
const MOST = 8_000;
const LEAST = 150;
/** Requests of the first look, from which the number of a round is reckoned. */
const LOOK = 250;
/** Requests under way: as on a busy day, for the floor as for the product. */
export const AT_ONCE = 8;

export const requestsFor = (cost: number): number =>
  Math.min(MOST, Math.max(LEAST, Math.ceil(ENOUGH_US / Math.max(cost, 1))));

/** Microseconds a request of every case, round by round. Interleaved: what else the machine does falls on all of them. */
export async function interleaved(
  cases: readonly Case[],
  { warmUp, rounds, tell }: { warmUp: number; rounds: number; tell: (what: string) => void },
): Promise<Map<string, number[]>> {
  const costs = new Map(cases.map((c) => [c.name, [] as number[]]));
  const counts = new Map<string, number>();
  for (let round = 0; round < warmUp + rounds; round++) {
    tell(round < warmUp ? `warming up ${round + 1} of ${warmUp}` : `round ${round - warmUp + 1} of ${rounds}`);
    for (const one of cases) {
      const count = one.count ?? counts.get(one.name) ?? LOOK;
      await one.before?.(count);
      const cost = await cpuPerRequest(one.pids, count, () =>
        each(Array.from({ length: count }), AT_ONCE, async () => {
          await one.ask();
        }),
      );
      await one.after?.();
      if (round < warmUp) counts.set(one.name, requestsFor(cost));
      else costs.get(one.name)!.push(cost);
    }
  }
  return costs;
}

export const medianOf = (costs: Map<string, number[]>, name: string): number => median(costs.get(name)!);

/** How many times as much, round by round. */
export const timesOf = (costs: Map<string, number[]>, name: string, to: string): number =>
  median(costs.get(name)!.map((cost, n) => cost / costs.get(to)![n]!));
