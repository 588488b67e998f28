import { asc, desc, gte, lt } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { dayStart } from '../hazards/view.ts';
import { markOf, readToken, sameText } from './receipt-token.ts';

export type ReceiptTip = NonNullable<Awaited<ReturnType<typeof nearestById>>>;

async function nearestById({ db }: Ctx, id: string) {
  const t = db.rows.tip;
  const select = () =>
    db
      .select({
        id: t.id,
        state: t.state,
        desk: t.desk,
        priority: t.priority,
        day: t.day,
        category: t.category,
        placeUnitId: t.placeUnitId,
        authMac: t.authMac,
        mustChange: t.mustChange,
        muted: t.muted,
        messages: t.messages,
        unread: t.unread,
        shreddedDay: t.shreddedDay,
        version: t.version,
        eventHash: t.eventHash,
      })
      .from(t);
  const [above] = await select().where(gte(t.id, id)).orderBy(asc(t.id)).limit(1);
  const [below] = await select().where(lt(t.id, id)).orderBy(desc(t.id)).limit(1);
  return above ?? below;
}

/**
 * The tip of a token, or its neighbour with `right: false` for the token of an unknown receipt: what follows is the same work
 * for both. @throws `receipt_expired`, also for a receipt that was replaced since
 */
export async function tipNear(ctx: Ctx, token: string): Promise<{ tip: ReceiptTip | undefined; right: boolean }> {
  const { tipId, mark } = await readToken(ctx, token);
  const tip = await nearestById(ctx, tipId);
  const expected = await markOf(ctx, tip?.id ?? '', tip?.authMac ?? '');
  const right = tip?.id === tipId;
  if (right && !sameText(mark, expected)) throw new DomainError('receipt_expired');
  return { tip, right };
}

/** For what changes something. @throws `receipt_expired`, for an unknown receipt's token too */
export async function tipOfToken(ctx: Ctx, token: string): Promise<ReceiptTip> {
  const { tip, right } = await tipNear(ctx, token);
  if (!tip || !right) throw new DomainError('receipt_expired');
  return tip;
}

/** The reporter's steps are kept to the day, in the chain of events too. */
export const toTheDay = (ctx: Ctx): Ctx => ({ ...ctx, now: dayStart(ctx.now) });
