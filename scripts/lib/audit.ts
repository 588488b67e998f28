import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Before, type EventRow, HEADED, holds, type Link } from '../../workers/domain/audit/chain.ts';
import { Refusal } from './settings.ts';

export interface Finding {
  readonly events: number;
  readonly chains: number;
  readonly heads: number;
  readonly broken: Link | null;
}

/** Walks one tenant's chains in the data folder itself, read-only; the server may be running. @throws Refusal */
export function auditFolder(dataDir: string, slug: string): Finding {
  const databases = open(dataDir);
  try {
    const directory = databases.find((d1) => has(d1, 'tenant'));
    const tenant = directory?.prepare('SELECT id FROM tenant WHERE slug = ?').get(slug)?.id;
    if (typeof tenant !== 'number') {
      throw new Refusal(`${dataDir} 中没有地区 ${slug}。 No tenant ${slug} in ${dataDir}.`);
    }
    const cells = databases.filter((d1) => has(d1, 'event') && holdsTenant(d1, tenant));
    const sum = { events: 0, chains: 0, heads: 0 };
    for (const cell of cells) {
      const found = auditCell(cell, tenant);
      sum.events += found.events;
      sum.chains += found.chains;
      sum.heads += found.heads;
      if (found.broken) return { ...sum, broken: found.broken };
    }
    return { ...sum, broken: null };
  } finally {
    for (const d1 of databases) d1.close();
  }
}

function open(dataDir: string): DatabaseSync[] {
  // Below `d1` only: the folder may hold a backup taken before an upgrade.
  const d1 = join(dataDir, 'd1');
  const files = existsSync(d1) ? readdirSync(d1, { recursive: true, encoding: 'utf8' }) : [];
  return files
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => new DatabaseSync(join(d1, name), { readOnly: true, timeout: 5_000 }));
}

const has = (d1: DatabaseSync, table: string): boolean =>
  d1.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;

/** Entities with a head; a folder of an older release (a backup) has not all of the tables yet. */
const headed = (d1: DatabaseSync): [string, string][] => Object.entries(HEADED).filter(([, table]) => has(d1, table));

/** A tenant whose whole ledger was deleted still has its people or units: it must be found, and found broken. */
const holdsTenant = (d1: DatabaseSync, tenant: number): boolean =>
  ['event', ...headed(d1).map(([, table]) => table)].some((table) =>
    d1.prepare(`SELECT 1 FROM ${table} WHERE tenant_id = ? LIMIT 1`).get(tenant),
  );

function auditCell(d1: DatabaseSync, tenant: number): Finding {
  // One snapshot for all statements: a step taken meanwhile is seen with its event or not at all.
  d1.exec('BEGIN');
  const rows = d1
    .prepare(
      `SELECT entity, entity_id AS entityId, seq, at, actor, action, from_state AS fromState, to_state AS toState, data,
              prev_hash AS prevHash, hash FROM event WHERE tenant_id = ? ORDER BY entity, entity_id, seq`,
    )
    .iterate(tenant) as Iterable<unknown> as Iterable<EventRow>;
  let before: Before | undefined;
  const sum = { events: 0, chains: 0, heads: 0 };
  for (const row of rows) {
    const { entity, entityId, seq, hash } = row;
    sum.events += 1;
    if (before?.entity !== entity || before.entityId !== entityId) sum.chains += 1;
    if (!holds(before, row)) return { ...sum, broken: { entity, entityId, seq } };
    before = { entity, entityId, seq, hash };
  }
  for (const [entity, table] of headed(d1)) {
    const heads = d1.prepare(
      `SELECT s.id, s.version, s.event_hash AS head,
              (SELECT hash FROM event e WHERE e.tenant_id = s.tenant_id AND e.entity = ?2 AND e.entity_id = s.id
                AND e.seq = s.version) AS hash,
              EXISTS (SELECT 1 FROM event e WHERE e.tenant_id = s.tenant_id AND e.entity = ?2 AND e.entity_id = s.id
                AND e.seq > s.version) AS ahead
       FROM ${table} s WHERE s.tenant_id = ?1 ORDER BY s.id`,
    );
    for (const row of heads.iterate(tenant, entity)) {
      sum.heads += 1;
      const version = Number(row.version);
      const same = version === 0 ? row.head === '' : row.hash === row.head;
      if (row.ahead || !same) {
        return { ...sum, broken: { entity, entityId: String(row.id), seq: row.ahead ? version + 1 : version } };
      }
    }
  }
  d1.exec('COMMIT');
  return { ...sum, broken: null };
}
