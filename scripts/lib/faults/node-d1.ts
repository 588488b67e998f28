import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** As much of D1 over node:sqlite as reads and commits of the product need, for a look at a data folder at rest. */
export function nodeD1(db: DatabaseSync): D1Database {
  const statement = (sql: string, params: readonly unknown[] = []): object => {
    const rows = (asArrays: boolean): unknown[] => {
      const prepared = db.prepare(sql);
      prepared.setReturnArrays(asArrays);
      return prepared.all(...(params as SQLInputValue[]));
    };
    const all = () => ({ success: true, results: rows(false), meta: {} });
    return {
      bind: (...values: unknown[]) => statement(sql, values),
      all: async () => all(),
      run: async () => all(),
      raw: async () => rows(true),
      first: async () => rows(false)[0] ?? null,
      now: all,
    };
  };
  return {
    prepare: (sql: string) => statement(sql),
    async batch(statements: readonly { now(): unknown }[]) {
      db.exec('BEGIN');
      try {
        const results = statements.map((s) => s.now());
        db.exec('COMMIT');
        return results;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
  } as unknown as D1Database;
}
