import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/bulletins.ts';
import type { BulletinFigures } from '../../contract/bulletins.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { canonical } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';
import { type BulletinDone, type BulletinRow, beginStep, bulletinWrites } from './bulletin-rows.ts';
import { reportingUnits } from './settings.ts';

/** Of what the paper says: whoever holds a copy can compare it. */
export function digestOf(
  row: Pick<BulletinRow, 'period' | 'edition' | 'number' | 'title' | 'figures' | 'body'>,
): string {
  const { period, edition, number, title } = row;
  const content = { period, edition, number, title, figures: JSON.parse(row.figures), body: JSON.parse(row.body) };
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** Figures and words stay as they are from here on; every unit is told, and its first reader noted. */
export async function publishBulletin(
  ctx: Ctx,
  input: InputOf<typeof contract.publishBulletin>,
): Promise<BulletinDone> {
  const { db, now } = ctx;
  const { row, to } = await beginStep(ctx, input, 'publish');
  const sha256 = digestOf(row);
  const { writes, done } = bulletinWrites(ctx, row, 'publish', to, { publishedAt: now, sha256 }, { sha256 });
  const figures = JSON.parse(row.figures) as BulletinFigures;
  const units = new Set([
    ...(await reportingUnits(ctx)).map((unit) => unit.id),
    ...figures.criticised.map((named) => named.unitId),
  ]);
  const receipts = db.insertMany(
    'bulletinReceipt',
    [...units].map((unitId) => ({ bulletinId: row.id, unitId })),
  );
  const used = figures.criticised.map((named) => named.mentionId);
  const mentions = db.update('bulletinMention', { bulletinId: row.id }, (m) =>
    and(among(m.id, used), isNull(m.bulletinId)),
  );
  const notices = await notifyWrites(ctx, {
    to: [...[...units].map((unitId) => ({ unitId })), { role: 'leader' as const }],
    kind: 'bulletin.published',
    title: row.correction ? '通报已更正' : '新的通报',
    body: row.title,
    link: `/bulletins/${row.id}`,
  });
  const older = row.edition > 1 ? await supersede(ctx, row) : [];
  const answer = await db.commit([...writes, ...older, ...receipts, mentions, ...notices], done);
  ctx.ports.wakeOutbox();
  return answer;
}

/** The edition in force until now stays readable, and is marked. */
async function supersede(ctx: Ctx, by: BulletinRow): Promise<Write[]> {
  const b = ctx.db.rows.bulletin;
  const rows = await ctx.db
    .select()
    .from(b)
    .where(and(eq(b.period, by.period), eq(b.state, 'published')));
  return rows.flatMap((row) => bulletinWrites(ctx, row, 'supersede', 'superseded', {}, { by: by.id }).writes);
}
