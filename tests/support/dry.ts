import { createApp } from '../../workers/app.ts';
import { Opener } from '../../workers/http/opener.ts';
import { platform } from './world.ts';

const READS = /^\s*(?:select|with)\b/i;

/** A database that reads, and answers every batch that would change something as if somebody had been faster. */
function dry(d1: D1Database): D1Database {
  const known = new WeakMap<object, { native: D1PreparedStatement; sql: string }>();
  const kept = (native: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const outer = new Proxy(native, {
      get(target, property) {
        if (property === 'bind') return (...values: unknown[]) => kept(target.bind(...values), sql);
        const value = Reflect.get(target, property) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    known.set(outer, { native, sql });
    return outer;
  };
  return new Proxy(d1, {
    get(target, property) {
      if (property === 'prepare') return (sql: string) => kept(target.prepare(sql), sql);
      if (property === 'batch') {
        return async (statements: D1PreparedStatement[]) => {
          const found = statements.map((statement) => known.get(statement)!);
          if (found.every(({ sql }) => READS.test(sql))) return target.batch(found.map(({ native }) => native));
          throw new Error('D1_ERROR: UNIQUE constraint failed: event.tenant_id');
        };
      }
      const value = Reflect.get(target, property) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const opener = new Opener({
  ...platform,
  directory: dry(platform.directory),
  cells: new Map([...platform.cells].map(([no, c]) => [no, { db: dry(c.db), search: dry(c.search) }])),
  blobs: { ...platform.blobs, put: async () => ({ size: 0 }), remove: async () => undefined },
  buckets: undefined,
});
opener.security.note = () => undefined;

/** The application on a world that stays as it is: whoever may write gets as far as the commit, and is answered `conflict`. */
export const dryApp = createApp(opener);
