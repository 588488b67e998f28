import { and, eq, getTableName, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import { type DrizzleD1Database, SQLiteD1Session } from 'drizzle-orm/d1';
import {
  type SelectedFields,
  SQLiteAsyncDialect,
  SQLiteSelectBuilder,
  SQLiteSyncDialect,
} from 'drizzle-orm/sqlite-core';
import { quick } from './compile.ts';
import { TenantDump } from './dump.ts';
import { ConflictError, isUniqueViolation, MovingError, ReplayError } from './errors.ts';
import { DRAW, DRAWN, joined, type Statement } from './group.ts';
import { type Rows, rowsOf } from './rows.ts';
import { type TableName, type TenantTables, tenantTables } from './schema/index.ts';
import { noteTime } from './slow.ts';
import { Together } from './together.ts';

export type { Rows };

declare const tenantBrand: unique symbol;
/** Minted by http/tenant.ts (a resolved slug or host) and by the background jobs of workers/jobs.ts; by nobody else. */
export type TenantId = number & { readonly [tenantBrand]: true };
export const mintTenantId = (no: number): TenantId => no as TenantId;

export type NewRow<T extends TableName> = Omit<InferInsertModel<TenantTables[T]>, 'tenantId'>;
type Writable<T extends TableName> = { [K in keyof NewRow<T>]?: NewRow<T>[K] | SQL };

/** A write not yet made. Only `commit` makes writes, all of them in one atomic batch. */
export interface Write {
  readonly sql: string;
  readonly params: unknown[];
}

/** The write command this TenantDb serves; its row goes into the first commit. */
export interface Command {
  readonly actor: string;
  readonly key: string;
  readonly route: string;
  readonly requestHash: string;
  readonly at: number;
  /** The answer holds a secret (a one-time link): store that it was answered, not what. */
  readonly secretAnswer: boolean;
}

/** What happens around a commit. */
export interface CommitWay {
  /** Told of the writes of every commit, once it stands or may stand. */
  readonly committed?: (writes: readonly Write[]) => void;
  /** Commits together with others of the same cell. @throws what D1 threw for these writes */
  readonly group?: (writes: readonly Write[]) => Promise<void>;
  /** Told when the fence refused a write: the tenant is moving, or lives elsewhere by now. */
  readonly moving?: () => void;
}

export interface LeasedRow {
  readonly id: string;
  readonly channel: string;
  readonly payload: string;
  readonly attempts: number;
  readonly createdAt: number;
}

const dialect = quick(new SQLiteSyncDialect());
const reading = quick(new SQLiteAsyncDialect());

/** Put together by hand, for what every tip has: see numberInBatch. */
const ready = new WeakMap<SQL, Write>();

function compile(statement: SQL): Write {
  const known = ready.get(statement);
  if (known) return known;
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return { sql: text, params };
}

/**
 * The only seam to one tenant's data. Reads start from `rows.*`, subqueries already filtered by tenant, which SQLite
 * flattens onto the primary key; writes add the tenant themselves and are made by `commit` alone.
 */
export class TenantDb {
  readonly rows: Rows;
  readonly select: DrizzleD1Database['select'];
  readonly #d1: D1Database;
  readonly #tenant: TenantId;
  #command: Command | undefined;
  readonly #way: CommitWay;

  constructor(d1: D1Database, tenant: TenantId, command?: Command, way: CommitWay = {}) {
    this.#d1 = d1;
    this.#tenant = tenant;
    this.#command = command;
    this.#way = way;
    const session = new SQLiteD1Session(new Together(d1) as unknown as D1Database, reading, undefined);
    this.select = ((fields?: SelectedFields) =>
      new SQLiteSelectBuilder({ fields, session, dialect: reading })) as DrizzleD1Database['select'];
    this.rows = rowsOf(tenant);
  }

  /** Whole tables, for domain/tenants alone: export, moving, erasing. */
  dump(): TenantDump {
    return new TenantDump(this.#d1, this.#tenant);
  }

  insert<T extends TableName>(table: T, row: NewRow<T>): Write {
    return this.#insert(table, row);
  }

  /** Inserts unless a row with the same key stands there: the idempotent step of packs and imports. */
  insertIfMissing<T extends TableName>(table: T, row: NewRow<T>): Write {
    return this.#insert(table, row, compile(sql` ON CONFLICT DO NOTHING`));
  }

  /** Inserts, or replaces `set` on the row with the same primary key. */
  upsert<T extends TableName>(table: T, row: NewRow<T>, key: (keyof NewRow<T> & string)[], set: Writable<T>): Write {
    const columns = this.#columns(table);
    const target = sql.join(
      [sql.identifier('tenant_id'), ...key.map((k) => sql.identifier(columns[k]!.name))],
      sql`, `,
    );
    return this.#insert(
      table,
      row,
      compile(sql` ON CONFLICT (${target}) DO UPDATE SET ${this.#assignments(table, set)}`),
    );
  }

  /** Up to 500 rows in one statement through json_each: ten times the rate of single inserts. */
  insertMany<T extends TableName>(table: T, rows: NewRow<T>[]): Write[] {
    const columns = this.#columns(table);
    const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const names = sql.join(
      [sql.identifier('tenant_id'), ...keys.map((k) => sql.identifier(columns[k]!.name))],
      sql`, `,
    );
    const picks = sql.join(
      keys.map((_, i) => sql`value ->> ${sql.raw(`'$[${i}]'`)}`),
      sql`, `,
    );
    const writes: Write[] = [];
    for (let at = 0; at < rows.length; at += 500) {
      const chunk = rows.slice(at, at + 500) as Record<string, unknown>[];
      const json = JSON.stringify(chunk.map((row) => keys.map((k) => encode(columns[k], row[k]))));
      writes.push(
        compile(
          // Materialized: json_each would write out the row anew for each of its columns.
          sql`INSERT INTO ${tenantTables[table]} (${names}) WITH j (value) AS MATERIALIZED (SELECT value FROM json_each(${json})) SELECT ${this.#tenant}, ${picks} FROM j`,
        ),
      );
    }
    return writes;
  }

  update<T extends TableName>(table: T, set: Writable<T>, where: (row: TenantTables[T]) => SQL | undefined): Write {
    const t = tenantTables[table];
    const condition = and(eq(t.tenantId, this.#tenant), where(t));
    return compile(sql`UPDATE ${t} SET ${this.#assignments(table, set)} WHERE ${condition}`);
  }

  remove<T extends TableName>(table: T, where: (row: TenantTables[T]) => SQL | undefined): Write {
    const t = tenantTables[table];
    return compile(sql`DELETE FROM ${t} WHERE ${and(eq(t.tenantId, this.#tenant), where(t))}`);
  }

  /** Adds `delta` to a counter kept in the same batch as the rows it counts. */
  count(name: string, bucket: string, delta: number): Write {
    return { sql: COUNT, params: [this.#tenant, name, bucket, delta] };
  }

  /** Draws the next number of a per-tenant sequence. A number may stay unused; none is given twice. */
  async nextNumber(name: string): Promise<number> {
    const draw = this.#d1
      .prepare(
        `INSERT INTO sequence (tenant_id, name, value) VALUES (?1, ?2, 1)
         ON CONFLICT (tenant_id, name) DO UPDATE SET value = value + 1 RETURNING value`,
      )
      .bind(this.#tenant, name);
    const row = await draw.first<{ value: number }>().catch((error: unknown) => this.#failed(error));
    return row!.value;
  }

  /**
   * The next number of a sequence without a question beforehand: `write` draws it, and `value` stands for it in the writes
   * behind it in the same commit.
   */
  numberInBatch(name: string): { write: Write; value: SQL<number> } {
    const [before, between, after] = DRAWN.split('?') as [string, string, string];
    const value = sql<number>`${sql.raw(before)}${this.#tenant}${sql.raw(between)}${name}${sql.raw(after)}`;
    ready.set(value, { sql: DRAWN, params: [this.#tenant, name] });
    return { write: { sql: DRAW, params: [this.#tenant, name] }, value };
  }

  /**
   * Makes all writes in one atomic batch together with the command row, and returns `answer`.
   * `grouped`: many of these come at once, and one batch may carry several of them; each still stands or falls alone.
   * @throws ReplayError when the same command was committed before; ConflictError when a unique key was taken.
   */
  async commit<A>(writes: Write[], answer: A, how: 'alone' | 'grouped' = 'alone'): Promise<A> {
    const command = this.#command;
    const all = command ? [...writes, this.#commandRow(command, answer)] : writes;
    if (all.length === 0) return answer;
    try {
      if (how === 'grouped' && this.#way.group) await this.#way.group(all);
      else await this.#batch(joined(all));
    } catch (error) {
      if (isUniqueViolation(error, 'command.')) throw new ReplayError();
      const table = isUniqueViolation(error);
      if (table) throw new ConflictError(table);
      // It may stand all the same, and only the answer was lost.
      this.#way.committed?.(all);
      return this.#failed(error);
    }
    this.#command = undefined;
    this.#way.committed?.(all);
    return answer;
  }

  async #batch(statements: readonly Statement[]): Promise<void> {
    const made = await this.#d1.batch(
      statements.map(({ sql: text, params }) => this.#d1.prepare(text).bind(...params)),
    );
    for (const [n, { meta }] of made.entries()) noteTime(statements[n]!.sql, meta.duration);
  }

  /**
   * Takes outbox rows that are due, so that nobody else works on them until the lease ends. One worker a tenant at a
   * time: two would put an older text of the same hazard over a newer one.
   */
  async leaseOutbox(now: number, until: number, limit: number): Promise<LeasedRow[]> {
    const { results } = await this.#d1
      .prepare(
        `UPDATE outbox SET lease_until = ?3 WHERE tenant_id = ?1 AND id IN (
           SELECT id FROM outbox WHERE tenant_id = ?1 AND next_at <= ?2 ORDER BY next_at, id LIMIT ?4)
         AND NOT EXISTS (SELECT 1 FROM outbox WHERE tenant_id = ?1 AND next_at <= ?2 AND lease_until > ?2)
         RETURNING id, channel, payload, attempts, created_at AS createdAt`,
      )
      .bind(this.#tenant, now, until, limit)
      .all<LeasedRow>();
    return results;
  }

  /** The same data without the command: for what must stand though the command is refused (a counted failure). */
  aside(): TenantDb {
    return new TenantDb(this.#d1, this.#tenant, undefined, this.#way);
  }

  #failed(error: unknown): never {
    if (!(error instanceof Error && error.message.includes('tenant is moving'))) throw error;
    this.#way.moving?.();
    throw new MovingError();
  }

  #commandRow(command: Command, answer: unknown): Write {
    return this.insert('command', {
      actor: command.actor,
      key: command.key,
      route: command.route,
      requestHash: command.requestHash,
      at: command.at,
      answer: command.secretAnswer ? '' : JSON.stringify(answer ?? null),
    });
  }

  /** By hand, and not through the query builder: most of what every commit is made of. */
  #insert<T extends TableName>(table: T, row: NewRow<T>, conflict: Write = { sql: '', params: [] }): Write {
    const columns = this.#columns(table);
    const params: unknown[] = [this.#tenant];
    const keys: string[] = [];
    const given: string[] = [];
    for (const [key, value] of Object.entries(row)) {
      if (value === undefined) continue;
      const { sql: text, params: own } = isSql(value)
        ? compile(value)
        : { sql: '?', params: [encode(columns[key], value)] };
      keys.push(key);
      given.push(text);
      params.push(...own);
    }
    return { sql: insertText(table, keys, given, conflict.sql), params: [...params, ...conflict.params] };
  }

  #assignments<T extends TableName>(table: T, set: Writable<T>): SQL {
    const columns = this.#columns(table);
    const parts = Object.entries(set)
      .filter(([, value]) => value !== undefined)
      .map(([k, value]) => sql`${sql.identifier(columns[k]!.name)} = ${encode(columns[k], value)}`);
    return sql.join(parts, sql`, `);
  }

  #columns(table: TableName): Record<string, { name: string; mapToDriverValue(v: unknown): unknown }> {
    return tenantTables[table] as never;
  }
}

/** On one line, as `joined` wants it. */
const COUNT =
  'INSERT INTO counter (tenant_id, name, bucket, value) VALUES (?, ?, ?, ?) ON CONFLICT (tenant_id, name, bucket) DO UPDATE SET value = value + excluded.value';

interface InsertText {
  readonly keys: readonly string[];
  readonly given: readonly string[];
  readonly conflict: string;
  readonly sql: string;
}

const insertTexts = new Map<TableName, InsertText[]>();
const alike = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, n) => text === b[n]);

/** The same text object for the same columns: whoever looks it up among others need not read it letter by letter. */
function insertText(table: TableName, keys: readonly string[], given: readonly string[], conflict: string): string {
  const known = insertTexts.get(table) ?? [];
  const found = known.find((t) => t.conflict === conflict && alike(t.keys, keys) && alike(t.given, given));
  if (found) return found.sql;
  const columns = tenantTables[table] as unknown as Record<string, { name: string }>;
  const names = ['tenant_id', ...keys.map((key) => columns[key]!.name)].map((name) => `"${name}"`).join(', ');
  const name = getTableName(tenantTables[table]);
  const sql = `INSERT INTO "${name}" (${names}) VALUES (${['?', ...given].join(', ')})${conflict}`;
  if (known.length >= 20) known.length = 0;
  known.push({ keys, given, conflict, sql });
  insertTexts.set(table, known);
  return sql;
}

const isSql = (value: unknown): value is SQL => typeof value === 'object' && value !== null && 'getSQL' in value;

function encode(column: { mapToDriverValue(v: unknown): unknown } | undefined, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (isSql(value)) return value;
  return column!.mapToDriverValue(value);
}
