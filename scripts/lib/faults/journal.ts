import { ApiError } from '../../../web/shared/api.ts';
import { TipRefused } from '../../../workers/protocol/client.ts';

/** Everything a command needs of the present: addresses and tokens change with every start. */
export type Send<N> = (now: N) => Promise<unknown>;

interface Command<N> {
  readonly name: string;
  readonly send: Send<N>;
  answer?: string;
}

/** The connection ended while the command was under way: nobody knows whether it was done. */
export class Broken extends Error {}

/**
 * What was sent, and what was answered. A command is acknowledged once its answer came; the others are open: they may have
 * been done or not, and the same again with the same key must come to one.
 */
export class Journal<N> {
  acknowledged: Command<N>[] = [];
  readonly open = new Set<Command<N>>();
  readonly breaches: string[] = [];
  readonly counts = { acknowledged: 0, refused: 0, open: 0, unavailable: 0 };
  readonly names = new Map<string, number>();

  /** @throws Broken when the connection breaks, ApiError for a refusal */
  async send<T>(name: string, now: N, send: (now: N) => Promise<T>): Promise<T> {
    const command: Command<N> = { name, send };
    this.open.add(command);
    const answer = await this.#attempt(command, now);
    return answer as T;
  }

  /** After a start: everything acknowledged is answered as before, everything open is answered at last. */
  async settle(now: N): Promise<void> {
    for (const command of this.acknowledged) {
      const again = await this.#said(command, now);
      if (again !== command.answer)
        this.#breach(`${command.name} was acknowledged and is answered otherwise: ${again}`);
    }
    this.acknowledged = [];
    for (const command of [...this.open]) {
      this.counts.open += 1;
      const first = await this.#said(command, now);
      const second = await this.#said(command, now);
      if (first !== second) this.#breach(`${command.name} answered twice, differently: ${first} | ${second}`);
      if (!first.startsWith('{') && !first.startsWith('[')) {
        this.#breach(`${command.name} was under way and is refused: ${first}`);
      }
      this.open.delete(command);
    }
  }

  async #attempt(command: Command<N>, now: N): Promise<unknown> {
    try {
      const answer = await command.send(now);
      command.answer = JSON.stringify(answer);
      this.open.delete(command);
      this.acknowledged.push(command);
      this.counts.acknowledged += 1;
      this.names.set(command.name, (this.names.get(command.name) ?? 0) + 1);
      return answer;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'offline') throw new Broken();
      if (code === 'unavailable') {
        this.counts.unavailable += 1;
        throw error;
      }
      this.open.delete(command);
      this.counts.refused += 1;
      if (code === 'internal') this.#breach(`${command.name} was answered 500`);
      throw error;
    }
  }

  async #said(command: Command<N>, now: N): Promise<string> {
    try {
      return JSON.stringify(await command.send(now));
    } catch (error) {
      return codeOf(error);
    }
  }

  #breach(words: string): void {
    this.breaches.push(words.slice(0, 300));
  }
}

/** The stable code of a refusal; `offline` for a connection that broke, also in the midst of an answer. */
export function codeOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof TipRefused) return error.code;
  if (error instanceof TypeError || error instanceof SyntaxError) return 'offline';
  throw error;
}
