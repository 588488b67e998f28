import { team } from '../../protocol/draw.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { holderOf, type PickRow } from './calls.ts';
import { type DrawRow, specOf } from './rows.ts';
import { tiesTo } from './ties.ts';

export interface GoesTo {
  readonly enterprises: readonly string[];
  /** A tie of an expert to one of them, in words; '' for none. */
  readonly tie: string;
}
export const pickKey = (pick: Pick<PickRow, 'list' | 'position'>) => `${pick.list}|${pick.position}`;

/** 双随机: the enterprises each inspector and expert goes to, and what ties an expert to them. Enterprises stand for themselves. */
export async function teamsOf(ctx: Ctx, row: DrawRow, picks: readonly PickRow[]): Promise<Map<string, GoesTo>> {
  const { double, quotas } = specOf(row);
  const goes = new Map<string, GoesTo>();
  if (!double) return goes;
  const places = (list: string) => picks.filter((one) => one.list === list && one.role === 'selected');
  const targets = places('enterprises').map((one) => holderOf(picks, one));
  const sizes = { inspectors: double.inspectors.n, experts: quotas[0]?.n ?? 0 };
  const sent = new Map<string, PickRow[]>();
  for (const [list, size] of Object.entries(sizes)) {
    const held = places(list);
    for (const [at, target] of targets.entries()) {
      for (const i of team(at, size, held.length)) {
        const key = pickKey(holderOf(picks, held[i]!));
        sent.set(key, [...(sent.get(key) ?? []), target]);
      }
    }
  }
  const ties = await tiesOfPicks(ctx, picks, sent);
  for (const [key, all] of sent) goes.set(key, { enterprises: all.map((one) => one.label), tie: ties.get(key) ?? '' });
  return goes;
}

async function tiesOfPicks(ctx: Ctx, picks: readonly PickRow[], sent: ReadonlyMap<string, readonly PickRow[]>) {
  const s = ctx.db.rows.expertSeat;
  const experts = picks.filter((one) => one.list === 'experts' && sent.has(pickKey(one)));
  const seats = await ctx.db
    .select({ id: s.id, expertId: s.expertId })
    .from(s)
    .where(
      among(
        s.id,
        experts.map((one) => one.entry),
      ),
    );
  const expertOf = new Map(seats.map((seat) => [seat.id, seat.expertId]));
  const targets = new Map(
    [...sent.values()].flat().map((one) => [one.entry, { ...enterpriseOf(one), key: one.entry }]),
  );
  const ties = await tiesTo(ctx, new Set(expertOf.values()), [...targets.values()]);
  const words = new Map<string, string>();
  for (const pick of experts) {
    const own = ties.get(expertOf.get(pick.entry) ?? '') ?? [];
    const met = own.find(({ target }) => sent.get(pickKey(pick))?.some((one) => targets.get(one.entry) === target));
    if (met) words.set(pickKey(pick), `${met.target.enterprise}：${met.words}`);
  }
  return words;
}

/** The key of an enterprise is its credit code where it has one. */
const enterpriseOf = ({ entry, label }: PickRow) => ({
  enterprise: label,
  creditCode: /^[0-9A-Z]{18}$/.test(entry) ? entry : '',
});
