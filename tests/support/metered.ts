/** A D1 that counts statements, and the rows it says it read. */
export function metered(d1: D1Database, seen: { statements: number; rows: number }): D1Database {
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        if (name !== 'raw' && name !== 'all') throw new Error(`not metered: ${String(name)}`);
        return async () => {
          const result = await target.all<Record<string, unknown>>();
          seen.statements += 1;
          seen.rows += result.meta.rows_read;
          return name === 'all' ? result : target.raw();
        };
      },
    });
  return new Proxy(d1, {
    get: (target, name) =>
      name === 'prepare' ? (sql: string) => wrap(target.prepare(sql)) : Reflect.get(target, name),
  });
}
