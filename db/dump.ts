import { createHash } from 'node:crypto';
import { getTableName } from 'drizzle-orm';
import { tenantTables } from './schema/index.ts';
import type { TenantId } from './tenant-db.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** A table as the database itself describes it. `key`: the primary key behind the tenant. */
export interface Shape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** A column that points into the same table; it is filled in after all rows stand. */
  readonly self: string | undefined;
}

export interface Digest {
  readonly rows: number;
  readonly sha256: string;
}

const CHUNK = 1_000;
/** D1 answers with at most a hundred columns. */
const COLUMNS = 80;
/** Rows of up to 350 kB each. */
const HEAVY = new Set(['tip']);
/** D1 takes bound strings of 2 MB; a Chinese character has three bytes. */
const MAX_CHARS = 500_000;

/**
 * Every row of one tenant, table by table, for export, moving and erasing: raw SQL, but like TenantDb bound to one
 * tenant. Tables come parents first; what the registry of tables does not list is never seen here either.
 */
export class TenantDump {
  readonly #d1: D1Database;
  readonly #tenant: TenantId;
  #shapes: Shape[] | undefined;

  constructor(d1: D1Database, tenant: TenantId) {
    this.#d1 = d1;
    this.#tenant = tenant;
  }

  /** All tenant tables, each behind those it refers to. */
  async shapes(): Promise<Shape[]> {
    this.#shapes ??= await readShapes(this.#d1);
    return this.#shapes;
  }

  /** Those tables that hold rows of this tenant, in the same order: most are empty, and each question has its price. */
  async filled(): Promise<Shape[]> {
    const shapes = await this.shapes();
    const asked = Array.from({ length: Math.ceil(shapes.length / COLUMNS) }, (_, n) =>
      shapes
        .slice(n * COLUMNS, (n + 1) * COLUMNS)
        .map(({ name }) => `EXISTS (SELECT 1 FROM "${name}" WHERE tenant_id = ?1) AS "${name}"`),
    );
    const answers = await this.#d1.batch<Record<string, number>>(
      asked.map((columns) => this.#d1.prepare(`SELECT ${columns.join(', ')}`).bind(this.#tenant)),
    );
    const found = Object.assign({}, ...answers.map((answer) => answer.results[0])) as Record<string, number>;
    return shapes.filter(({ name }) => found[name] === 1);
  }

