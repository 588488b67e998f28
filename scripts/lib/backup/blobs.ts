import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bytes, digest, isGone, link } from './files.ts';
import { blobFiles } from './folder.ts';
import type { Held } from './instant.ts';
import { type Listed, MANIFEST, readManifest } from './manifest.ts';

/** Contents that the index of stored objects names at the instant: id and size. */
export function referenced(held: readonly Held[]): Map<string, number> {
  const ids = new Map<string, number>();
  for (const { reader } of held.filter(({ path }) => path.startsWith('r2/'))) {
    for (const table of ['_mf_objects', '_mf_multipart_parts']) {
      if (!reader.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table)) continue;
      for (const row of reader.prepare(`SELECT blob_id, size FROM ${table} WHERE blob_id IS NOT NULL`).iterate()) {
        ids.set(String(row.blob_id), Number(row.size));
      }
    }
  }
  return ids;
}

/** The index must not name what is not there: a missing object is then "not found" and no failure. */
export function forget(index: string, gone: ReadonlySet<string>): void {
  if (gone.size === 0) return;
  const db = new DatabaseSync(index);
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = '_mf_objects'").get()) {
    const remove = db.prepare('DELETE FROM _mf_objects WHERE blob_id = ?');
    for (const id of gone) remove.run(id);
  }
  db.close();
}

/** Contents of stored objects on their way into a backup. */
export class Blobs {
  readonly #from: string;
  readonly #to: string;
  readonly #linkLive: boolean;
  readonly #previous: string;
  readonly #known: ReadonlyMap<string, Listed>;
  readonly #done = new Map<string, Listed>();
  readonly gone = new Set<string>();
  copied = 0;
  linked = 0;

  constructor(from: string, to: string, linkLive: boolean, previous: string) {
    this.#from = from;
    this.#to = to;
    this.#linkLive = linkLive;
    this.#previous = previous;
    const before = existsSync(join(previous, MANIFEST)) ? readManifest(previous).files : [];
    this.#known = new Map(before.filter((file) => file.sha256).map((file) => [file.path, file]));
  }

  /** Answers how many there were that it had not seen. */
  copyNew(say: (line: string) => void): number {
    const fresh = blobFiles(this.#from).filter((path) => !this.#done.has(path));
    for (const [n, path] of fresh.entries()) {
      this.#take(path);
      if (n % 100 === 99 || n === fresh.length - 1) {
        say(`附件 objects ${n + 1}/${fresh.length} · ${bytes(this.copied)} copied, ${this.linked} already there`);
      }
    }
    return fresh.length;
  }

  /** Brings what has come since, and drops what the index does not name. */
  settle(ids: ReadonlyMap<string, number>): void {
    for (const [path, { size }] of this.#done) {
      if (ids.get(idOf(path)) === size) continue;
      rmSync(join(this.#to, path));
      this.#done.delete(path);
    }
    for (const path of blobFiles(this.#from)) {
      if (!this.#done.has(path) && ids.has(idOf(path))) this.#take(path);
    }
    const here = new Set([...this.#done.keys()].map(idOf));
    for (const id of ids.keys()) if (!here.has(id)) this.gone.add(id);
  }

  listed(): Listed[] {
    return [...this.#done.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #take(path: string): void {
    const from = join(this.#from, path);
    const to = join(this.#to, path);
    try {
      const { size } = statSync(from);
      const known = this.#known.get(path);
      if (this.#linkLive && link(from, to)) this.#done.set(path, { path, size, sha256: '' });
      else if (
        known?.size === size &&
        statSync(join(this.#previous, path)).size === size &&
        link(join(this.#previous, path), to)
      ) {
        this.#done.set(path, known);
      } else {
        this.#done.set(path, { path, ...digest(from, to) });
        this.copied += size;
        return;
      }
      this.linked += 1;
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
