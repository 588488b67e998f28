import { createApp } from '../../workers/app.ts';
import { Opener } from '../../workers/http/opener.ts';
import { platform } from './world.ts';

/** How often anything was written to a database or to the object store. */
export const written = { count: 0 };

function recorded(d1: D1Database): D1Database {
  return new Proxy(d1, {
    get(target, property) {
      if (property === 'batch') {
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          if (results.some((r) => r.meta.changes > 0)) written.count += 1;
          return results;
        };
      }
      const value = Reflect.get(target, property) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The application with its writes counted, and without rate limits: a fuzzer is one client with thousands of requests. */
const opener = new Opener({
  ...platform,
  directory: recorded(platform.directory),
  cells: new Map([...platform.cells].map(([no, c]) => [no, { db: recorded(c.db), search: recorded(c.search) }])),
  blobs: {
    ...platform.blobs,
    put(key, body, mediaType) {
      written.count += 1;
      return platform.blobs.put(key, body, mediaType);
    },
  },
  buckets: undefined,
});
// The counts of refusals are written in between, some time after the refusal: not what a request wrote.
opener.security.note = () => undefined;
export const recordedApp = createApp(opener);