  async *chunks(shape: Shape): AsyncGenerator<Row[]> {
    const size = HEAVY.has(shape.name) ? 20 : CHUNK;
    const columns = quoted(shape.columns);
    const order = quoted(shape.key);
    let after: unknown[] | undefined;
    for (;;) {
      const behind = after ? ` AND (${order}) > (${after.map(() => '?').join(', ')})` : '';
      const { results } = await this.#d1
        .prepare(`SELECT ${columns} FROM "${shape.name}" WHERE tenant_id = ?${behind} ORDER BY ${order} LIMIT ${size}`)
        .bind(this.#tenant, ...(after ?? []))
        .all<Row>();
      if (results.length > 0) yield results;
      const last = results.at(-1);
      if (results.length < size || !last) return;
      after = shape.key.map((name) => last[name]);
    }
  }

  async count(shape: Shape): Promise<number> {
    const found = await this.#d1
      .prepare(`SELECT count(*) AS n FROM "${shape.name}" WHERE tenant_id = ?`)
      .bind(this.#tenant)
      .first<{ n: number }>();
    return found!.n;
  }

  /** Number of rows, and a hash over their values in the order of the primary key. */
  async digest(shape: Shape): Promise<Digest> {
    const hash = createHash('sha256');
    let rows = 0;
    for await (const chunk of this.chunks(shape)) {
      rows += chunk.length;
      for (const row of chunk) hash.update(JSON.stringify(shape.columns.map((c) => row[c]))).update('\n');
    }
    return { rows, sha256: hash.digest('hex') };
  }

  /** Puts rows in as they are; the column that points into the same table stays empty until `link`. */
  async insert(shape: Shape, rows: readonly Row[]): Promise<void> {
    const columns = shape.columns.filter((c) => c !== shape.self);
    const picks = columns.map((_, i) => `value ->> '$[${i}]'`).join(', ');
    const sql = `INSERT INTO "${shape.name}" (tenant_id, ${quoted(columns)}) SELECT ?, ${picks} FROM json_each(?)`;
    for (const json of packed(rows.map((row) => JSON.stringify(columns.map((c) => row[c]))))) {
      await this.#d1.prepare(sql).bind(this.#tenant, json).run();
    }
  }

  /** Fills the column that points into the same table, now that every row stands. */
  async link(shape: Shape, rows: readonly Row[]): Promise<void> {
    if (!shape.self) return;
    const [id, self] = [shape.key[0] as string, shape.self];
    const pairs = rows.filter((row) => row[self] !== null).map((row) => JSON.stringify([row[id], row[self]]));
    const sql = `UPDATE "${shape.name}" SET "${self}" = j.value ->> '$[1]' FROM json_each(?2) AS j
                 WHERE "${shape.name}".tenant_id = ?1 AND "${shape.name}"."${id}" = j.value ->> '$[0]'`;
    for (const json of packed(pairs)) await this.#d1.prepare(sql).bind(this.#tenant, json).run();
  }

  /** Removes every row of this tenant, children first, in batches that stay short. Returns how many there were. */
  async erase(): Promise<number> {
    const shapes = await this.filled();
    let rows = 0;
    for (const shape of shapes.toReversed()) {
      if (shape.self) {
        const sql = `UPDATE "${shape.name}" SET "${shape.self}" = NULL WHERE tenant_id = ? AND "${shape.self}" IS NOT NULL`;
        await this.#d1.prepare(sql).bind(this.#tenant).run();
      }
      rows += await this.#eraseTable(shape);
    }
    return rows;
  }

  async #eraseTable({ name, key }: Shape): Promise<number> {
    const keys = quoted(key);
    const sql = `DELETE FROM "${name}" WHERE tenant_id = ?1 AND (${keys}) IN
                 (SELECT ${keys} FROM "${name}" WHERE tenant_id = ?1 LIMIT ${CHUNK}) RETURNING 1 AS gone`;
    let rows = 0;
    for (;;) {
      const { results } = await this.#d1.prepare(sql).bind(this.#tenant).all();
      rows += results.length;
      if (results.length < CHUNK) return rows;
    }
  }

  /** While the fence stands, no write of this tenant's requests or jobs is accepted in this cell. */
  async fence(up: boolean): Promise<void> {
    const sql = up ? 'INSERT OR IGNORE INTO fence (tenant_id) VALUES (?)' : 'DELETE FROM fence WHERE tenant_id = ?';
    await this.#d1.prepare(sql).bind(this.#tenant).run();
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** JSON arrays of the given elements, each short enough to be bound. */
function* packed(elements: readonly string[]): Generator<string> {
  let current: string[] = [];
  let length = 0;
  for (const element of elements) {
    if (current.length > 0 && length + element.length > MAX_CHARS) {
      yield `[${current.join(',')}]`;
      current = [];
      length = 0;
    }
    current.push(element);
    length += element.length;
  }
  if (current.length > 0) yield `[${current.join(',')}]`;
}

async function readShapes(d1: D1Database): Promise<Shape[]> {
  const names = Object.values(tenantTables).map((table) => getTableName(table));
  const answers = await d1.batch(
    names.flatMap((name) => [
      d1.prepare(`PRAGMA table_info("${name}")`),
      d1.prepare(`PRAGMA foreign_key_list("${name}")`),
    ]),
  );
  const parents = new Map<string, Set<string>>();
  const shapes = new Map<string, Shape>();
  names.forEach((name, i) => {
    const columns = answers[2 * i]!.results as { name: string; pk: number }[];
    const references = answers[2 * i + 1]!.results as { table: string; from: string }[];
    const key = columns.filter((c) => c.pk > 0 && c.name !== 'tenant_id').sort((a, b) => a.pk - b.pk);
    shapes.set(name, {
      name,
      columns: columns.map((c) => c.name).filter((c) => c !== 'tenant_id'),
      key: key.map((c) => c.name),
      self: references.find((r) => r.table === name && r.from !== 'tenant_id')?.from,
    });
    parents.set(name, new Set(references.map((r) => r.table).filter((table) => table !== name)));
  });
  return parentsFirst(names, parents).map((name) => shapes.get(name)!);
}

/** @throws when tables refer to each other in a circle: no order would do. */
export function parentsFirst(names: readonly string[], parents: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const sorted: string[] = [];
  let waiting = [...names].sort();
  while (waiting.length > 0) {
    const ready = waiting.filter((name) => [...(parents.get(name) ?? [])].every((p) => sorted.includes(p)));
    if (ready.length === 0) throw new Error(`tables refer in a circle: ${waiting.join(', ')}`);
    sorted.push(...ready);
    waiting = waiting.filter((name) => !ready.includes(name));
  }
  return sorted;
}
