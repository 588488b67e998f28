import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cellCount, databasesIn, Ids, movedTo, withCells } from './lib/cells/config.ts';
import { forEachOf } from './lib/cells/many.ts';
import { migrateLocal, migrateRemote, wrangler } from './lib/cells/migrate.ts';
import { Refusal, root } from './lib/settings.ts';

const USAGE = `npm run cells -- --cells 64 [--out wrangler.cells.toml] [--create]
npm run cells -- migrate [--config wrangler.cells.toml] [--local .data]`;
const tell = (line: string): void => console.log(line);

/** The configuration of so many cells; with `create` also the databases that Cloudflare does not have yet. */
async function write(cells: number, out: string, create: boolean): Promise<Iterable<string>> {
  const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  mkdirSync(dirname(out), { recursive: true });
  const ids = new Ids(join(dirname(out), 'cells.json'));
  const names = databasesIn(withCells(toml, cells, {})).map((d) => d.name);
  const missing = names.filter((name) => !(name in ids.known));
  const { failed } = create
    ? await forEachOf(missing, 1, async (name) => made(ids, name), tell)
    : { failed: new Map<string, string>() };
  writeFileSync(out, movedTo(withCells(toml, cells, ids.known), root, dirname(out)));
  const without = names.filter((name) => !(name in ids.known)).length;
  console.log(`${out}: ${cells} cells, ${names.length} databases, ${without} of them not made yet`);
  if (without > 0 && !create) console.log('nothing was sent to Cloudflare; --create makes them');
  return failed.keys();
}

async function made(ids: Ids, name: string): Promise<string> {
  const said = await wrangler(['d1', 'create', name, '--location', 'apac']);
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(said)?.[0];
  if (!id) throw new Error('wrangler told no id');
  ids.add(name, id);
  return id;
}

async function migrateAll(config: string, local: string | undefined): Promise<Iterable<string>> {
  if (!existsSync(config)) throw new Refusal(`没有 ${config}。 There is no ${config}.`);
  const databases = databasesIn(readFileSync(config, 'utf8'));
  const { done, failed } = local
    ? await migrateLocal(databases, config, resolve(local), tell)
    : await migrateRemote(databases, config, tell);
  console.log(`${done} of ${databases.length} databases are up to date`);
  return failed.keys();
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cells: { type: 'string' },
      out: { type: 'string' },
      create: { type: 'boolean', default: false },
      config: { type: 'string' },
      local: { type: 'string' },
    },
  });
  const file = (given: string | undefined) => resolve(given ?? join(root, 'wrangler.cells.toml'));
  if (positionals[0] !== 'migrate' && values.cells === undefined) throw new Refusal(USAGE);
  const failed = [
    ...(positionals[0] === 'migrate'
      ? await migrateAll(file(values.config), values.local)
      : await write(cellCount(values.cells ?? ''), file(values.out), values.create)),
  ];
  if (failed.length === 0) return 0;
  console.error(`失败 failed: ${failed.join(', ')}。改好以后再运行一次即可，已完成的不会重做。 Run again once mended.`);
  return 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Refusal ? error.message : error);
    process.exit(1);
  },
);
