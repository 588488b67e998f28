import { integer, type SQLiteColumnBuilderBase, sqliteTable } from 'drizzle-orm/sqlite-core';

/**
 * The only way to declare a table of tenant data. Adds `tenant_id`; the migration must make it the first column of the
 * primary key, and of every foreign key (tests/architecture/schema.test.ts compares both).
 */
export function tenantTable<N extends string, C extends Record<string, SQLiteColumnBuilderBase>>(name: N, columns: C) {
  return sqliteTable(name, { tenantId: integer('tenant_id').notNull(), ...columns });
}
