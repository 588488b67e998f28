import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { commonInstant } from '../../scripts/lib/backup/instant.ts';

const folder = mkdtempSync(join(tmpdir(), 'anshao-instant-'));
const NAMES = ['one.sqlite', 'two.sqlite'];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes n into the first database, then into the second, and so on, until asked to end. */
const WRITER = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const adds = workerData.map((path) => new DatabaseSync(path, { timeout: 5000 }).prepare('UPDATE t SET n = n + 1'));
  let going = true;
  parentPort.once('message', () => { going = false; });
  (function again() {
    for (const add of adds) add.run();
    if (going) setTimeout(again, 1);
  })();`;

test('snapshots of several databases are of one moment while another process writes them one after the other', async () => {
  const paths = NAMES.map((name) => join(folder, name));
  for (const path of paths) {
    const db = new DatabaseSync(path);
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)',
    );
    db.close();
  }
  const writer = new Worker(WRITER, { eval: true, workerData: paths });
  const ended = new Promise((done) => writer.once('exit', done));
  let last = 0;
  while (last < 200) {
    const instant = commonInstant(folder, NAMES);
    const [one, two] = instant.held.map(({ reader }) => Number(reader.prepare('SELECT n FROM t').get()?.n));
    instant.release();
    // The first is written first: it may be one ahead. A second one ahead would be two moments.
    expect([0, 1]).toContain(Number(one) - Number(two));
    last = Number(two);
  }
  writer.postMessage('end');
  await ended;
});
