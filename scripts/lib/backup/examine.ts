import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { auditFolder } from '../audit.ts';
import { blobFiles, schemaOf, sqliteFiles } from './folder.ts';

/** A backup that is not what its manifest says, or a database in it that is not sound. */
export class Damaged extends Error {}

export interface Examined {
  readonly databases: number;
  readonly objects: number;
  readonly tenants: number;
  readonly events: number;
  readonly chains: number;
}

/** Every database sound, every foreign key met, every object there, every tenant's chains whole. @throws Damaged */
export function examine(dataDir: string): Examined {
  const paths = sqliteFiles(dataDir);
  const contents = new Set(blobFiles(dataDir).map((path) => basename(path)));
  const slugs: string[] = [];
  let objects = 0;
  for (const path of paths) {
    const file = join(dataDir, path);
    const kind = schemaOf(file)?.kind;
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      sound(db, path);
      if (path.startsWith('r2/')) objects += inPlace(db, contents);
      if (kind === 'directory') slugs.push(...column(db, 'SELECT slug FROM tenant ORDER BY id'));
    } finally {
      db.close();
    }
  }
  let events = 0;
  let chains = 0;
  for (const slug of slugs) {
    const found = auditFolder(dataDir, slug);
    if (found.broken) {
      const { entity, entityId, seq } = found.broken;
      throw new Damaged(`${slug} 的事件链在 ${entity} ${entityId} #${seq} 断开。 A chain of ${slug} is broken there.`);
    }
    events += found.events;
    chains += found.chains;
  }
  return { databases: paths.length, objects, tenants: slugs.length, events, chains };
}

const column = (db: DatabaseSync, sql: string): string[] =>
  db
    .prepare(sql)
    .all()
    .map((row) => String(Object.values(row)[0]));

function sound(db: DatabaseSync, path: string): void {
  const [answer] = column(db, 'PRAGMA integrity_check(1)');
  if (answer !== 'ok') throw new Damaged(`${path} 数据库损坏：${answer}。 The database is damaged.`);
  const [table] = column(db, 'PRAGMA foreign_key_check');
  if (table !== undefined)
    throw new Damaged(`${path} 的表 ${table} 外键不符。 A foreign key of this table is not met.`);
}

/** Every object of the index has its content. */
function inPlace(db: DatabaseSync, contents: ReadonlySet<string>): number {
  let count = 0;
  for (const table of ['_mf_objects', '_mf_multipart_parts']) {
    if (column(db, `SELECT 1 FROM sqlite_master WHERE name = '${table}'`).length === 0) continue;
    for (const id of column(db, `SELECT blob_id FROM ${table} WHERE blob_id IS NOT NULL`)) {
      if (!contents.has(id)) throw new Damaged(`附件内容 ${id} 缺失。 The content of a stored object is missing.`);
      count += 1;
    }
  }
  return count;
}
