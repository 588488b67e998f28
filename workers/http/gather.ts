import type { Row } from '../../db/group.ts';

/** Commits in one batch. */
export const TOGETHER = 32;
/** Commits that come within this of each other go together. */
const LINGER_MS = 2;
/** As many as last time are waited for, but no longer than this, and only this long after the last time. */
const LIKE_LAST_MS = 12;
const LAST_COUNTS_MS = 50;
/** Whoever gathers and is not done by then has been ended by the runtime: the next one takes over. */
const LOST_MS = 1_000;
const PATIENCE_MS = 30_000;

/** Commits on their way: each SQL text once, each write as the number of its text and its values. */
export interface Parcel {
  readonly texts: readonly string[];
  readonly members: readonly (readonly (readonly [text: number, values: string])[])[];
}

interface Waiting {
  readonly writes: readonly Row[];
  readonly done: (failure: string) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Puts the commits of this isolate that come together into one call to the cell's object: the call costs more than a
 * commit's share of the batch. It goes out once no more keep coming, or a batch is full.
 */
export class Gatherer {
  readonly #waiting: Waiting[] = [];
  #since = 0;
  #last = { count: 0, at: 0 };
  readonly #send: (parcel: Parcel) => Promise<readonly string[]>;
  readonly #waitUntil: (work: Promise<unknown>) => void;

  /** `send`: answers for each commit '' or what D1 said. */
  constructor(send: (parcel: Parcel) => Promise<readonly string[]>, waitUntil: (work: Promise<unknown>) => void) {
    this.#send = send;
    this.#waitUntil = waitUntil;
  }

  /** Answers '' once the writes stand, else what D1 said. */
  commit(writes: readonly Row[]): Promise<string> {
    const answer = new Promise<string>((done, fail) => this.#waiting.push({ writes, done, fail }));
    const now = Date.now();
    if (this.#waiting.length === 1 || now - this.#since > LOST_MS) {
      this.#since = now;
      // It takes the others along, and goes on should its own sender hang up.
      this.#waitUntil(this.#run());
    }
    // The runtime ends a request that waits for another one alone: the timer is something of its own to wait for.
    const overdue = scheduler.wait(PATIENCE_MS).then(() => {
      throw new Error('the commit took too long');
    });
    return Promise.race([answer, overdue]);
  }

  async #run(): Promise<void> {
    await this.#gather();
    // In calls of one batch each: nobody waits for the answer of a batch behind their own.
    const calls: Promise<void>[] = [];
    while (this.#waiting.length > 0) calls.push(this.#call(this.#waiting.splice(0, TOGETHER)));
    await Promise.all(calls);
  }

  async #call(members: readonly Waiting[]): Promise<void> {
    try {
      const failures = await this.#send(packed(members.map((m) => m.writes)));
      this.#last = { count: members.length, at: Date.now() };
      for (const [n, member] of members.entries()) member.done(failures[n] ?? 'no answer');
    } catch (error) {
      for (const member of members) member.fail(error);
    }
  }

  /** As long as more keep coming; where many came a moment ago, until as many are there. */
  async #gather(): Promise<void> {
    const from = Date.now();
    const like = from - this.#last.at < LAST_COUNTS_MS ? this.#last.count : 0;
    for (let seen = 0; this.#waiting.length < TOGETHER; ) {
      const quiet = seen === this.#waiting.length;
      if (quiet && (seen >= like || Date.now() - from >= LIKE_LAST_MS)) break;
      seen = this.#waiting.length;
      await scheduler.wait(LINGER_MS);
    }
  }
}

function packed(commits: readonly (readonly Row[])[]): Parcel {
  const numbers = new Map<string, number>();
  const numberOf = (sql: string): number => {
    const known = numbers.get(sql) ?? numbers.size;
    numbers.set(sql, known);
    return known;
  };
  const members = commits.map((rows) => rows.map(({ sql, values }) => [numberOf(sql), values] as const));
  return { texts: [...numbers.keys()], members };
}

/** The commits of a parcel as they were handed in. */
export const unpacked = ({ texts, members }: Parcel): Row[][] =>
  members.map((rows) => rows.map(([text, values]) => ({ sql: texts[text]!, values })));
