import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { lockFolder } from '../lock.ts';
import { migrate } from '../migrate.ts';
import { root } from '../settings.ts';
import type { Database } from './config.ts';
import { keepCells } from './local.ts';
import { forEachOf, type Outcome } from './many.ts';

const AT_ONCE = 4;
const summary = (applied: readonly string[]): string =>
  applied.length === 0 ? 'up to date' : `${applied.length} applied, up to ${applied.at(-1)}`;

/**
 * The databases of a stopped system on this machine. Each file of migrations is one batch, noted in the same batch:
 * whatever moment a run is killed at, the next one goes on behind it.
 */
export async function migrateLocal(
  databases: readonly Database[],
  config: string,
  dataDir: string,
  tell: (line: string) => void,
): Promise<Outcome> {
  mkdirSync(dataDir, { recursive: true });
  lockFolder(dataDir);
  keepCells(
    dataDir,
    databases.map((d) => d.binding),
  );
  const names = databases.map((d) => d.binding);
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      name: 'anshao',
      modules: true,
      script: 'export default { fetch: () => new Response() }',
      compatibilityDate: '2026-11-01',
      resourcePersistencePath: resolve(dataDir),
      d1Databases: Object.fromEntries(names.map((name) => [name, name.toLowerCase()])),
    } as never),
  );
  try {
    await mf.ready;
    const one = async (binding: string): Promise<string> => {
      const d1 = (await mf.getD1Database(binding)) as never;
      const folder = databases.find((d) => d.binding === binding)!.migrations;
      return summary(await migrate(d1, join(dirname(config), folder)));
    };
    return await forEachOf(names, AT_ONCE, one, tell);
  } finally {
    await mf.dispose();
  }
}

/** The databases on Cloudflare, through wrangler, which keeps the same list of what was applied. */
export async function migrateRemote(
  databases: readonly Database[],
  config: string,
  tell: (line: string) => void,
): Promise<Outcome> {
  const one = async (name: string): Promise<string> => {
    const said = await wrangler(['d1', 'migrations', 'apply', name, '--remote', '--config', config]);
    return /No migrations to apply/i.test(said) ? 'up to date' : 'applied';
  };
  return forEachOf(
    databases.map((d) => d.name),
    AT_ONCE,
    one,
    tell,
  );
}

/** Runs wrangler without questions. @throws Error with the last words of its output when it fails */
export function wrangler(args: readonly string[]): Promise<string> {
  const binary = process.env.WRANGLER ?? join(root, 'node_modules/.bin/wrangler');
  const child = spawn(binary, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CI: '1',
      WRANGLER_SEND_METRICS: 'false',
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    },
  });
  let output = '';
  const read = (part: Buffer) => {
    output += part.toString();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done(output) : fail(new Error(output.trim().split('\n').slice(-3).join(' ').slice(-300))),
    );
  });
}
