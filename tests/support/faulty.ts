import { AsyncLocalStorage } from 'node:async_hooks';
import { StoreError } from '../../db/errors.ts';
import type { Platform } from '../../workers/platform.ts';
import type { Blobs } from '../../workers/ports/blobs.ts';

/** One step of a request towards the outside: a statement or batch of D1, or a call of the object store. */
export interface Step {
  readonly kind: 'read' | 'write' | 'put' | 'get' | 'remove';
  /** Its text, and the how-manieth of this text it is. */
  readonly key: string;
}
/** `lost`: it is done, and then nobody hears of it. */
export type Fate = 'fails' | 'lost' | undefined;

/** What happens to the steps of one run: the first of them that has a fate meets it, or each of them (`all`). */
export class Run {
  readonly #fate: (step: Step) => Fate;
  readonly #all: boolean;
  readonly #seen = new Map<string, number>();
  /** The step that met its fate. */
  hit: Step | undefined;
  /** Statements and objects that changed something, in order. */
  readonly stood: string[] = [];
  /** Numbers drawn, to be given back: a test may expect the next one. */
  readonly drawn: (() => Promise<unknown>)[] = [];

  constructor(fate: (step: Step) => Fate = () => undefined, all = false) {
    this.#fate = fate;
    this.#all = all;
  }

  async step<T>(kind: Step['kind'], text: string, work: () => Promise<T>, changed: (made: T) => boolean): Promise<T> {
    const times = (this.#seen.get(text) ?? 0) + 1;
    this.#seen.set(text, times);
    const step = { kind, key: `${text}#${times}` };
    const fate = this.hit && !this.#all ? undefined : this.#fate(step);
    if (fate) this.hit = step;
    if (fate === 'fails') throw failure(kind);
    const made = await work();
    if (changed(made)) this.stood.push(text);
    if (fate === 'lost') throw failure(kind);
    return made;
  }
}

const failure = (kind: Step['kind']): Error =>
  ['read', 'write'].includes(kind)
    ? new Error('D1_ERROR: disk I/O error: SQLITE_IOERR')
    : new StoreError(`${kind}: We encountered an internal error`);

const running = new AsyncLocalStorage<Run>();
/** Whatever `work` does meets `run`. */
export const under = <T>(run: Run, work: () => Promise<T>): Promise<T> => running.run(run, work);

type Result = { meta: { changes?: number } };
const WRITES = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i;
const kindOf = (sql: string): 'read' | 'write' => (WRITES.test(sql) ? 'write' : 'read');
const natives = new WeakMap<object, { native: D1PreparedStatement; sql: string }>();

const DRAWS = /^\s*INSERT INTO sequence .* RETURNING value/s;
const GIVE_BACK = 'UPDATE sequence SET value = value - 1 WHERE tenant_id = ? AND name = ?';

function statement(
  d1: D1Database,
  native: D1PreparedStatement,
  sql: string,
  bound: readonly unknown[] = [],
): D1PreparedStatement {
  const wrapped = new Proxy(native, {
    get(target, name) {
      if (name === 'bind') return (...values: unknown[]) => statement(d1, target.bind(...values), sql, values);
      const run = running.getStore();
      const call = Reflect.get(target, name) as unknown;
      if (typeof call !== 'function') return call;
      if (!run || !['all', 'run', 'raw', 'first'].includes(String(name))) return call.bind(target);
      const changed = (made: unknown) => {
        if (DRAWS.test(sql))
          run.drawn.push(() =>
            d1
              .prepare(GIVE_BACK)
              .bind(...bound)
              .run(),
          );
        return kindOf(sql) === 'write' && (made as Result | null)?.meta?.changes !== 0;
      };
      return (...values: unknown[]) =>
        run.step(
          kindOf(sql),
          sql,
          () => (call as (...v: unknown[]) => Promise<unknown>).apply(target, values),
          changed,
        );
    },
  });
  natives.set(wrapped, { native, sql });
  return wrapped;
}

function faultyD1(d1: D1Database): D1Database {
  return new Proxy(d1, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => statement(target, target.prepare(sql), sql);
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => {
          const own = statements.map((s) => natives.get(s)!);
          const work = () => target.batch(own.map((s) => s.native));
          const texts = own.map((s) => s.sql);
          const kind = texts.some((sql) => kindOf(sql) === 'write') ? 'write' : 'read';
          const changed = (made: Result[]) => kind === 'write' && made.some((r) => r.meta.changes !== 0);
          return running.getStore()?.step(kind, texts.join(';\n'), work, changed) ?? work();
        };
      }
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function faultyBlobs(blobs: Blobs): Blobs {
  const never = () => false;
  const always = () => true;
  const step = <T>(kind: Step['kind'], work: () => Promise<T>, changed: () => boolean): Promise<T> =>
    running.getStore()?.step(kind, `blobs.${kind}`, work, changed) ?? work();
  return {
    put: (key, body, mediaType) => step('put', () => blobs.put(key, body, mediaType), always),
    get: (key) => step('get', () => blobs.get(key), never),
    remove: (keys) => (keys.length === 0 ? Promise.resolve() : step('remove', () => blobs.remove(keys), always)),
    list: (prefix, cursor) => step('get', () => blobs.list(prefix, cursor), never),
  };
}

/** The same platform, with databases and object store that may fail under a `Run`. */
export function faulty(platform: Platform): Platform {
  return {
    ...platform,
    directory: faultyD1(platform.directory),
    cells: new Map([...platform.cells].map(([no, c]) => [no, { db: faultyD1(c.db), search: faultyD1(c.search) }])),
    blobs: faultyBlobs(platform.blobs),
    // A command tried a dozen times is a dozen requests: not what the limits are about.
    buckets: undefined,
  };
}
