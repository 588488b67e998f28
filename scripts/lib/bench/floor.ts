import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { tree } from '../process-tree.ts';

/** The least that a Worker with D1 can do, with nothing of ours in it: what every figure is a ratio to. */
const SCRIPT = `
const tables = ['a', 'b', 'c', 'd', 'e'];
export default {
  async fetch(request, env) {
    const body = await request.text();
    const { pathname } = new URL(request.url);
    if (pathname === '/setup') {
      for (const t of tables) {
        await env.DB.prepare('CREATE TABLE ' + t + ' (tenant INTEGER, id TEXT, body TEXT, PRIMARY KEY (tenant, id)) WITHOUT ROWID').run();
      }
    } else if (pathname === '/batch') {
      const id = crypto.randomUUID();
      await env.DB.batch(tables.map((t) => env.DB.prepare('INSERT INTO ' + t + ' VALUES (?, ?, ?)').bind(1, id, 'x'.repeat(100))));
    } else if (pathname === '/read') {
      await env.DB.prepare('SELECT body FROM a WHERE tenant = ? AND id = ?').bind(1, 'none').first();
    }
    return new Response('ok ' + body.length);
  },
};`;

export interface Floor {
  readonly url: string;
  /** The workerd processes of the floor. */
  readonly pids: () => number[];
  end(): Promise<void>;
}

export const startFloor = (port: number): Promise<Floor> => startBare('floor', SCRIPT, port);

/** On the same workerd binary as the product, in a process of its own, with its database on disk like the product's. */
export async function startBare(name: string, script: string, port: number): Promise<Floor> {
  const dir = mkdtempSync(join(tmpdir(), `anshao-${name}-`));
  const before = new Set(tree(process.pid));
  const options = {
    ...{ name, modules: true, script, compatibilityDate: '2026-11-01', cf: false },
    ...{ resourcePersistencePath: dir, d1Databases: { DB: 'floor' } },
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options as never));
  await miniflare.ready;
  const url = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${url}/setup`);
  if (!answer.ok) throw new Error('the floor does not answer');
  await answer.text();
  return {
    url,
    pids: () => tree(process.pid).filter((pid) => !before.has(pid) && pid !== process.pid),
    async end() {
      await miniflare.dispose();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
