import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { localDay } from '../../../workers/domain/clocks/days.ts';
import type { Ctx } from '../../../workers/domain/context.ts';
import { counterWrites, lateCounter, type Move } from '../../../workers/domain/hazards/counters.ts';
import { castOf } from './cast.ts';
import { hazardOf, type Ledger } from './hazard.ts';

/** Hazards a commit: with events and clocks some ten thousand rows, in statements of five hundred. */
const BATCH = 1_000;

/** How far a ledger was written: the sequence goes with the rows it numbers. */
export async function written({ db }: Ctx): Promise<number> {
  const s = db.rows.sequence;
  const [row] = await db.select({ value: s.value }).from(s).where(eq(s.name, 'hazard'));
  return row?.value ?? 0;
}

/**
 * Writes what is missing of a tenant's ledger, a thousand hazards with all they left behind in one commit: events, clocks,
 * what was heard of them, counters, the sequence; their words before it. Stopped anywhere, it goes on where it stopped.
 */
export async function fillLedger(
  ctx: Ctx,
  ledger: Ledger,
  told: (hazards: number) => void = () => undefined,
): Promise<number> {
  const from = await written(ctx);
  if (from >= ledger.hazards) return 0;
  const cast = await castOf(
    ctx,
    Number(localDay(ledger.until).slice(0, 4)) - 2,
    Number(localDay(ledger.until).slice(0, 4)),
  );
  for (let at = from; at < ledger.hazards; at += BATCH) {
    const to = Math.min(at + BATCH, ledger.hazards);
    const lives = Array.from({ length: to - at }, (_, i) => hazardOf(ctx, cast, ledger, at + i + 1));
    const { db } = ctx;
    const rows = lives.map(({ life }) => life.row);
    const moves = rows.map((row): Move => [null, row as Move[1]]);
    const writes: Write[] = [
      ...db.insertMany('hazard', rows),
      ...db.insertMany(
        'event',
        lives.flatMap(({ life }) => life.events),
      ),
      ...db.insertMany(
        'clock',
        lives.flatMap(({ clocks }) => clocks),
      ),
      ...db.insertMany(
        'escalationFired',
        lives.flatMap(({ fired }) => fired),
      ),
      ...counterWrites(ctx, moves),
      ...lives.flatMap(({ late }) => late.map(({ at: day, unitId }) => lateCounter({ ...ctx, now: day }, unitId))),
      db.upsert('sequence', { name: 'hazard', value: to }, ['name'], { value: to }),
    ];
    // The words first: put in again, they only take their own place.
    await ctx.ports.search.replace(lives.map(({ life, text }) => ({ seq: life.row.seq, text })));
    await db.commit(writes, null);
    told(to - at);
  }
  return ledger.hazards - from;
}
