import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type * as contract from '../../contract/bulletins.ts';
import type { BulletinBody, BulletinFigures } from '../../contract/bulletins.ts';
import type { BulletinState } from '../../contract/month-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, can, personId } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { PUBLIC_STATES } from './bulletin-machine.ts';
import { type BulletinRow, bulletinActions, loadBulletin, numberOf, visibleBulletins } from './bulletin-rows.ts';
import { personNames } from './report-one.ts';
import { paperRule } from './settings.ts';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Newest month first, its newest edition first, with how many units have read it. */
export async function listBulletins(
  ctx: Ctx,
  input: InputOf<typeof contract.bulletins>,
): Promise<OutputOf<typeof contract.bulletins>> {
  const { bulletin: b, bulletinReceipt: c } = ctx.db.rows;
  const after = readCursor(input.cursor, ['string', 'number', 'string']);
  const place = after && sql`(${b.period}, ${b.edition}, ${b.id}) < (${after[0]}, ${after[1]}, ${after[2]})`;
  const rows = await ctx.db
    .select()
    .from(b)
    .where(and(visibleBulletins(ctx), place))
    .orderBy(desc(b.period), desc(b.edition), desc(b.id))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (row) => [row.period, row.edition, row.id]);
  const read = await ctx.db
    .select({ id: c.bulletinId, units: sql<number>`COUNT(*)`, readBy: sql<number>`COUNT(${c.readAt})` })
    .from(c)
    .where(
      among(
        c.bulletinId,
        items.map((row) => row.id),
      ),
    )
    .groupBy(c.bulletinId);
  const receipts = new Map(read.map((row) => [row.id, row]));
  const { code } = await paperRule(ctx);
  return {
    items: items.map((row) => ({
      ...lineOf(row, code),
      units: receipts.get(row.id)?.units ?? 0,
      readBy: receipts.get(row.id)?.readBy ?? 0,
    })),
    next,
  };
}

function lineOf(row: BulletinRow, code: string) {
  const { id, period, edition, title, version } = row;
  const publishedAt = iso(row.publishedAt);
  return {
    id,
    period,
    edition,
    title,
    version,
    publishedAt,
    state: row.state as BulletinState,
    number: numberOf(row, code),
  };
}

export async function oneBulletin(
  ctx: Ctx,
  { id }: InputOf<typeof contract.bulletin>,
): Promise<OutputOf<typeof contract.bulletin>> {
  const row = await loadBulletin(ctx, id);
  const { code, redHead } = await paperRule(ctx);
  const people = await personNames(ctx, [row.createdBy, row.editedBy, row.approvedBy]);
  const { newerId, olderId } = await editions(ctx, row);
  return {
    ...lineOf(row, code),
    redHead,
    body: JSON.parse(row.body) as BulletinBody,
    figures: JSON.parse(row.figures) as BulletinFigures,
    correction: row.correction,
    reason: row.reason,
    createdBy: people.get(row.createdBy) ?? '',
    editedBy: people.get(row.editedBy) ?? '',
    approvedBy: people.get(row.approvedBy ?? '') ?? '',
    approvedAt: iso(row.approvedAt),
    day: row.approvedAt === null ? null : localDay(row.approvedAt),
    sha256: row.sha256,
    ...{ newerId, olderId },
    toRead: row.state === 'published' && (await unread(ctx, id)).length > 0,
    actions: bulletinActions(ctx, row),
  };
}

/** The edition in force where this one is not, and the one before this. */
async function editions(ctx: Ctx, { period, edition, state }: BulletinRow) {
  const b = ctx.db.rows.bulletin;
  const rows = await ctx.db
    .select({ id: b.id, edition: b.edition, state: b.state })
    .from(b)
    .where(and(eq(b.period, period), inArray(b.state, [...PUBLIC_STATES])));
  const newer = state === 'superseded' ? rows.find((row) => row.state === 'published') : undefined;
  const older = rows.find((row) => row.edition === edition - 1);
  return { newerId: newer?.id ?? null, olderId: older?.id ?? null };
}

export async function bulletinReceipts(
  ctx: Ctx,
  { id }: InputOf<typeof contract.receipts>,
): Promise<OutputOf<typeof contract.receipts>> {
  await loadBulletin(ctx, id);
  const { bulletinReceipt: c, unit: u } = ctx.db.rows;
  const rows = await ctx.db
    .select({ unitId: c.unitId, readBy: c.readBy, readAt: c.readAt, name: u.name })
    .from(c)
    .innerJoin(u, eq(u.id, c.unitId))
    .where(eq(c.bulletinId, id))
    .orderBy(u.sort, u.id);
  const people = await personNames(
    ctx,
    rows.map((row) => row.readBy),
  );
  return {
    items: rows.map((row) => ({
      unitId: row.unitId,
      name: row.name,
      readAt: iso(row.readAt),
      readBy: people.get(row.readBy ?? '') ?? '',
    })),
  };
}

/** The first reader of a unit signs for it: the reader's own unit, and those the reader answers for. */
export async function readBulletin(
  ctx: Ctx,
  { id }: InputOf<typeof contract.readBulletin>,
): Promise<OutputOf<typeof contract.readBulletin>> {
  await loadBulletin(ctx, id);
  const units = await unread(ctx, id);
  const readBy = personId(ctx);
  const read = ctx.db.update('bulletinReceipt', { readBy, readAt: ctx.now }, (c) =>
    and(eq(c.bulletinId, id), among(c.unitId, units), isNull(c.readAt)),
  );
  return ctx.db.commit([read], { units: units.length });
}

async function unread(ctx: Ctx, id: string): Promise<string[]> {
  // Whoever made the paper does not sign for having got it, whatever unit the office sits in.
  if (ctx.actor.kind !== 'person' || can(ctx, 'bulletin.write') || can(ctx, 'bulletin.approve')) return [];
  const { bulletinReceipt: c, person: p } = ctx.db.rows;
  const [me] = await ctx.db.select({ unitId: p.unitId }).from(p).where(eq(p.id, ctx.actor.personId));
  const mine = new Set([me?.unitId ?? '', ...ctx.actor.grants.map((grant) => grant.unitId)]);
  const rows = await ctx.db
    .select({ unitId: c.unitId })
    .from(c)
    .where(and(eq(c.bulletinId, id), among(c.unitId, mine), isNull(c.readAt)));
  return rows.map((row) => row.unitId);
}
