import { noteTime } from './slow.ts';

/** Turns of the event queue without a further question, after which those that were asked leave. */
const QUIET_TURNS = 12;
const KNOWN = 2_000;

type Way = 'raw' | 'all';
interface Asked {
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly way: Way;
  readonly done: (answer: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * The reads of one request that are asked in one breath (Promise.all) as one batch to D1: a call costs several times what a
 * statement in it does. Looks like a D1 database to the query builder; writes do not come this way.
 */
export class Together {
  readonly #d1: D1Database;
  #waiting: Asked[] = [];

  constructor(d1: D1Database) {
    this.#d1 = d1;
  }

  prepare(sql: string): Reading {
    return new Reading(this, sql, []);
  }

  ask(sql: string, params: readonly unknown[], way: Way): Promise<unknown> {
    return new Promise((done, fail) => {
      this.#waiting.push({ sql, params, way, done, fail });
      if (this.#waiting.length === 1) void this.#leave();
    });
  }

  async #leave(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      const seen = this.#waiting.length;
      await Promise.resolve();
      if (this.#waiting.length > seen) quiet = 0;
    }
    const asked = this.#waiting;
    this.#waiting = [];
    const fit = asked.filter((one) => one.way === 'all' || apart(one.sql));
    if (fit.length > 1) void this.#batch(fit);
    for (const one of asked) if (fit.length <= 1 || !fit.includes(one)) void this.#alone(one);
  }

  #bound({ sql, params }: Asked): D1PreparedStatement {
    return this.#d1.prepare(sql).bind(...params);
  }

  async #batch(asked: readonly Asked[]): Promise<void> {
    try {
      const answers = await this.#d1.batch<Record<string, unknown>>(asked.map((one) => this.#bound(one)));
      for (const [n, { sql, way, done }] of asked.entries()) {
        noteTime(sql, answers[n]!.meta.duration);
        done(way === 'all' ? answers[n] : answers[n]!.results.map(Object.values));
      }
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }

  async #alone(one: Asked): Promise<void> {
    try {
      // Without the wall clock: a machine under load would make every statement slow. Lists come without D1's own time.
      if (one.way === 'raw') return one.done(await this.#bound(one).raw());
      const answer = await this.#bound(one).all();
      noteTime(one.sql, answer.meta.duration);
      one.done(answer);
    } catch (error) {
      one.fail(error);
    }
  }
}

class Reading {
  readonly #to: Together;
  readonly #sql: string;
  readonly #params: readonly unknown[];

  constructor(to: Together, sql: string, params: readonly unknown[]) {
    this.#to = to;
    this.#sql = sql;
    this.#params = params;
  }

  bind(...params: unknown[]): Reading {
    return new Reading(this.#to, this.#sql, params);
  }

  raw(): Promise<unknown> {
    return this.#to.ask(this.#sql, this.#params, 'raw');
  }

  all(): Promise<unknown> {
    return this.#to.ask(this.#sql, this.#params, 'all');
  }
}

const known = new Map<string, boolean>();

/** A batch answers rows as objects: only where every column has a name of its own do they say the same as lists. */
function apart(sql: string): boolean {
  const seen = known.get(sql);
  if (seen !== undefined) return seen;
  if (known.size >= KNOWN) known.clear();
  const names = columnNames(sql);
  const is = names !== undefined && new Set(names).size === names.length && !names.some((name) => /^\d+$/.test(name));
  known.set(sql, is);
  return is;
}

/** Names of a select's columns, as the query builder writes it; undefined for any other text. */
export function columnNames(sql: string): string[] | undefined {
  const head = /^select (?:distinct )?/.exec(sql)?.[0].length;
  if (head === undefined) return undefined;
  const parts: string[] = [];
  let depth = 0;
  let from = head;
  for (let at = head; at < sql.length; at++) {
    const letter = sql[at]!;
    if (letter === '"' || letter === "'") {
      at = sql.indexOf(letter, at + 1);
      if (at === -1) return undefined;
    } else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (depth === 0 && (letter === ',' || sql.startsWith(' from ', at))) {
      parts.push(sql.slice(from, at).trim());
      if (letter !== ',') return parts.map(nameOf);
      from = at + 1;
    }
  }
  return undefined;
}

const nameOf = (part: string): string => /(?:^| as |^"[^"]+"\.)"([^"]+)"$/.exec(part)?.[1] ?? part;
