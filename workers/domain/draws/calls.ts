import { and, eq } from 'drizzle-orm';
import type * as contract from '../../contract/draws.ts';
import type { PickState } from '../../contract/expert-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { done, drawFor, step } from './rows.ts';

const everyPick = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.drawPick);
export type PickRow = Awaited<ReturnType<typeof everyPick>>[number];

/** Places that fell free again. */
export const OUT: readonly string[] = ['refused', 'no_show', 'recused'];
/** What may become of a call. Who is out stays out: the next in line was called in the same instant. */
const CALLS: Readonly<Record<PickState, readonly PickState[]>> = {
  waiting: ['called', 'accepted', 'refused', 'no_show', 'recused'],
  called: ['accepted', 'refused', 'no_show', 'recused'],
  accepted: ['refused', 'no_show', 'recused'],
  refused: [],
  no_show: [],
  recused: [],
};

/** All of a draw in order: at most MAX_PICKS and as many enterprises. */
export function picksOfDraw(ctx: Ctx, drawId: string): Promise<PickRow[]> {
  const p = ctx.db.rows.drawPick;
  return everyPick(ctx).where(eq(p.drawId, drawId)).orderBy(p.list, p.position);
}

/** What became of a call; whoever is out is replaced at once by the next alternate of the same stratum. */
export async function callPick(
  ctx: Ctx,
  input: InputOf<typeof contract.callPick>,
): Promise<OutputOf<typeof contract.callPick>> {
  const { db, now } = ctx;
  const row = await drawFor(ctx, input, 'call');
  const picks = (await picksOfDraw(ctx, row.id)).filter((one) => one.list === input.list);
  const pick = found(picks.find((one) => one.position === input.position));
  const inLine = pick.role === 'selected' || pick.standsFor !== null;
  if (!inLine || !CALLS[pick.state as PickState].includes(input.to)) refuse('wrong_state');
  const out = OUT.includes(input.to);
  if (out && input.reason === '') refuse('bad_request', { fields: [{ path: 'reason', message: '请写明原因' }] });
  const next = out
    ? picks.find((one) => one.role === 'alternate' && one.stratum === pick.stratum && one.standsFor === null)
    : undefined;
  const set = (position: number, values: Partial<PickRow>) =>
    db.update('drawPick', { ...values, changedAt: now }, (p) =>
      and(eq(p.drawId, row.id), eq(p.list, input.list), eq(p.position, position)),
    );
  const data = { list: input.list, position: pick.position, to: input.to, steppedIn: next?.position ?? null };
  const writes = [
    ...step(ctx, row, 'call', 'drawn', data, {}),
    set(pick.position, { state: input.to, reason: input.reason }),
    ...(next ? [set(next.position, { state: 'called', standsFor: pick.position })] : []),
  ];
  const steppedIn = next ? { position: next.position, label: next.label } : null;
  return db.commit(writes, { ...done(row, 'drawn'), steppedIn });
}

/** Who holds the place of this selected one by now: the last of those who stepped in one for another. */
export function holderOf(picks: readonly PickRow[], pick: PickRow): PickRow {
  let holder = pick;
  for (let next: PickRow | undefined = pick; next; ) {
    holder = next;
    next = picks.find((one) => one.list === holder.list && one.standsFor === holder.position);
  }
  return holder;
}

export const placesOpen = (picks: readonly PickRow[]): number =>
  picks.filter((one) => one.role === 'selected' && holderOf(picks, one).state !== 'accepted').length;

/** From here on it is published who those are that took part. */
export async function finishDraw(
  ctx: Ctx,
  input: InputOf<typeof contract.finishDraw>,
): Promise<OutputOf<typeof contract.finishDraw>> {
  const row = await drawFor(ctx, input, 'finish');
  const open = placesOpen(await picksOfDraw(ctx, row.id));
  if (open > 0 && input.reason === '') refuse('draw_places_open');
  const set = input.reason === '' ? {} : { reason: input.reason };
  return ctx.db.commit(step(ctx, row, 'finish', 'done', { placesOpen: open }, set), done(row, 'done'));
}
