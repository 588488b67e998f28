import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tokens } from '../../../db/search-index.ts';
import { cellOf } from './task-rows.ts';

/** A district's ledger: so many hazards, one in ten in hand, some of these late or soon due. */
export const HAZARDS = 5_000;
/** The words searched for stand in one hazard of twenty. */
export const WORDS = '消防通道';

const SERIES = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)';
const STATE = `CASE WHEN i % 10 <> 0 THEN 'closed' ELSE
  CASE (i / 10) % 5 WHEN 0 THEN 'reported' WHEN 1 THEN 'confirmed' WHEN 2 THEN 'assigned' WHEN 3 THEN 'rectifying' ELSE 'submitted' END END`;
const TITLE = `CASE WHEN i % 20 = 0 THEN '消防通道被杂物占用' ELSE '电动车在楼道充电' END`;

/** Hazards with their first events, their counters and their words in the index of the search. Server stopped. */
export function furnishHazards(dataDir: string, tenant: number, unitId: string): void {
  const db = cellOf(dataDir, tenant);
  const now = Date.now();
  const day = 86_400_000;
  const open = 'i % 10 = 0';
  db.exec('BEGIN');
  const people = db.prepare(
    "SELECT id, username FROM person WHERE tenant_id = ? AND username IN ('inspector', 'handler')",
  );
  const person = Object.fromEntries(people.all(tenant).map((row) => [row.username, row.id])) as Record<string, string>;
  db.prepare(
    `${SERIES} INSERT INTO hazard (tenant_id, id, seq, number, state, level, source, title, description, place_unit_id, address,
       enterprise, danger, reported_by, owner_unit_id, rectified_by, verifier_id, due_at, created_at, updated_at, closed_at,
       version, event_hash)
     SELECT ${tenant}, ${ID}, 1000000 + i, printf('B-%06d', i), ${STATE}, 'general', 'supervision', ${TITLE},
       '现场检查发现，须限期整改。', '${unitId}', '解放路' || i || '号', '某某商贸有限公司', ${open} AND i % 70 = 0,
       '${person.inspector}', CASE WHEN ${open} AND (i / 10) % 5 < 2 THEN NULL ELSE '${unitId}' END,
       CASE WHEN ${open} THEN NULL ELSE '${person.handler}' END, CASE WHEN ${open} THEN NULL ELSE '${person.inspector}' END,
       CASE WHEN ${open} AND (i / 10) % 5 > 1 THEN ${now} + (i % 400 - 60) * ${day} / 8 END,
       ${now} - (${HAZARDS} - i) * 60000, ${now}, CASE WHEN ${open} THEN NULL ELSE ${now} END, 1, '' FROM n`,
  ).run(HAZARDS);
  db.prepare(
    `${SERIES} INSERT INTO event (tenant_id, entity, entity_id, seq, at, actor, action, to_state, data, prev_hash, hash)
     SELECT ${tenant}, 'hazard', ${ID}, 1, ${now} - (${HAZARDS} - i) * 60000, 'person:${person.inspector}', 'report', 'reported',
       '{}', '', '' FROM n`,
  ).run(HAZARDS);
  count(db, tenant, 'hazard.state', 'state');
  count(
    db,
    tenant,
    'hazard.units',
    "state || '|' || COALESCE(owner_unit_id, '') || '|' || COALESCE(place_unit_id, '')",
  );
  db.prepare("INSERT OR REPLACE INTO sequence (tenant_id, name, value) VALUES (?, 'hazard', ?)").run(tenant, 2_000_000);
  db.exec('COMMIT');
  const words = db.prepare('SELECT seq, title FROM hazard WHERE tenant_id = ?').all(tenant) as {
    seq: number;
    title: string;
  }[];
  finish(db);
  index(dataDir, tenant, words);
}

const ID = "printf('01900000-0000-7000-8000-%012d', i)";

function count(db: DatabaseSync, tenant: number, name: string, bucket: string): void {
  db.prepare(
    `INSERT OR REPLACE INTO counter (tenant_id, name, bucket, value)
     SELECT ${tenant}, '${name}', ${bucket}, COUNT(*) FROM hazard WHERE tenant_id = ${tenant} GROUP BY ${bucket}`,
  ).run();
}

/** Into every cell's index: which one is the tenant's is not to be seen from outside, and the others are never asked. */
function index(dataDir: string, tenant: number, rows: readonly { seq: number; title: string }[]): void {
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.sqlite')) continue;
    const db = new DatabaseSync(join(dataDir, name));
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'hazard_search'").get()) {
      db.exec('BEGIN');
      const insert = db.prepare('INSERT INTO hazard_search (rowid, v) VALUES (?, ?)');
      for (const { seq, title } of rows) insert.run(tenant * 2 ** 32 + seq, tokens(tenant, title).join(' '));
      db.exec('COMMIT');
    }
    finish(db);
  }
}

/** While it stands, nobody works off the tenant's outbox: what a request costs is then measured without what follows it. */
export function holdOutbox(dataDir: string, tenant: number, held: boolean): void {
  const db = cellOf(dataDir, tenant);
  db.prepare("DELETE FROM outbox WHERE tenant_id = ? AND id = 'bench-hold'").run(tenant);
  if (held) {
    db.prepare(
      "INSERT INTO outbox (tenant_id, id, channel, payload, attempts, created_at, next_at, lease_until) VALUES (?, 'bench-hold', 'search', '{}', 0, 0, 0, ?)",
    ).run(tenant, Date.now() + 86_400_000);
  }
  finish(db);
}

function finish(db: DatabaseSync): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
