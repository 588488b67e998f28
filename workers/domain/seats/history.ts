import { and, asc, eq, gt } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { seatEvents as eventsRoute, seatFile as fileRoute } from '../../contract/seats.ts';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import type { Ctx } from '../context.ts';
import { actorName, iso, namesOf, personOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { labelOf } from './labels.ts';
import { loadSeat } from './rows.ts';

/** The chain of a seat the actor may see, oldest first. */
export async function seatHistory(
  ctx: Ctx,
  { id, cursor, limit }: InputOf<typeof eventsRoute>,
): Promise<OutputOf<typeof eventsRoute>> {
  const row = await loadSeat(ctx, id);
  const e = ctx.db.rows.event;
  const after = readCursor(cursor, ['number'])?.[0] ?? 0;
  const rows = await ctx.db
    .select()
    .from(e)
    .where(and(eq(e.entity, 'expert_seat'), eq(e.entityId, row.id), gt(e.seq, after)))
    .orderBy(asc(e.seq))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (one) => [one.seq]);
  const names = await namesOf(
    ctx,
    items.map((one) => personOf(one.actor)),
  );
  return {
    items: items.map(({ seq, at, actor, action, fromState: from, toState: to, data, hash }) => ({
      ...{ seq, at: iso(at), actor, action, from, to, hash },
      actorName: actorName(actor, 'expert_seat', names),
      label: labelOf(action, from),
      data: JSON.parse(data) as Record<string, unknown>,
    })),
    next,
  };
}

/** What proves a period or a credential of the expert whose seat the actor may see. */
export async function seatFile(ctx: Ctx, { id, blobId }: InputOf<typeof fileRoute>): Promise<StoredFile> {
  const row = await loadSeat(ctx, id);
  const { expertPeriod: p, expertCredential: c, blob: b } = ctx.db.rows;
  const [[period], [credential]] = await Promise.all([
    ctx.db
      .select({ id: p.id })
      .from(p)
      .where(and(eq(p.expertId, row.expertId), eq(p.blobId, blobId)))
      .limit(1),
    ctx.db
      .select({ id: c.id })
      .from(c)
      .where(and(eq(c.expertId, row.expertId), eq(c.blobId, blobId)))
      .limit(1),
  ]);
  if (!period && !credential) return openBlob(ctx, undefined);
  const [file] = await ctx.db
    .select({ objectKey: b.objectKey, mediaType: b.mediaType })
    .from(b)
    .where(eq(b.id, blobId));
  return openBlob(ctx, file);
}
