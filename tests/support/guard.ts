import { getTableName } from 'drizzle-orm';
import { tenantTables } from '../../db/schema/index.ts';

const NAMES = Object.values(tenantTables).map((table) => getTableName(table));
const TOUCHES = new RegExp(`(?:from|into|update|join)\\s+"?(${NAMES.join('|')})"?\\b`, 'gi');

/**
 * Lock 4: a D1 that throws on SQL which touches a tenant table without naming tenant_id as often as it names tables.
 * Jobs over a whole cell say so with a comment that begins `whole cell:`.
 */
export function guardD1(d1: D1Database): D1Database {
  return new Proxy(d1, {
    get(target, property) {
      if (property === 'prepare') return (sql: string) => target.prepare(checked(sql));
      const value = Reflect.get(target, property) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export function checked(sql: string): string {
  const touched = [...sql.matchAll(TOUCHES)].length;
  const named = [...sql.matchAll(/tenant_id/gi)].length;
  if (touched > named && !/\/\* whole cell: \w+/.test(sql))
    throw new Error(`SQL without tenant_id: ${sql.slice(0, 300)}`);
  return sql;
}
