import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/bulletins.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { unitNames } from './settings.ts';

async function reviewOf({ db }: Ctx, period: string) {
  const [row] = await db.select().from(db.rows.review).where(eq(db.rows.review.period, period));
  return row;
}

/** The month's progress review, if it was held. */
export async function oneReview(
  ctx: Ctx,
  { period }: InputOf<typeof contract.review>,
): Promise<OutputOf<typeof contract.review>> {
  const row = await reviewOf(ctx, period);
  if (!row) return { review: null };
  const ids = JSON.parse(row.participants) as string[];
  const names = await unitNames(ctx, ids);
  const { id, heldDay, points, decisions, version } = row;
  const participants = ids.map((unitId) => ({ unitId, name: names.get(unitId) ?? '' }));
  return { review: { id, period, heldDay, participants, points, decisions, version } };
}

/** Writes it down, or over what was there as the sender saw it. */
export async function saveReview(
  ctx: Ctx,
  input: InputOf<typeof contract.saveReview>,
): Promise<OutputOf<typeof contract.saveReview>> {
  const { db, now } = ctx;
  const row = await reviewOf(ctx, input.period);
  if ((row?.version ?? 0) !== input.version) return refuse('conflict');
  const units = [...new Set(input.participants)];
  if ((await unitNames(ctx, units)).size !== units.length)
    refuse('bad_request', { fields: [{ path: 'participants', message: '有的单位不存在' }] });
  const { period, heldDay, points, decisions } = input;
  const id = row?.id ?? ctx.newId();
  const event = { entity: 'review', entityId: id, action: row ? 'edit' : 'hold', from: null, to: null };
  const { write, head } = nextEvent(ctx, row ?? NO_EVENTS, { ...event, data: { period, heldDay, units } });
  const set = { heldDay, points, decisions, participants: JSON.stringify(units), updatedAt: now, ...head };
  const stored = row
    ? db.update('review', set, (r) => eq(r.id, id))
    : db.insert('review', { id, period, createdBy: personId(ctx), createdAt: now, ...set });
  return db.commit([write, stored], { id, version: head.version });
}
