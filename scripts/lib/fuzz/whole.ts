import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mintTenantId, TenantDb } from '../../../db/tenant-db.ts';
import type { Ctx } from '../../../workers/domain/context.ts';
import { reconcileCounters } from '../../../workers/domain/upkeep/counters.ts';
import { auditFolder } from '../audit.ts';
import { nodeD1 } from '../faults/node-d1.ts';

/** What is not whole in a folder at rest: chains of these districts, databases, references, counters; [] when all is. */
export async function notWhole(dataDir: string, slugs: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const slug of slugs) {
    const { broken } = auditFolder(dataDir, slug);
    if (broken) found.push(`broken chain: ${broken.entity} ${broken.entityId} #${broken.seq}`);
  }
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.sqlite')) continue;
    const db = new DatabaseSync(join(dataDir, name));
    try {
      found.push(...(await inDatabase(db)).map((words) => `${words} (${name.slice(-20)})`));
    } finally {
      db.close();
    }
  }
  return found;
}

async function inDatabase(db: DatabaseSync): Promise<string[]> {
  const found: string[] = [];
  const integrity = Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})[0];
  if (integrity !== 'ok') found.push(`integrity_check: ${String(integrity)}`);
  if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'counter'").get()) return found;
  if (db.prepare('PRAGMA foreign_key_check').get()) found.push('a row refers to nothing');
  for (const { tenant } of db.prepare('SELECT DISTINCT tenant_id AS tenant FROM counter').all()) {
    const no = Number(tenant);
    const ctx = { db: new TenantDb(nodeD1(db), mintTenantId(no)), now: Date.now(), tenant: { no } } as unknown as Ctx;
    for (const drift of await reconcileCounters(ctx)) found.push(`counter ${drift.name} is off by ${drift.delta}`);
  }
  return found;
}
