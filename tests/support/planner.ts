import type { DatabaseSync } from 'node:sqlite';

interface Index {
  readonly name: string;
  readonly unique: 0 | 1;
  readonly origin: string;
  readonly partial: 0 | 1;
}

/** Rows of a table in a cell of a hundred tenants, and of one tenant; a partial index holds a twentieth of them. */
const ALL = 1_000_000;
const OWN = 10_000;
const PART = 20;

/** Into how many parts a column divides what those before it left, by its name; the first that fits. */
const PARTS: readonly (readonly [RegExp, number])[] = [
  // What has many of everything: a unit, a person, a plan, a pool.
  [/(^|_)(unit|person|plan|pool|template|programme|committee|team|verifier|assignee|reporter)_id$|_by$|^actor$/, 50],
  [/_id$|^id$|_at$|^at$|^seq$|number$|_no$|hash$|mac$|^key$|^locator$|^name$|^bucket$|^payload$/, 2_000],
  [/day$|_on$|^month$|^hour$|^period$|^until|^from_|^to_/, 300],
];
const OTHERWISE = 10;
const partsBy = (column: string): number => PARTS.find(([name]) => name.test(column))?.[1] ?? OTHERWISE;

/** What the planner has to be told of every index of tenant data, as rows of sqlite_stat1. */
export function figuresOf(cell: DatabaseSync): string[] {
  const tables = cell.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  return tables.flatMap(({ name }) => {
    const columns = cell.prepare(`PRAGMA table_info("${String(name)}")`).all();
    if (!columns.some((column) => column.name === 'tenant_id')) return [];
    const indexes = cell.prepare(`PRAGMA index_list("${String(name)}")`).all() as unknown as Index[];
    return indexes.map((index) => figureOf(cell, String(name), index)).sort();
  });
}

function figureOf(cell: DatabaseSync, table: string, { name, unique, origin, partial }: Index): string {
  const columns = cell.prepare(`PRAGMA index_info("${name}")`).all();
  const share = partial ? PART : 1;
  let left = ALL / share;
  const rows = columns.map((column, n) => {
    if (n === 0 && column.name === 'tenant_id') left = OWN / share;
    else left = Math.max(1, Math.round(left / (n === 0 ? ALL : partsBy(String(column.name)))));
    return unique && n === columns.length - 1 ? 1 : left;
  });
  // The primary key of a table WITHOUT ROWID goes by the name of the table.
  return `('${table}', '${origin === 'pk' ? table : name}', '${[ALL / share, ...rows].join(' ')}')`;
}
