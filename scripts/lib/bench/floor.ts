import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { tree } from '../process-tree.ts';

export interface Floor {
  readonly url: string;
  /** The workerd processes of the floor. */
  readonly pids: () => number[];
  end(): Promise<void>;
}

/** Bare text, Hono, a token, point reads, an insert, a batch of five: see floor-worker.ts. Built as the product's Worker is. */
export async function startFloor(port: number): Promise<Floor> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'floor-worker.ts')],
    ...{ bundle: true, format: 'esm', target: 'es2024', platform: 'neutral', minify: true, write: false },
    ...{ conditions: ['workerd', 'worker', 'browser'], mainFields: ['module', 'main'] },
    external: ['cloudflare:*', 'node:*'],
  });
  return startBare('floor', outputFiles[0]!.text, port);
}

/** On the same workerd binary as the product, in a process of its own, with its database on disk like the product's. */
export async function startBare(name: string, script: string, port: number): Promise<Floor> {
  const dir = mkdtempSync(join(tmpdir(), `anshao-${name}-`));
  const before = new Set(tree(process.pid));
  const options = {
    ...{
      name,
      modules: true,
      script,
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      cf: false,
    },
    ...{ resourcePersistencePath: dir, d1Databases: { DB: 'floor' } },
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options as never));
  await miniflare.ready;
  const url = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${url}/setup`);
  if (!answer.ok) throw new Error('the floor does not answer');
  await answer.text();
  // Now, and not when they are asked for: the product is started later by the same process.
  const pids = tree(process.pid).filter((pid) => !before.has(pid));
  return {
    url,
    pids: () => pids,
    async end() {
      await miniflare.dispose();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
