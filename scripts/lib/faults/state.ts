import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mintTenantId, TenantDb } from '../../../db/tenant-db.ts';
import { HEADED } from '../../../workers/domain/audit/chain.ts';
import type { Ctx } from '../../../workers/domain/context.ts';
import { reconcileCounters } from '../../../workers/domain/upkeep/counters.ts';
import { auditFolder } from '../audit.ts';
import { nodeD1 } from './node-d1.ts';

export interface Look {
  readonly breaches: readonly string[];
  readonly events: number;
  readonly rows: number;
  readonly counters: number;
}

/** What must never be found, whatever happened: a query that has to come back empty, and what a row of it would mean. */
const NEVER: readonly (readonly [string, string])[] = [
  [
    'a tip without its hazard',
    'SELECT 1 FROM tip t LEFT JOIN hazard h ON h.tenant_id = t.tenant_id AND h.id = t.hazard_id WHERE h.id IS NULL',
  ],
  ['two tips with one hazard', 'SELECT 1 FROM tip GROUP BY tenant_id, hazard_id HAVING count(*) > 1'],
  ['a number given twice', "SELECT 1 FROM hazard WHERE number <> '' GROUP BY tenant_id, number HAVING count(*) > 1"],
  [
    'a tip without its spent proof',
    'SELECT 1 FROM tip t WHERE (SELECT count(*) FROM tip o WHERE o.tenant_id = t.tenant_id) > (SELECT count(*) FROM spent_proof p WHERE p.tenant_id = t.tenant_id)',
  ],
  [
    'a running clock of a hazard that is closed',
    "SELECT 1 FROM clock c JOIN hazard h ON h.tenant_id = c.tenant_id AND h.id = c.entity_id WHERE c.entity = 'hazard' AND c.stopped_at IS NULL AND h.state IN ('closed', 'not_established', 'merged')",
  ],
  [
    'a hazard with other clocks or events than its like',
    'SELECT 1 FROM (SELECT h.tenant_id, h.source, h.state, (SELECT count(*) FROM clock c WHERE c.tenant_id = h.tenant_id AND c.entity_id = h.id) AS clocks, (SELECT count(*) FROM clock c WHERE c.tenant_id = h.tenant_id AND c.entity_id = h.id AND c.stopped_at IS NULL) AS running, (SELECT count(*) FROM event e WHERE e.tenant_id = h.tenant_id AND e.entity_id = h.id) AS events FROM hazard h) GROUP BY tenant_id, source, state HAVING min(clocks) <> max(clocks) OR min(running) <> max(running) OR min(events) <> max(events)',
  ],
  [
    'a clock of nothing',
    "SELECT 1 FROM clock c WHERE c.entity = 'hazard' AND NOT EXISTS (SELECT 1 FROM hazard h WHERE h.tenant_id = c.tenant_id AND h.id = c.entity_id)",
  ],
  [
    'work left behind for nothing',
    "SELECT 1 FROM outbox o WHERE o.channel = 'search' AND NOT EXISTS (SELECT 1 FROM hazard h WHERE h.tenant_id = o.tenant_id AND h.id = json_extract(o.payload, '$.hazardId'))",
  ],
  [
    'evidence without its photo',
    'SELECT 1 FROM hazard_evidence e LEFT JOIN blob b ON b.tenant_id = e.tenant_id AND b.id = e.blob_id WHERE b.id IS NULL OR b.attached_to IS NULL',
  ],
  [
    'a file of a tip with parts missing',
    'SELECT 1 FROM tip_attachment a WHERE a.tip_id IS NOT NULL AND a.parts <> (SELECT count(*) FROM tip_attachment_part p WHERE p.tenant_id = a.tenant_id AND p.attachment_id = a.id)',
  ],
  [
    'a part of a task of a task that is not there',
    'SELECT 1 FROM assignment a LEFT JOIN task t ON t.tenant_id = a.tenant_id AND t.id = a.task_id WHERE t.id IS NULL',
  ],
  [
    'an event behind nothing',
    'SELECT 1 FROM event e WHERE e.seq > 1 AND NOT EXISTS (SELECT 1 FROM event p WHERE p.tenant_id = e.tenant_id AND p.entity = e.entity AND p.entity_id = e.entity_id AND p.seq = e.seq - 1)',
  ],
];

/** The databases of a data folder as they lie there, on a copy: what a start would find, before it has mended anything. */
export async function look(dataDir: string, slug: string): Promise<Look> {
  const copy = mkdtempSync(join(tmpdir(), 'anshao-look-'));
  const breaches: string[] = [];
  const sum = { events: 0, rows: 0, counters: 0 };
  try {
    cpSync(join(dataDir, 'd1'), join(copy, 'd1'), { recursive: true });
    for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.sqlite')) continue;
      const db = new DatabaseSync(join(copy, name));
      await lookAt(db, (words) => breaches.push(`${words} (${name.slice(-20)})`), sum);
      db.close();
    }
    const { broken, events } = auditFolder(copy, slug);
    if (broken) breaches.push(`broken chain: ${broken.entity} ${broken.entityId} #${broken.seq}`);
    return { ...sum, events, breaches };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function lookAt(db: DatabaseSync, tell: (words: string) => void, sum: { rows: number; counters: number }) {
  const integrity = Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})[0];
  if (integrity !== 'ok') tell(`integrity_check: ${String(integrity)}`);
  if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'hazard'").get()) return;
  if (db.prepare('PRAGMA foreign_key_check').get()) tell('a row refers to nothing');
  for (const [words, sql] of NEVER) if (db.prepare(`${sql} LIMIT 1`).get()) tell(words);
  for (const [entity, table] of Object.entries(HEADED)) {
    const sql = `SELECT 1 FROM event e WHERE e.entity = ? AND NOT EXISTS
                 (SELECT 1 FROM ${table} s WHERE s.tenant_id = e.tenant_id AND s.id = e.entity_id) LIMIT 1`;
    if (db.prepare(sql).get(entity)) tell(`an event of a ${entity} that is not there`);
    sum.rows += Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  }
  for (const { tenant } of db.prepare('SELECT DISTINCT tenant_id AS tenant FROM counter').all()) {
    sum.counters += Number(db.prepare('SELECT count(*) AS n FROM counter WHERE tenant_id = ?').get(Number(tenant))?.n);
    for (const drift of await reconcileCounters(counting(db, Number(tenant)))) {
      tell(`counter ${drift.name} ${drift.bucket} is off by ${drift.delta}`);
    }
  }
}

/** The product's own recount, on this copy. */
const counting = (db: DatabaseSync, tenant: number): Ctx =>
  ({ db: new TenantDb(nodeD1(db), mintTenantId(tenant)), now: Date.now(), tenant: { no: tenant } }) as unknown as Ctx;
