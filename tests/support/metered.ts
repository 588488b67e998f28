/** A D1 that counts statements, and the rows it says it read; those it wrote, if they are asked for. */
export function metered(d1: D1Database, seen: { statements: number; rows: number; written?: number }): D1Database {
  const inner = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const count = (results: readonly D1Result[]): void => {
    seen.statements += results.length;
    for (const { meta } of results) {
      seen.rows += meta.rows_read;
      if (seen.written !== undefined) seen.written += meta.rows_written;
    }
  };
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await d1.batch(statements.map((statement) => inner.get(statement) ?? statement));
    count(results);
    return results;
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const outer = new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        if (name !== 'raw' && name !== 'all' && name !== 'first' && name !== 'run')
          throw new Error(`not metered: ${String(name)}`);
        return async () => {
          const result = await target.all<Record<string, unknown>>();
          count([result]);
          if (name === 'first') return result.results[0] ?? null;
          return name === 'raw' ? target.raw() : result;
        };
      },
    });
    inner.set(outer, statement);
    return outer;
  };
  return new Proxy(d1, {
    get: (target, name) => {
      if (name === 'batch') return batch;
      return name === 'prepare' ? (sql: string) => wrap(target.prepare(sql)) : Reflect.get(target, name);
    },
  });
}
