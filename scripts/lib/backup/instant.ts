import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../settings.ts';

const TRIES = 2_000;

export interface Held {
  readonly path: string;
  /** Inside a read transaction: it sees its database as of the instant, whatever is written since. */
  readonly reader: DatabaseSync;
}

export interface Instant {
  readonly at: number;
  readonly tries: number;
  readonly held: readonly Held[];
  release(): void;
}

/**
 * One moment in all databases, with the server writing on. A read transaction is opened in each; if a second connection
 * saw no commit in any of them from before the first to after the last, all snapshots are of the same moment. Otherwise
 * all are let go and tried again: opening takes less than the pause between two commits soon enough.
 * @throws Refusal when no pause was found
 */
export function commonInstant(folder: string, paths: readonly string[]): Instant {
  const open = () => paths.map((path) => new DatabaseSync(join(folder, path), { readOnly: true, timeout: 5_000 }));
  const readers = open();
  const watchers = open();
  const release = () => {
    for (const db of [...readers, ...watchers]) db.close();
  };
  const asks = watchers.map((db) => db.prepare('PRAGMA data_version'));
  const versions = () => asks.map((ask) => ask.get()?.data_version).join();
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = versions();
    for (const db of readers) {
      db.exec('BEGIN');
      // BEGIN alone takes no snapshot; the first read does.
      db.prepare('SELECT count(*) FROM sqlite_master').get();
    }
    const at = Date.now();
    if (versions() === before) {
      return { at, tries, held: paths.map((path, i) => ({ path, reader: readers[i] as DatabaseSync })), release };
    }
    for (const db of readers) db.exec('ROLLBACK');
  }
  release();
  throw new Refusal(
    `${TRIES} 次都没有等到写入间隙，备份没有做成。 No pause between writes in ${TRIES} tries; no backup was made.`,
  );
}
