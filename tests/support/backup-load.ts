import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { blobFiles, sqliteFiles } from '../../scripts/lib/backup/folder.ts';
import { picture } from '../../scripts/lib/demo/picture.ts';
import type { District } from '../../scripts/lib/walkthrough/onboard.ts';
import { download } from '../../web/shared/api.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { type Accepted, TipClient } from '../../workers/protocol/client.ts';
import { newTipId } from '../../workers/protocol/compose.ts';

export const ITERATIONS = 1_000;

/** What the server has acknowledged. */
export interface Acknowledged {
  readonly tips: { receipt: string; accepted: Accepted; id: string }[];
  readonly hazards: { id: string; title: string; version: number; photo: string }[];
}

/** People who send tips with photos, and staff who report and move hazards, until told to stop. */
export async function mixedLoad(url: string, district: District, seen: Acknowledged, going: () => boolean) {
  const client = new TipClient(fetch, `${url}/${district.slug}/api`);
  const reporter = async () => {
    while (going()) {
      const key = newTipId();
      const photos = [
        { bytes: picture('before', seen.tips.length) as Uint8Array<ArrayBuffer>, mediaType: 'image/png' },
      ];
      const { payload, receipt } = await client.prepare({ iterations: ITERATIONS, photos });
      seen.tips.push({ receipt, accepted: await client.post(payload, key), id: payload.id });
    }
  };
  const staff = async (n: number) => {
    for (let i = 0; going(); i++) {
      const photo = (await district.inspector.call(hazards.upload, {}, undefined, picture('before', i))).id;
      const title = `消防通道堵塞第${n * 1_000 + i}处`;
      const { id } = await district.inspector.call(hazards.report, { title, source: 'enforcement', evidence: [photo] });
      const step = { id, title, version: 1, photo };
      seen.hazards.push(step);
      const confirmed = await district.office.call(hazards.confirm, { id, version: 1, level: 'general' });
      step.version = confirmed.version;
      const next = { id, version: step.version, unitId: district.ownerUnitId };
      step.version = (await district.office.call(hazards.assign, next)).version;
    }
  };
  await Promise.all([reporter(), reporter(), reporter(), staff(1), staff(2)]);
}

/** The bytes of a hazard's photo as the product shows them. */
export async function photoOf(base: string, token: string, id: string, blobId: string): Promise<string> {
  const shown = await download(hazards.blob, { id, blobId }, { base, token });
  return createHash('sha256')
    .update(new Uint8Array(await shown.arrayBuffer()))
    .digest('hex');
}

/** What does not fit together in a data folder: rows whose object is missing or has other bytes, counters, unpaired tips. */
export function misfits(dataDir: string): string[] {
  const databases = sqliteFiles(dataDir).map((path) => new DatabaseSync(join(dataDir, path), { readOnly: true }));
  const having = (table: string) =>
    databases.filter((db) => db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table));
  const files = new Map(blobFiles(dataDir).map((path) => [path.split('/').at(-1), join(dataDir, path)]));
  const objects = new Map(
    having('_mf_objects').flatMap((db) =>
      db
        .prepare('SELECT key, blob_id AS id FROM _mf_objects')
        .all()
        .map((row) => [String(row.key), files.get(String(row.id))] as const),
    ),
  );
  const wrong: string[] = [];
  for (const db of having('tip')) {
    for (const { key, sha256 } of db.prepare('SELECT object_key AS key, sha256 FROM blob').all()) {
      const file = objects.get(String(key));
      const found = file && createHash('sha256').update(readFileSync(file)).digest('hex');
      if (found !== sha256) wrong.push(`object ${String(key)}`);
    }
    for (const { key } of db.prepare('SELECT object_key AS key FROM tip_attachment WHERE tip_id IS NOT NULL').all()) {
      if (![...objects.keys()].some((name) => name.startsWith(String(key)))) wrong.push(`attachment ${String(key)}`);
    }
    const recount = `SELECT (SELECT value FROM counter WHERE name = 'tip.state' AND bucket = 'received') AS counter,
      (SELECT count(*) FROM tip) AS tips, (SELECT count(*) FROM tip t JOIN hazard h ON h.tenant_id = t.tenant_id AND h.id = t.hazard_id) AS pairs`;
    const { counter, tips, pairs } = db.prepare(recount).get() ?? {};
    if (tips !== 0 && (counter !== tips || pairs !== tips)) wrong.push(JSON.stringify({ tips, counter, pairs }));
  }
  for (const db of databases) db.close();
  return wrong;
}
