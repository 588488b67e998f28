import { and, asc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { readPins, samePins } from './figures.ts';
import type { SeatRow } from './rows.ts';

export async function reviewsOf({ db }: Ctx, seat: Pick<SeatRow, 'id'>) {
  const r = db.rows.expertReview;
  return db.select().from(r).where(eq(r.seatId, seat.id)).orderBy(asc(r.reviewedAt), asc(r.id));
}
export type ReviewRow = Awaited<ReturnType<typeof reviewsOf>>[number];

/** Of one round: who approves, who does not, who already spoke. */
export interface Panel {
  readonly approvals: number;
  readonly refusals: number;
  readonly spoke: ReadonlySet<string>;
}

export function panelOf(reviews: readonly ReviewRow[], round: number): Panel {
  const own = reviews.filter((r) => r.round === round);
  const by = (opinion: string) => own.filter((r) => r.opinion === opinion).length;
  return { approvals: by('approve'), refusals: by('refuse'), spoke: new Set(own.map((r) => r.reviewerId)) };
}

/** Whether everybody who judged in this round saw what there is now. */
export const stillSeen = (reviews: readonly ReviewRow[], round: number, pins: Readonly<Record<string, string>>) =>
  reviews.filter((r) => r.round === round && r.opinion !== 'recuse').every((r) => samePins(readPins(r.pins), pins));

export async function openObjections({ db }: Ctx, seatId: string): Promise<number> {
  const o = db.rows.expertObjection;
  const rows = await db
    .select({ id: o.id })
    .from(o)
    .where(and(eq(o.seatId, seatId), eq(o.state, 'open')))
    .limit(1000);
  return rows.length;
}
