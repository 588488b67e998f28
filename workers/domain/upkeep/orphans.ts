import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { outboxWrite } from '../outbox/write.ts';
import { UNCLAIMED } from '../tips/uploads.ts';
import { among } from '../units/scope.ts';

const KEPT_MS = 24 * 3_600_000;
/** So many nights may fail before a stray object is never looked for again. */
const STRAY_DAYS = 9;
const BATCH = 200;
/** Keys in one order: a row of the outbox is bounded. */
const KEYS = 1000;

/**
 * Uploads nobody claimed within a day: their rows go in one commit with the order to remove the objects, so that a crash
 * between the two leaves nothing behind.
 */
export async function sweepOrphans(ctx: Ctx): Promise<number> {
  let swept = 0;
  for (const sweep of [sweepBlobs, sweepTipFiles]) {
    for (let taken = BATCH; taken === BATCH; swept += taken) taken = await sweep(ctx);
  }
  return swept + (await sweepStrays(ctx));
}

/**
 * Objects of the last days that no row knows: they were put, and then the commit of their row failed or was never made.
 * An object is named by an id that begins with its time, so that a night lists a few days and not the years.
 */
async function sweepStrays({ db, ports, tenant, now }: Ctx): Promise<number> {
  const b = db.rows.blob;
  let swept = 0;
  for (const folder of ['e', 'import']) {
    for (const beginning of beginnings(now - STRAY_DAYS * KEPT_MS, now - KEPT_MS)) {
      let cursor: string | undefined;
      do {
        const page = await ports.blobs.list(`t${tenant.no}/${folder}/${beginning}`, cursor);
        const ids = page.keys
          .map((key) => key.slice(key.lastIndexOf('/') + 1))
          .filter((id) => madeAt(id) < now - KEPT_MS);
        const rows = await db.select({ id: b.id }).from(b).where(among(b.id, ids));
        const known = new Set(rows.map((row) => row.id));
        const strays = ids.filter((id) => !known.has(id));
        await ports.blobs.remove(strays.map((id) => `t${tenant.no}/${folder}/${id}`));
        swept += strays.length;
        cursor = page.cursor;
      } while (cursor !== undefined);
    }
  }
  return swept;
}

/** When an id was drawn (RFC 9562, version 7). */
const madeAt = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

/** The first five digits of all ids drawn from `from` to `to`: each stands for three days. */
function beginnings(from: number, to: number): string[] {
  const span = 2 ** 28;
  const count = Math.floor(to / span) - Math.floor(from / span) + 1;
  return Array.from({ length: count }, (_, n) => (Math.floor(from / span) + n).toString(16).padStart(5, '0'));
}

async function sweepBlobs(ctx: Ctx): Promise<number> {
  const { db } = ctx;
  const b = db.rows.blob;
  const rows = await db
    .select({ id: b.id, key: b.objectKey })
    .from(b)
    .where(and(isNull(b.attachedTo), lt(b.createdAt, ctx.now - KEPT_MS)))
    .limit(BATCH);
  if (rows.length === 0) return 0;
  const ids = rows.map((r) => r.id);
  // Unclaimed still: a commit may have taken one of them since it was listed.
  const gone = db.remove('blob', (r) => and(among(r.id, ids), isNull(r.attachedTo)));
  const keys = rows.map((r) => r.key);
  return db.commit([gone, ...orders(ctx, keys)], rows.length);
}

/** Every object that may lie under an announced file, the one too whose part was put and never written down. */
async function sweepTipFiles(ctx: Ctx): Promise<number> {
  const { db } = ctx;
  const a = db.rows.tipAttachment;
  const rows = await db
    .select({ id: a.id, key: a.objectKey, parts: a.parts })
    .from(a)
    .where(and(isNull(a.tipId), lt(a.createdAt, ctx.now - KEPT_MS)))
    .limit(BATCH);
  if (rows.length === 0) return 0;
  const ids = JSON.stringify(rows.map((r) => r.id));
  const unclaimed = sql`(SELECT a.id FROM tip_attachment a JOIN json_each(${ids}) AS j ON a.id = j.value
                         WHERE a.tenant_id = ${ctx.tenant.no} AND a.tip_id IS NULL)`;
  const keys = rows.flatMap((r) =>
    r.parts === 0 ? [r.key] : Array.from({ length: r.parts }, (_, n) => `${r.key}/${n}`),
  );
  const bytes = sql`value - (SELECT COALESCE(SUM(p.size), 0) FROM tip_attachment_part p
                    WHERE p.tenant_id = ${ctx.tenant.no} AND p.attachment_id IN ${unclaimed})`;
  return db.commit(
    [
      db.update('counter', { value: bytes }, (c) => eq(c.name, UNCLAIMED)),
      db.remove('tipAttachmentPart', (p) => sql`${p.attachmentId} IN ${unclaimed}`),
      db.remove('tipAttachment', (r) => sql`${r.id} IN ${unclaimed}`),
      ...orders(ctx, keys),
    ],
    rows.length,
  );
}

function orders(ctx: Ctx, keys: readonly string[]): Write[] {
  const writes: Write[] = [];
  for (let at = 0; at < keys.length; at += KEYS) {
    writes.push(outboxWrite(ctx, 'objects', { keys: keys.slice(at, at + KEYS) }));
  }
  return writes;
}
