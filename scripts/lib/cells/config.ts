import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Refusal } from '../settings.ts';

/** Bindings a Worker may have: about 5,000 on Cloudflare, two a cell. A thousand cells hold thousands of districts. */
export const MOST_CELLS = 1_000;

/** DIRECTORY, CELL_00 …, SEARCH_00 …: what the Worker finds by name. */
export function bindingsOf(cells: number): string[] {
  const names = Array.from({ length: cells }, (_, n) => String(n).padStart(2, '0'));
  return ['DIRECTORY', ...names.map((no) => `CELL_${no}`), ...names.map((no) => `SEARCH_${no}`)];
}

/** @throws Refusal unless it is a whole number from 1 to MOST_CELLS */
export function cellCount(text: string): number {
  const cells = Number(text);
  if (!Number.isInteger(cells) || cells < 1 || cells > MOST_CELLS) {
    throw new Refusal(
      `数据单元数应为 1–${MOST_CELLS} 的整数。 The number of cells must be a whole number from 1 to ${MOST_CELLS}.`,
    );
  }
  return cells;
}

export interface Database {
  readonly binding: string;
  /** As Cloudflare knows it. */
  readonly name: string;
  readonly id: string;
  readonly migrations: string;
}

const BLOCK = /^\[\[d1_databases\]\]\n(?:(?!\[)[^\n]*\n?)*/gm;

/** The D1 databases of a wrangler configuration, in the order they stand there. */
export function databasesIn(toml: string): Database[] {
  return [...toml.matchAll(BLOCK)].map(([block]) => {
    const field = (name: string) => new RegExp(`^${name} = "([^"]*)"`, 'm').exec(block)?.[1] ?? '';
    const [binding, name, id] = [field('binding'), field('database_name'), field('database_id')];
    return { binding, name, id, migrations: field('migrations_dir') };
  });
}

const folderOf = (binding: string): string =>
  binding === 'DIRECTORY' ? 'directory' : binding.startsWith('CELL') ? 'cell' : 'search';

export const databaseName = (binding: string): string => `anshao-${binding.toLowerCase().replace('_', '-')}`;

/**
 * `toml` with the databases of so many cells in place of its own. `ids`: by name, what Cloudflare gave them; a database
 * without one gets an id that says so by its zeros, good for local runs alone.
 */
export function withCells(toml: string, cells: number, ids: Readonly<Record<string, string>>): string {
  const known = new Map(databasesIn(toml).map((d) => [d.binding, d]));
  const blocks = bindingsOf(cells).map((binding) => {
    const name = known.get(binding)?.name ?? databaseName(binding);
    const [kind, no = ''] = binding.split('_');
    const zeros = `00000000-0000-0000-000${kind === 'SEARCH' ? 2 : 1}-${no.padStart(12, '0')}`;
    const folder = known.get(binding)?.migrations ?? `db/migrations/${folderOf(binding)}`;
    return [
      '[[d1_databases]]',
      `binding = "${binding}"`,
      `database_name = "${name}"`,
      `database_id = "${ids[name] ?? known.get(binding)?.id ?? zeros}"`,
      `migrations_dir = "${folder}"`,
      '',
    ].join('\n');
  });
  const at = toml.search(BLOCK);
  if (at === -1) throw new Refusal('配置中没有 [[d1_databases]]。 The configuration has no [[d1_databases]].');
  const rest = toml.replaceAll(BLOCK, '');
  return `${rest.slice(0, at)}${blocks.join('\n')}\n${rest.slice(at)}`;
}

/** The same configuration in another folder: wrangler takes paths from where the file lies. */
export function movedTo(toml: string, from: string, to: string): string {
  if (from === to) return toml;
  return toml.replaceAll(/^(main|base_dir|directory|migrations_dir) = "([^"]+)"/gm, (_, key: string, path: string) => {
    return `${key} = ${JSON.stringify(relative(to, join(from, path)))}`;
  });
}

/** What Cloudflare called each database: made once, kept beside the configuration, never guessed. */
export class Ids {
  readonly #file: string;
  readonly known: Record<string, string>;

  constructor(file: string) {
    this.#file = file;
    this.known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  }

  /** Written at once: an interrupted run goes on behind the last one made. */
  add(name: string, id: string): void {
    this.known[name] = id;
    writeFileSync(this.#file, `${JSON.stringify(this.known, null, 2)}\n`);
  }
}
