import { type Waiting, waitingIn } from '../../db/cell-health.ts';
import { DirectoryDb } from '../../db/directory-db.ts';
import { slowStatements } from '../../db/slow.ts';
import type { Health, health } from '../contract/health.ts';
import type { OutputOf } from '../contract/route.ts';
import { PARKED_AT } from '../domain/outbox/drain.ts';
import type { Platform } from '../platform.ts';
import { within } from './within.ts';

export type Report = OutputOf<typeof health>;

/** A database that has not answered by then counts as away. */
const PATIENCE_MS = 2_000;
/** The cron comes every minute: what lies longer than a few of its rounds is behind. */
const BEHIND_MS = 5 * 60_000;

const NOTHING: Waiting = { outbox: 0, outboxSince: null, parked: 0, clocks: 0, clocksSince: null };

/** Counts answers in this isolate by kind alone: no address, no path, no person. */
class Tally {
  readonly since: number;
  readonly #answers = new Map<string, number>();

  constructor(now: number) {
    this.since = now;
  }

  count(status: number): void {
    const kind = `${Math.floor(status / 100)}xx`;
    this.#answers.set(kind, (this.#answers.get(kind) ?? 0) + 1);
  }

  answers(): { status: string; count: number }[] {
    return [...this.#answers]
      .map(([status, count]) => ({ status, count }))
      .sort((a, b) => (a.status < b.status ? -1 : 1));
  }
}

/** A report is good for so long: a public address asks for it. */
const KEPT_MS = 5_000;

/** The health of everything this Worker is bound to, asked at most every five seconds. */
export class HealthDesk {
  readonly tally: Tally;
  readonly #platform: Platform;
  #last: { at: number; report: Report } | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.tally = new Tally(platform.now());
  }

  async report(): Promise<Report> {
    const now = this.#platform.now();
    const last = this.#last;
    if (last && now >= last.at && now - last.at < KEPT_MS) return last.report;
    const report = await healthOf(this.#platform, this.tally);
    this.#last = { at: now, report };
    return report;
  }
}

/** Asks the directory and every cell, each for itself and none for long. */
async function healthOf(platform: Platform, tally: Tally): Promise<Report> {
  const now = platform.now();
  const [directory, rows] = await asked(platform, now, async () => {
    const { orm, tables } = new DirectoryDb(platform.directory);
    return orm.select().from(tables.cell).orderBy(tables.cell.name);
  });
  const cells = await Promise.all(
    [...platform.cells].map(async ([name, { db }]) => {
      const row = rows?.find((r) => r.name === name);
      const [answer, found] = await asked(platform, now, () => waitingIn(db, now, PARKED_AT));
      const waiting = found ?? NOTHING;
      const since = Math.min(waiting.outboxSince ?? now, waiting.clocksSince ?? now);
      return {
        name,
        ...answer,
        state: found && now - since > BEHIND_MS ? ('behind' as const) : answer.state,
        ...{ tenants: row?.tenants ?? 0, capacity: row?.capacity ?? 0, open: row?.open ?? false },
        outbox: { count: waiting.outbox, since: isoOf(waiting.outboxSince) },
        parked: waiting.parked,
        clocks: { count: waiting.clocks, since: isoOf(waiting.clocksSince) },
      };
    }),
  );
  return {
    at: new Date(now).toISOString(),
    state: worst([directory.state, ...cells.map((cell) => cell.state)]),
    directory,
    cells: cells.sort((a, b) => (a.name < b.name ? -1 : 1)),
    isolate: {
      since: new Date(tally.since).toISOString(),
      answers: tally.answers(),
      slow: slowStatements().map(({ lastAt, ...slow }) => ({ ...slow, lastAt: new Date(lastAt).toISOString() })),
    },
  };
}

async function asked<T>(
  platform: Platform,
  from: number,
  ask: () => Promise<T>,
): Promise<[{ state: 'ok' | 'away'; ms: number }, T | undefined]> {
  try {
    const answer = await within(PATIENCE_MS, ask(), platform.waitUntil);
    return [{ state: 'ok', ms: platform.now() - from }, answer];
  } catch {
    return [{ state: 'away', ms: platform.now() - from }, undefined];
  }
}

const worst = (states: readonly Health[]): Health =>
  states.includes('away') ? 'away' : states.includes('behind') ? 'behind' : 'ok';

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const LEVEL: Record<Health, number> = { ok: 0, behind: 1, away: 2 };

/** The same in Prometheus' text format, for whoever collects it. */
export function metricsText({ directory, cells, isolate, at }: Report): string {
  const now = Date.parse(at);
  const age = (since: string | null) => (since === null ? 0 : Math.max(0, (now - Date.parse(since)) / 1000));
  const gauge = (name: string, help: string, samples: readonly (readonly [labels: string, value: number])[]) => [
    `# TYPE ${name} gauge`,
    `# HELP ${name} ${help}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
  const each = (value: (cell: Report['cells'][number]) => number) =>
    cells.map((cell) => [`{cell="${cell.name}"}`, value(cell)] as const);
  return [
    ...gauge('anshao_directory_state', '0 answers, 2 away', [['', LEVEL[directory.state]]]),
    ...gauge(
      'anshao_cell_state',
      '0 in order, 1 behind, 2 away',
      each((c) => LEVEL[c.state]),
    ),
    ...gauge(
      'anshao_cell_answer_seconds',
      'Time a cell took to answer.',
      each((c) => c.ms / 1000),
    ),
    ...gauge(
      'anshao_cell_tenants',
      'Districts in a cell.',
      each((c) => c.tenants),
    ),
    ...gauge(
      'anshao_cell_capacity',
      'Districts a cell may hold.',
      each((c) => c.capacity),
    ),
    ...gauge(
      'anshao_outbox_due',
      'Deliveries due, at most ten thousand.',
      each((c) => c.outbox.count),
    ),
    ...gauge(
      'anshao_outbox_lag_seconds',
      'Age of the oldest delivery due.',
      each((c) => age(c.outbox.since)),
    ),
    ...gauge(
      'anshao_outbox_parked',
      'Deliveries given up.',
      each((c) => c.parked),
    ),
    ...gauge(
      'anshao_clocks_due',
      'Steps of time limits due, at most ten thousand.',
      each((c) => c.clocks.count),
    ),
    ...gauge(
      'anshao_clocks_lag_seconds',
      'Age of the oldest step due.',
      each((c) => age(c.clocks.since)),
    ),
    ...gauge(
      'anshao_isolate_answers',
      'Answers of the isolate asked.',
      isolate.answers.map((a) => [`{status="${a.status}"}`, a.count]),
    ),
    ...gauge('anshao_isolate_slow_statements', 'Statements over 50 ms in the isolate asked.', [
      ['', isolate.slow.reduce((sum, s) => sum + s.times, 0)],
    ]),
    '',
  ].join('\n');
}
