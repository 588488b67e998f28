import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { backup } from 'node:sqlite';
import { lockFolder } from '../lock.ts';
import { root } from '../settings.ts';
import { migrationsDigest } from '../worker-options.ts';
import { Blobs, forget, referenced } from './blobs.ts';
import { digest, enoughRoom, flush } from './files.ts';
import { LOOSE_FILES, SECRETS, schemaOf, sqliteFiles } from './folder.ts';
import { commonInstant, type Instant } from './instant.ts';
import { backupsIn, type Listed, MANIFEST, type Manifest, nameAt } from './manifest.ts';

const PAGES_A_STEP = 4_096;
/** So few new objects that the rest may wait for the instant. */
const FEW = 20;

export interface BackupOptions {
  readonly dataDir: string;
  /** Backups stand in it side by side, each a folder named after its moment. */
  readonly outDir: string;
  readonly secrets: boolean;
  /** Older ones beyond so many are removed afterwards; 0 keeps all. */
  readonly keep: number;
  /** Stored objects become second names of the live files: no room, no hashing, no help against a dead disk. */
  readonly linkLive?: boolean;
  readonly say?: (line: string) => void;
}

export interface Taken {
  readonly folder: string;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest: kept elsewhere, it vouches for every byte. */
  readonly digest: string;
  readonly copied: number;
  readonly linked: number;
  readonly tries: number;
  /** Stored objects the product itself removed between the instant and their copy. */
  readonly gone: number;
  readonly removed: readonly string[];
}

/** A consistent copy of a data folder, the server running or not. Nothing stands under its name until it is whole. */
export async function takeBackup(options: BackupOptions): Promise<Taken> {
  const { dataDir, outDir, say = () => undefined } = options;
  const paths = sqliteFiles(dataDir);
  const lock = lockFolder(outDir, `${outDir} 中正在做另一次备份。 Another backup is being made in ${outDir}.`);
  for (const name of readdirSync(outDir)) {
    if (name.startsWith('.partial-')) rmSync(join(outDir, name), { recursive: true });
  }
  const partial = join(outDir, `.partial-${nameAt(new Date())}`);
  mkdirSync(partial, { mode: 0o700 });
  try {
    enoughRoom(
      paths.map((path) => join(dataDir, path)),
      outDir,
    );
    const previous = join(outDir, backupsIn(outDir).at(-1) ?? '');
    const blobs = new Blobs(dataDir, partial, options.linkLive ?? false, previous);
    // Most of the bytes go first, so that little is left to do between the instant and its objects.
    for (let pass = 0; pass < 5 && blobs.copyNew(say) > FEW; pass++);
    const instant = commonInstant(dataDir, paths);
    try {
      blobs.settle(referenced(instant.held));
      await copyDatabases(instant, partial, blobs.gone, say);
    } finally {
      instant.release();
    }
    const manifest = manifestOf(options, paths, partial, instant.at, blobs.listed());
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    writeFileSync(join(partial, MANIFEST), text, { mode: 0o600 });
    flush(outDir);
    const folder = join(outDir, nameAt(new Date(instant.at)));
    renameSync(partial, folder);
    flush(outDir);
    const removed = options.keep > 0 ? backupsIn(outDir).slice(0, -options.keep) : [];
    for (const name of removed) rmSync(join(outDir, name), { recursive: true });
    const sum = createHash('sha256').update(text).digest('hex');
    const { copied, linked, gone } = blobs;
    return { folder, manifest, digest: sum, copied, linked, tries: instant.tries, gone: gone.size, removed };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  } finally {
    closeSync(lock);
  }
}

async function copyDatabases(
  { held }: Instant,
  partial: string,
  gone: ReadonlySet<string>,
  say: (line: string) => void,
): Promise<void> {
  for (const [n, { path, reader }] of held.entries()) {
    const to = join(partial, path);
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    await backup(reader, to, { rate: PAGES_A_STEP });
    chmodSync(to, 0o600);
    if (path.startsWith('r2/')) forget(to, gone);
    say(`数据库 databases ${n + 1}/${held.length}`);
  }
}

function manifestOf(
  { dataDir, secrets }: BackupOptions,
  paths: readonly string[],
  partial: string,
  at: number,
  blobs: readonly Listed[],
): Manifest {
  const files: Listed[] = [];
  const schemas: Manifest['schemas'] = {};
  for (const path of paths) {
    const file = join(partial, path);
    const schema = schemaOf(file);
    if (schema) schemas[path] = { kind: schema.kind, applied: [...schema.applied] };
    for (const tail of ['-wal', '-shm']) rmSync(file + tail, { force: true });
    files.push({ path, ...digest(file) });
  }
  const loose = secrets ? [SECRETS, ...LOOSE_FILES] : LOOSE_FILES;
  for (const path of loose.filter((name) => existsSync(join(dataDir, name)))) {
    files.push({ path, ...digest(join(dataDir, path), join(partial, path)) });
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    format: 1,
    version,
    at: new Date(at).toISOString(),
    migrations: migrationsDigest(),
    schemas,
    secrets: files.some((file) => file.path === SECRETS),
    files: [...files, ...blobs],
  };
}
