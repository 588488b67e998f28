import { DurableObject } from 'cloudflare:workers';
import { grouped, type Statement } from '../../db/group.ts';

/** Tips in one batch: their statements stay far below what D1 takes. */
const TOGETHER = 16;

interface Waiting {
  readonly writes: readonly Statement[];
  /** '' = it stands; otherwise what D1 said. */
  readonly done: (failure: string) => void;
}

/**
 * One object a cell. Commits that arrive while a batch is on its way go together in the next one: each costs a fraction of
 * what it would alone, and a burst waits less. Nobody waits when nothing is on its way. When a batch fails, its members are
 * tried one by one, so that each stands or falls by itself.
 */
export abstract class CommitQueue extends DurableObject {
  readonly #waiting: Waiting[] = [];
  #busy = false;

  protected abstract database(cell: string): D1Database;

  /** `cell`: its number. Answers '' once the writes stand. */
  async commit(cell: string, writes: readonly Statement[]): Promise<string> {
    const answer = new Promise<string>((done) => this.#waiting.push({ writes, done }));
    if (!this.#busy) this.ctx.waitUntil(this.#run(this.database(cell)));
    return answer;
  }

  async #run(d1: D1Database): Promise<void> {
    this.#busy = true;
    try {
      while (this.#waiting.length > 0) await this.#together(d1, this.#waiting.splice(0, TOGETHER));
    } finally {
      this.#busy = false;
    }
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
