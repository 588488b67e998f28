import { getTableName } from 'drizzle-orm';
import { tenantTables } from '../../db/schema/index.ts';

/** A statement as a database was asked it, and by which route or job. */
export interface Told {
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly by: string;
}

/** A D1 that tells of every statement put to it, with the values bound. */
export function telling(d1: D1Database, tell: (sql: string, params: readonly unknown[]) => void): D1Database {
  const bound = (target: object, property: string | symbol): unknown => {
    const value = Reflect.get(target, property) as unknown;
    return typeof value === 'function' ? value.bind(target) : value;
  };
  const prepare = (sql: string): D1PreparedStatement =>
    new Proxy(d1.prepare(sql), {
      get(target, property) {
        if (property !== 'bind') return bound(target, property);
        return (...params: unknown[]) => {
          tell(sql, params);
          return target.bind(...params);
        };
      },
    });
  return new Proxy(d1, { get: (target, property) => (property === 'prepare' ? prepare : bound(target, property)) });
}

const NAMES: ReadonlySet<string> = new Set(Object.values(tenantTables).map((table) => getTableName(table)));

/** The table an alias stands for in this statement; undefined for a part of the statement itself, and for json_each. */
export function tableOf(sql: string, alias: string): string | undefined {
  const named = new RegExp(`(\\w+)"?\\)?\\s+(?:as\\s+)?"?${alias}"?(?=[\\s,)]|$)`, 'gi');
  for (const [, table = ''] of sql.matchAll(named)) if (NAMES.has(table)) return table;
  return NAMES.has(alias) ? alias : undefined;
}

interface Step {
  readonly parent: number;
  readonly detail: string;
}

/** What a plan does that grows with the years: `scan` of a table, `walk` through all a tenant has in it, `sort` for a page. */
export interface Fault {
  readonly kind: 'scan' | 'walk' | 'sort';
  readonly table: string;
  readonly detail: string;
}

const LOOP = /^(SCAN|SEARCH) (\w+)(?: USING (?:\w+ )*?(?:INDEX (\w+)|PRIMARY KEY|INDEX) ?)?(?:\((.*?)\))?/;
/** Found by its whole key: one row for each asked for. */
const ONE = /^tenant_id=\? AND (?:id|clock_id|person_id|entity=\? AND entity_id)=\?/;

/** As many plans as are asked for in one question. */
const AT_ONCE = 100;

/** The faults of each statement, in their order. `few`: tables a district has only so much in, however old it grows. */
export async function faultsOf(d1: D1Database, all: readonly Told[], few: ReadonlySet<string>): Promise<Fault[][]> {
  const found: Fault[][] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const asked = some.map(({ sql, params }) => d1.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...params));
    const plans = await d1.batch<Step>(asked);
    found.push(...plans.map(({ results }, n) => faultsIn(some[n]!.sql, results, few)));
  }
  return found;
}

export function faultsIn(sql: string, steps: readonly Step[], few: ReadonlySet<string>): Fault[] {
  const paged = /\blimit\b/i.test(sql);
  const faults: Fault[] = [];
  for (const { parent, detail } of steps) {
    const [, how, alias = '', , by = ''] = LOOP.exec(detail) ?? [];
    const table = how && tableOf(sql, alias);
    if (table) {
      if (how === 'SCAN' || !by.includes('tenant_id=?')) faults.push({ kind: 'scan', table, detail });
      else if (by === 'tenant_id=?' && !paged && !few.has(table)) faults.push({ kind: 'walk', table, detail });
    }
    if (!paged || !/^USE TEMP B-TREE FOR ORDER BY/.test(detail)) continue;
    for (const fed of steps.filter((step) => step.parent === parent)) {
      const [, , fedAlias = '', , fedBy = ''] = LOOP.exec(fed.detail) ?? [];
      const fedTable = tableOf(sql, fedAlias);
      if (fedTable && !few.has(fedTable) && !ONE.test(fedBy)) {
        faults.push({ kind: 'sort', table: fedTable, detail: fed.detail });
      }
    }
  }
  return faults;
}
