import { createHash, createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SearchIndex } from '../../../db/search-index.ts';
import { mintTenantId, TenantDb } from '../../../db/tenant-db.ts';
import type { Ctx, TenantInfo } from '../../../workers/domain/context.ts';
import { loadCalendar } from '../../../workers/http/calendar.ts';
import { nodeD1 } from '../faults/node-d1.ts';
import { migrate } from '../migrate.ts';
import { databases, migrationsOf } from '../worker-options.ts';

const OBJECT = 'miniflare-D1DatabaseObject';

/** The file Miniflare keeps a D1 database in: named by the hash of its name, as every Durable Object's. */
function fileOf(dataDir: string, database: string): string {
  const key = createHash('sha256').update(OBJECT).digest();
  const name = createHmac('sha256', key).update(database).digest().subarray(0, 16);
  const check = createHmac('sha256', key).update(name).digest().subarray(0, 16);
  return join(dataDir, 'd1', OBJECT, `${Buffer.concat([name, check]).toString('hex')}.sqlite`);
}

/**
 * The databases of a stopped server, through the D1 that the product's own code knows: fifty times the rate of HTTP, the same
 * statements on the same files.
 */
export class Folder {
  readonly #open = new Map<string, DatabaseSync>();
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Every database, made where it is missing, with all migrations: what a start of the server would do first. */
  async migrated(): Promise<this> {
    for (const name of databases) await migrate(nodeD1(this.database(name)), migrationsOf(name));
    return this;
  }

  /** `DIRECTORY`, `CELL_00`, `SEARCH_00`. */
  database(name: string): DatabaseSync {
    const known = this.#open.get(name);
    if (known) return known;
    const file = fileOf(this.#dataDir, name.toLowerCase());
    mkdirSync(dirname(file), { recursive: true });
    const db = new DatabaseSync(file);
    // Durable when it is closed: a run cut short is gone on with, it need not survive the power going.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; PRAGMA cache_size = -200000',
    );
    this.#open.set(name, db);
    return db;
  }

  /** A context for the system itself in one tenant of one cell; whoever is not in the directory has a name all the same. */
  ctx(no: number, cell: string, now: number): Ctx {
    const [row] = this.database('DIRECTORY').prepare('SELECT slug, name FROM tenant WHERE id = ?').all(no);
    const tenant = { no, slug: `t${no}`, name: `t${no}`, shortName: '', level: 'district', divisionCode: '', ...row };
    const kept = new Map<string, Promise<unknown>>();
    const ports = {
      search: new SearchIndex(nodeD1(this.database(`SEARCH_${cell}`)), mintTenantId(no)),
      calendar: (year: number) => loadCalendar(nodeD1(this.database('DIRECTORY')), year),
      memo: <T>(key: string, load: () => Promise<T>): Promise<T> => {
        if (!kept.has(key)) kept.set(key, load());
        return kept.get(key) as Promise<T>;
      },
      wakeOutbox: () => undefined,
    };
    return {
      db: new TenantDb(nodeD1(this.database(`CELL_${cell}`)), mintTenantId(no)),
      tenant: { ...tenant, status: 'active', notice: '' } as TenantInfo,
      actor: { kind: 'system', reason: 'generate' },
      now,
      newId: () => crypto.randomUUID(),
      ports: ports as unknown as Ctx['ports'],
    };
  }

  tenant(slug: string): { no: number; cell: string; status: string } | undefined {
    const row = this.database('DIRECTORY').prepare('SELECT id, cell, status FROM tenant WHERE slug = ?').get(slug);
    return row && { no: Number(row.id), cell: String(row.cell), status: String(row.status) };
  }

  placeOf(no: number): string {
    return String(this.database('DIRECTORY').prepare('SELECT cell FROM tenant WHERE id = ?').get(no)?.cell);
  }

  close(): void {
    for (const db of this.#open.values()) {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    }
    this.#open.clear();
  }
}
