import type { DatabaseSync } from 'node:sqlite';
import { cellOf } from './task-rows.ts';

export const POOL = 'bench-pool';
/** Jobs of each expert. */
export const JOBS = 3;
const SERIES = 'WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)';
const NO_HASH = "'', 0, 0";

/** A pool of so many members, each with three jobs of which two overlap, a title and a registration. Server stopped. */
export function furnishExperts(dataDir: string, tenant: number, unitId: string, members: number): void {
  const db = cellOf(dataDir, tenant);
  db.exec('BEGIN');
  db.prepare(
    `INSERT INTO expert_pool (tenant_id, id, field, title, state, event_hash, version, created_at, updated_at)
     VALUES (?, ?, 'chemicals', '测试专家库', 'open', ${NO_HASH}, 0)`,
  ).run(tenant, POOL);
  db.prepare('INSERT INTO expert_pool_owner (tenant_id, pool_id, unit_id) VALUES (?, ?, ?)').run(tenant, POOL, unitId);
  const run = (sql: string) => db.prepare(`${SERIES} INSERT INTO ${sql} FROM n`).run(members);
  run(`expert (tenant_id, id, name, identity_mac, identity_sealed, identity_tail, birth_day, phone_sealed, phone_tail,
      employer, source, created_by, event_hash, version, created_at, updated_at)
    SELECT ${tenant}, ${id('e')}, printf('专家%05d', i), ${id('m')}, 's', '001X', printf('19%02d-03-01', 60 + i % 30), 's',
      '0000', '某设计院', 'import', 'bench', ${NO_HASH}, 0`);
  for (let job = 0; job < JOBS; job++) run(jobRows(tenant, job));
  for (const [sort, kind, name] of [
    [0, 'title', '高级工程师'],
    [1, 'registration', '注册安全工程师'],
  ]) {
    run(`expert_credential (tenant_id, id, expert_id, sort, kind, name, confirmed_by, confirmed_at, confirmed_hash)
      SELECT ${tenant}, ${id(`c${sort}`)}, ${id('e')}, ${sort}, '${kind}', '${name}', 'bench', 1, ''`);
  }
  run(`expert_seat (tenant_id, id, expert_id, pool_id, state, number, passes, term_from, term_to, applied_at, event_hash,
      version, created_at, updated_at)
    SELECT ${tenant}, ${id('s')}, ${id('e')}, '${POOL}', 'appointed', printf('B-%05d', i), 1, '2026-01-01', '2028-12-31', 1,
      ${NO_HASH}, 0`);
  // As the commits of that many appointments would have left them.
  db.prepare("INSERT INTO counter (tenant_id, name, bucket, value) VALUES (?, 'expert.pool', ?, ?)").run(
    tenant,
    `${POOL}|members`,
    members,
  );
  db.exec('COMMIT');
  finish(db);
}

const id = (kind: string): string => `printf('bench-${kind}-%06d', i)`;

/** The second job overlaps the first; the last one goes on and began two years ago or up to ten: one in 36 falls short of five years. */
function jobRows(tenant: number, job: number): string {
  const [from, to] = [
    ["printf('20%02d-03-01', 8 + i % 4)", "'2012-02-28'"],
    ["printf('20%02d-06-01', 11 + i % 2)", "printf('20%02d-01-01', 14 + i % 2)"],
    ["printf('20%02d-11-23', 16 + i % 9)", 'NULL'],
  ][job] as [string, string];
  const share = job === 1 ? 50 : 100;
  return `expert_period (tenant_id, id, expert_id, sort, employer, post, work, field, from_day, to_day, share, confirmed_by,
      confirmed_at, confirmed_hash)
    SELECT ${tenant}, ${id(`p${job}`)}, ${id('e')}, ${job}, '某化工厂', '安全工程师', 'technology', 'chemicals', ${from}, ${to},
      ${share}, 'bench', 1, ''`;
}

function finish(db: DatabaseSync): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
