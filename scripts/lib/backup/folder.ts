import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal, root } from '../settings.ts';

/** Where a data folder keeps what: `cache`, `tmp`, `lock` and earlier backups are no part of it. */
const DATABASE_FOLDERS = ['d1', 'r2', 'do'];
/** Small files beside the databases; `secrets.json` is asked for on its own. */
export const MIGRATED = 'd1/migrated';
export const LOOSE_FILES = [MIGRATED, 'nightly', 'demo-loaded', 'cells'];
export const SECRETS = 'secrets.json';

export type Kind = 'directory' | 'cell' | 'search';
const KINDS: readonly Kind[] = ['directory', 'cell', 'search'];

/** Paths below `folder`, of files only, with `/`. */
export function filesBelow(folder: string, under: string): string[] {
  const top = join(folder, under);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Every SQLite database of a data folder: D1, the index of stored objects, Durable Objects. @throws Refusal */
export function sqliteFiles(folder: string): string[] {
  const files = DATABASE_FOLDERS.flatMap((name) => filesBelow(folder, name)).filter((path) => path.endsWith('.sqlite'));
  if (!files.some((path) => path.startsWith('d1/'))) {
    throw new Refusal(`${folder} 不是安哨的数据目录。 ${folder} is no data folder of Anshao.`);
  }
  return files.sort();
}

/** Contents of stored objects. A file is written once under a random name and never changed. */
export const blobFiles = (folder: string): string[] =>
  filesBelow(folder, 'r2').filter((path) => path.split('/')[2] === 'blobs');

export interface Schema {
  readonly kind: Kind;
  readonly applied: readonly string[];
}

const known = (kind: Kind): string[] =>
  readdirSync(join(root, 'db/migrations', kind))
    .filter((name) => name.endsWith('.sql'))
    .sort();

/** Which of our databases it is and which migrations it has seen; undefined for the runtime's own. */
export function schemaOf(file: string): Schema | undefined {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").get()) return undefined;
    const applied = db
      .prepare('SELECT name FROM d1_migrations ORDER BY id')
      .all()
      .map((row) => String(row.name));
    const kind = KINDS.find((k) => applied.includes(known(k)[0] as string));
    return kind && { kind, applied };
  } finally {
    db.close();
  }
}

export interface Standing {
  /** Names still to be applied, over all databases that exist already. */
  readonly pending: readonly string[];
  /** Names that this release does not know: a newer one wrote them. */
  readonly newer: readonly string[];
}

/** What this release's migrations are to databases that have seen `schemas`. */
export function standingOf(schemas: readonly Schema[]): Standing {
  const over = (pick: (schema: Schema) => string[]) => [
    ...new Set(schemas.flatMap((s) => pick(s).map((name) => `${s.kind}/${name}`))),
  ];
  return {
    pending: over(({ kind, applied }) => known(kind).filter((name) => !applied.includes(name))),
    newer: over(({ kind, applied }) => applied.filter((name) => !known(kind).includes(name))),
  };
}

/** Schemas of the D1 databases of a data folder; none when it is new. */
export function schemasOf(folder: string): Schema[] {
  return filesBelow(folder, 'd1')
    .filter((path) => path.endsWith('.sqlite'))
    .map((path) => schemaOf(join(folder, path)))
    .filter((schema) => schema !== undefined);
}
