import type { SQL } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { among } from '../units/scope.ts';

/** A tip among those of the same matter, in the order of acceptance (`seq`). */
export interface Reporter {
  readonly id: string;
  readonly hazardId: string;
  readonly seq: number;
  readonly state: string;
  readonly mergedIntoId: string | null;
}

/**
 * All tips of one matter: merged into each other at the desk, or by their hazards in the queue, in any number of steps and in
 * either direction.
 */
async function matterOf(ctx: Ctx, start: Reporter): Promise<Reporter[]> {
  const { tip: t, hazard: h } = ctx.db.rows;
  const tips = new Map<string, Reporter>([[start.id, start]]);
  const hazards = new Set([start.hazardId]);
  for (let before = 0; before !== tips.size + hazards.size; ) {
    before = tips.size + hazards.size;
    for (const column of [h.id, h.mergedIntoId]) {
      for (const row of await linkedHazards(ctx, among(column, hazards))) {
        hazards.add(row.id);
        if (row.mergedIntoId !== null) hazards.add(row.mergedIntoId);
      }
    }
    const targets = [...tips.values()].flatMap((tip) => tip.mergedIntoId ?? []);
    // One index a statement: a tip's row is long, and an OR might read them all.
    for (const where of [among(t.hazardId, hazards), among(t.mergedIntoId, tips.keys()), among(t.id, targets)]) {
      for (const row of await linkedTips(ctx, where)) {
        tips.set(row.id, row);
        hazards.add(row.hazardId);
      }
    }
  }
  return [...tips.values()];
}

const linkedHazards = ({ db }: Ctx, where: SQL) => {
  const h = db.rows.hazard;
  return db.select({ id: h.id, mergedIntoId: h.mergedIntoId }).from(h).where(where);
};
const linkedTips = ({ db }: Ctx, where: SQL): Promise<Reporter[]> => {
  const t = db.rows.tip;
  const columns = { id: t.id, hazardId: t.hazardId, seq: t.seq, state: t.state, mergedIntoId: t.mergedIntoId };
  return db.select(columns).from(t).where(where);
};

/** Established, or merged into one that is. */
const isConfirmed = (tip: Reporter, tips: ReadonlyMap<string, Reporter>, steps = 20): boolean =>
  tip.state === 'confirmed' ||
  (tip.state === 'merged' &&
    steps > 0 &&
    tip.mergedIntoId !== null &&
    tips.has(tip.mergedIntoId) &&
    isConfirmed(tips.get(tip.mergedIntoId) as Reporter, tips, steps - 1));

/**
 * Only the first reporter of a matter is rewarded, by the order of acceptance among those that proved true, and once.
 * `except`: a reward that is being decided right now. @throws `wrong_state`, `reward_not_first`, `reward_exists`
 */
export async function checkFirst(ctx: Ctx, tip: Reporter, except = ''): Promise<void> {
  const matter = await matterOf(ctx, tip);
  const byId = new Map(matter.map((one) => [one.id, one]));
  const confirmed = matter.filter((one) => isConfirmed(one, byId)).sort((a, b) => a.seq - b.seq);
  if (!confirmed.some((one) => one.id === tip.id)) throw new DomainError('wrong_state');
  const r = ctx.db.rows.reward;
  const ids = matter.map((one) => one.id);
  const rewards = await ctx.db.select({ id: r.id, state: r.state }).from(r).where(among(r.tipId, ids));
  if (rewards.some((one) => one.state !== 'refused' && one.id !== except)) throw new DomainError('reward_exists');
  if (confirmed[0]?.id !== tip.id) throw new DomainError('reward_not_first');
}
