import { DurableObject } from 'cloudflare:workers';
import { grouped, type Row, type Statement } from '../../db/group.ts';
import { type Parcel, TOGETHER, unpacked } from './gather.ts';

/** The letters of the writes in one batch: a bound text stays far below the two million bytes D1 takes. */
const TOGETHER_LETTERS = 400_000;

interface Waiting {
  readonly writes: readonly Row[];
  /** '' = it stands; otherwise what D1 said. */
  readonly done: (failure: string) => void;
}

/**
 * One object a cell. What comes from any isolate while a batch is on its way goes in the next batch: each commit costs a
 * fraction of what it would alone, and a burst waits less. When a batch fails, its members are tried one by one, so that
 * each stands or falls by itself.
 */
export abstract class CommitQueue extends DurableObject {
  readonly #waiting: Waiting[] = [];
  #busy = false;

  protected abstract database(cell: string): D1Database;

  /** `cell`: its number. Answers for each commit, once it stands: ''. */
  async commit(cell: string, parcel: Parcel): Promise<string[]> {
    const answers = unpacked(parcel).map(
      (writes) => new Promise<string>((done) => this.#waiting.push({ writes, done })),
    );
    if (!this.#busy) this.ctx.waitUntil(this.#run(this.database(cell)));
    return Promise.all(answers);
  }

  async #run(d1: D1Database): Promise<void> {
    this.#busy = true;
    try {
      while (this.#waiting.length > 0) await this.#together(d1, this.#next());
    } finally {
      this.#busy = false;
    }
  }

  #next(): readonly Waiting[] {
    let letters = 0;
    const over = this.#waiting.findIndex(({ writes }, n) => {
      letters += writes.reduce((sum, { values }) => sum + values.length, 0);
      return n === TOGETHER || (n > 0 && letters > TOGETHER_LETTERS);
    });
    return this.#waiting.splice(0, over === -1 ? TOGETHER : over);
  }

  async #together(d1: D1Database, members: readonly Waiting[]): Promise<void> {
    const failure = await attempt(d1, grouped(members.map((m) => m.writes)));
    for (const member of members) {
      member.done(failure === '' || members.length === 1 ? failure : await attempt(d1, grouped([member.writes])));
    }
  }
}

async function attempt(d1: D1Database, statements: readonly Statement[]): Promise<string> {
  try {
    await d1.batch(statements.map(({ sql, params }) => d1.prepare(sql).bind(...params)));
    return '';
  } catch (error) {
    return error instanceof Error && error.message !== '' ? error.message : 'the batch failed';
  }
}
