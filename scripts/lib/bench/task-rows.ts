import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const UNITS = 60;
export const TASKS = 200;
export const MATRIX_PLAN = 'bench-plan-matrix';
/** Open parts of the unit whose list is measured, whatever else there is. */
const MINE = 200;
const NO_HASH = "'', 0, 0";
/** `n(i)`: 0 up to ?2. */
const SERIES = 'WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)';

/** The database file of the cell that holds this tenant. */
export function cellOf(dataDir: string, tenant: number): DatabaseSync {
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.sqlite')) continue;
    const db = new DatabaseSync(join(dataDir, name));
    const has = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'assignment'").get();
    if (has && db.prepare('SELECT 1 FROM unit WHERE tenant_id = ? LIMIT 1').get(tenant)) return db;
    db.close();
  }
  throw new Error('no cell with this tenant');
}

/** Sixty units, a plan of 200 tasks with a part of each unit, a long list of one unit, a year of counters. Server stopped. */
export function furnishTasks(dataDir: string, tenant: number, unitId: string): void {
  const db = cellOf(dataDir, tenant);
  const run = (sql: string, from: number, to: number) =>
    db.prepare(`${SERIES} INSERT INTO ${sql} FROM n`).run(from, to);
  db.exec('BEGIN');
  run(
    `unit (tenant_id, id, kind, name, short_name, sort) SELECT ${tenant}, printf('bench-unit-%03d', i), 'street', printf('测试街道%03d', i), printf('街%03d', i), 1000 + i`,
    0,
    UNITS,
  );
  plans(db, tenant, `'${MATRIX_PLAN}'`, 'BM', 0, 1);
  plans(db, tenant, "'bench-plan-mine'", 'BL', 0, 1);
  run(taskRows(tenant, 'bench-m-', `'${MATRIX_PLAN}'`, 'in_progress'), 0, TASKS);
  run(taskRows(tenant, 'bench-l-', "'bench-plan-mine'", 'in_progress'), 0, MINE);
  run(
    partRows(tenant, 'bench-mp-', `printf('bench-m-%09d', i / ${UNITS})`, `'${MATRIX_PLAN}'`, unit('i'), 'in_progress'),
    0,
    UNITS * TASKS,
  );
  run(
    partRows(tenant, 'bench-lp-', "printf('bench-l-%09d', i)", "'bench-plan-mine'", `'${unitId}'`, 'in_progress'),
    0,
    MINE,
  );
  const metrics = ['dispatched', 'acknowledged', 'submitted', 'accepted', 'returned', 'overdue'];
  const counter = db.prepare('INSERT OR REPLACE INTO counter (tenant_id, name, bucket, value) VALUES (?, ?, ?, ?)');
  for (const month of lastMonths(new Date())) {
    for (const metric of metrics) {
      counter.run(tenant, 'task.month', `${month}|${metric}`, 600);
      for (let n = 0; n < UNITS; n++) {
        counter.run(tenant, 'task.unitMonth', `${month}|bench-unit-${String(n).padStart(3, '0')}|${metric}`, 10);
      }
    }
  }
  db.exec('COMMIT');
  db.close();
}

/** More tasks of other plans and units, one part each and nine of ten finished, until there are `total`. Server stopped. */
export function fillTasks(dataDir: string, tenant: number, total: number, tell: (what: string) => void): void {
  const db = cellOf(dataDir, tenant);
  const count = () => db.prepare('SELECT COUNT(*) AS n FROM task WHERE tenant_id = ?').get(tenant)!.n as number;
  const have = count();
  const batch = 50_000;
  for (let from = have; from < total; from += batch) {
    const to = Math.min(from + batch, total);
    db.exec('BEGIN');
    plans(db, tenant, `printf('bench-plan-%06d', i)`, 'BF', Math.ceil(from / TASKS), Math.ceil(to / TASKS) + 1);
    const plan = `printf('bench-plan-%06d', (i + ${TASKS - 1}) / ${TASKS})`;
    const state = "CASE WHEN i % 10 = 0 THEN 'in_progress' ELSE 'accepted' END";
    const series = (sql: string) => db.prepare(`${SERIES} INSERT INTO ${sql} FROM n`).run(from, to);
    series(taskRows(tenant, 'bench-f-', plan, state, true));
    series(partRows(tenant, 'bench-fp-', "printf('bench-f-%09d', i)", plan, unit('i'), state, true));
    db.exec('COMMIT');
    tell(`${to} tasks`);
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

const unit = (n: string): string => `printf('bench-unit-%03d', ${n} % ${UNITS})`;

function plans(db: DatabaseSync, tenant: number, id: string, prefix: string, from: number, to: number): void {
  db.prepare(
    `${SERIES} INSERT OR IGNORE INTO plan (tenant_id, id, number, kind, title, state, year, event_hash, version, created_at, updated_at)
     SELECT ${tenant}, ${id}, printf('${prefix}-%06d', i), 'manual', '测试计划', 'active', 2026, ${NO_HASH}, 0 FROM n`,
  ).run(from, to);
}

/** Quoted words are states of the same name; anything else is an expression over `i`. */
const word = (state: string): string => (/^\w+$/.test(state) ? `'${state}'` : state);

function taskRows(tenant: number, id: string, plan: string, stage: string, finished = false): string {
  const closed = finished ? `CASE WHEN i % 10 = 0 THEN NULL ELSE 1 END` : 'NULL';
  return `task (tenant_id, id, plan_id, number, sort, title, kind, state, stage, parts, dispatched_at, due_at, closed_at, event_hash, version, created_at, updated_at)
    SELECT ${tenant}, printf('${id}%09d', i), ${plan}, printf('${id}%09d', i), i, '排查整治重点场所隐患', 'once', 'dispatched', ${word(stage)}, 1, 1, 1900000000000 + i, ${closed}, ${NO_HASH}, 0`;
}

function partRows(
  tenant: number,
  id: string,
  task: string,
  plan: string,
  of: string,
  state: string,
  finished = false,
): string {
  const end = finished ? `CASE WHEN i % 10 = 0 THEN NULL ELSE 1 END` : 'NULL';
  return `assignment (tenant_id, id, task_id, plan_id, unit_id, role, state, due_at, progress, finished_at, event_hash, version, created_at, updated_at)
    SELECT ${tenant}, printf('${id}%09d', i), ${task}, ${plan}, ${of}, 'lead', ${word(state)}, 1900000000000 + i, i % 100, ${end}, ${NO_HASH}, 0`;
}

/** This month and the eleven before, in China. */
function lastMonths(now: Date): string[] {
  const [year, month] = new Date(now.getTime() + 8 * 3_600_000).toISOString().split('-').map(Number) as [
    number,
    number,
  ];
  return Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7));
}
