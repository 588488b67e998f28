import { type Column, eq, getTableColumns, Param, SQL, StringChunk, Subquery } from 'drizzle-orm';
import { QueryBuilder, type SQLiteColumn, SQLiteSyncDialect, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { SubqueryWithSelection } from 'drizzle-orm/sqlite-core/subquery';
import { fixText } from './compile.ts';
import { type TableName, type TenantTables, tenantTables } from './schema/index.ts';

type Columns<T extends TableName> = TenantTables[T]['_']['columns'];
/** `rows.hazard` etc.: every column but the tenant, already filtered by it. */
export type Rows = { readonly [T in TableName]: SubqueryWithSelection<Omit<Columns<T>, 'tenantId'>, T> };

/** What a table's subquery is made of, whoever's it is: its text up to the tenant, its columns under its own name. */
interface Made {
  readonly text: string;
  readonly columns: Record<string, Column>;
}
const made = new Map<TableName, Made>();

function madeOf(name: TableName): Made {
  const known = made.get(name);
  if (known) return known;
  const { tenantId, ...all } = getTableColumns(tenantTables[name] as SQLiteTable & { tenantId: SQLiteColumn });
  const select = new QueryBuilder()
    .select(all)
    .from(tenantTables[name])
    .where(eq(tenantId as SQLiteColumn, 0));
  const text = new SQLiteSyncDialect().sqlToQuery(select.getSQL()).sql.slice(0, -1);
  const proxied = select.as(name) as unknown as Record<string, Column>;
  const columns = Object.fromEntries(
    Object.entries(all).map(([key, column]) => {
      const { table } = proxied[key]!;
      // The builder makes a proxy of a proxy at every mention; one plain object says the same, and may be wrapped again.
      const own = Object.assign(Object.create(column as Column) as Column, { table, keyAsName: false });
      fixText(own, name);
      return [key, own];
    }),
  );
  const fresh = { text, columns };
  made.set(name, fresh);
  return fresh;
}

/** The tables of one tenant as subqueries that hold nothing of any other. */
export function rowsOf(tenant: number): Rows {
  const cache = new Map<string, unknown>();
  return new Proxy({} as Rows, {
    get: (_, name: string) => {
      const known = cache.get(name);
      if (known) return known;
      if (!(name in tenantTables)) throw new Error(`not a tenant table: ${name}`);
      const { text, columns } = madeOf(name as TableName);
      const where = new SQL([new StringChunk(text), new Param(tenant)]);
      const fresh = Object.assign(new Subquery(where, columns, name), columns);
      cache.set(name, fresh);
      return fresh;
    },
  });
}
