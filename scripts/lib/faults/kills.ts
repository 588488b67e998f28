import { Journal } from './journal.ts';
import { type Lanes, lane } from './load.ts';
import { everybody, type Now } from './people.ts';
import { begin, launch, pull, type Running } from './server.ts';
import type { Site } from './site.ts';
import { look } from './state.ts';

/** So many of each kind at the same time. */
const LANES = ['tip', 'tip', 'tip', 'hazard', 'hazard', 'brief', 'task', 'import'] as const;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export interface Round {
  readonly round: number;
  /** Milliseconds of load before the plug was pulled. */
  readonly after: number;
  /** Milliseconds after the spawn at which a start was killed as well; 0 = it was left alone. */
  readonly again: number;
  readonly acknowledged: number;
  readonly open: number;
  readonly events: number;
  readonly readyMs: number;
}
export interface Kills {
  readonly rounds: readonly Round[];
  readonly breaches: readonly string[];
  readonly commands: Readonly<Record<string, number>>;
}

/** Numbers from a seed: the same seed pulls the plug at the same moments. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Mixed load, kill -9 of the whole tree at a random moment, a look at what lies there, a start, every command once more. */
export async function killRounds(
  site: Site,
  first: Running,
  { rounds, seed, tell }: { rounds: number; seed: number; tell: (line: string) => void },
): Promise<Kills> {
  // The moments from one, what the lanes choose from another: how far they came does not move the moments.
  const [random, choices] = [seeded(seed), seeded(seed + 1)];
  const journal = new Journal<Now>();
  const done: Round[] = [];
  const breaches: string[] = [];
  let serial = 0;
  let server = first;
  let now = await everybody(server.url, site.place);
  for (let round = 1; round <= rounds; round++) {
    const after = 150 + Math.floor(random() * 2_350);
    const again = round % 4 === 0 ? 50 + Math.floor(random() * 900) : 0;
    const before = { ...journal.counts };
    const lanes: Lanes = { place: site.place, journal, now, random: choices, serial: () => ++serial };
    const load = Promise.all(LANES.map((name) => lane(name, lanes)));
    await pause(after);
    await server.kill();
    await load;
    const found = await look(site.dataDir, site.place.slug);
    breaches.push(...found.breaches.map((words) => `round ${round}: ${words}`));
    if (again > 0) {
      const half = begin(site.dataDir, site.port);
      await pause(again);
      await pull(half.child, half.gone);
    }
    server = await launch(site.dataDir, site.port, `/${site.place.slug}/api/tip-form`);
    now = await everybody(server.url, site.place);
    await journal.settle(now);
    breaches.push(...journal.breaches.splice(0).map((words) => `round ${round}: ${words}`));
    const acknowledged = journal.counts.acknowledged - before.acknowledged;
    const open = journal.counts.open - before.open;
    const { events } = found;
    done.push({ round, after, again, acknowledged, open, events, readyMs: Math.round(server.readyMs) });
    tell(
      `round ${round}: killed after ${after} ms, ${acknowledged} acknowledged, ${open} under way, ready ${Math.round(server.readyMs)} ms`,
    );
  }
  if ((await server.stop()) !== 0) breaches.push('the last stop did not end with 0');
  const end = await look(site.dataDir, site.place.slug);
  breaches.push(...end.breaches.map((words) => `at the end: ${words}`));
  return { rounds: done, breaches, commands: Object.fromEntries(journal.names) };
}
