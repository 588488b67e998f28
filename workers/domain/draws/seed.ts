import { and, eq } from 'drizzle-orm';
import type { NewRow } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/draws.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import {
  commitmentOf,
  drawFrom,
  normalSeed,
  type Result,
  readFrozen,
  STRONG_BITS,
  seedKind,
} from '../../protocol/draw.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
import { type DrawRow, done, drawFor, sourceOf, step, witnessesOf } from './rows.ts';

/** What a witness wrote down, held against the commitment. */
export async function openWitness(
  ctx: Ctx,
  input: InputOf<typeof contract.openWitness>,
): Promise<OutputOf<typeof contract.openWitness>> {
  const row = await drawFor(ctx, input, 'open');
  const witnesses = witnessesOf(row);
  const at = witnesses.findIndex((one) => one.name === input.name);
  const witness = witnesses[at];
  if (!witness) return refuse('draw_commitment');
  if (witness.opened) refuse('wrong_state');
  const opened = { input: input.input, salt: input.salt };
  const said = await commitmentOf(row.number, witness.name, opened.input, opened.salt);
  if (said !== witness.commitment) refuse('draw_commitment');
  const now = JSON.stringify(witnesses.with(at, { ...witness, opened }));
  return ctx.db.commit(
    step(ctx, row, 'open', 'committed', { witness: at + 1 }, { witnesses: now }),
    done(row, 'committed'),
  );
}

/** May be entered anew until it is confirmed; whoever entered it last cannot confirm it. */
export async function enterSeed(
  ctx: Ctx,
  input: InputOf<typeof contract.enterSeed>,
): Promise<OutputOf<typeof contract.enterSeed>> {
  const row = await drawFor(ctx, input, 'seed');
  const publicSeed = normal(row, input.value);
  return ctx.db.commit(
    step(ctx, row, 'seed', 'committed', { publicSeed }, { publicSeed, seedBy: personId(ctx) }),
    done(row, 'committed'),
  );
}

/** A second person types the value anew, and the lots are cast in the same commit. */
export async function confirmSeed(
  ctx: Ctx,
  input: InputOf<typeof contract.confirmSeed>,
): Promise<OutputOf<typeof contract.confirmSeed>> {
  const { db } = ctx;
  const row = await drawFor(ctx, input, 'confirm');
  const publicSeed = normal(row, input.value);
  if (publicSeed !== row.publicSeed) refuse('draw_seed_differs');
  const inputs = witnessesOf(row).map((one) => one.opened);
  const kind = seedKind(sourceOf(row)!.kind)!;
  if (kind.bits < STRONG_BITS && inputs.every((one) => one === null)) refuse('draw_witness_needed');
  const l = db.rows.drawList;
  const [list] = await db.select({ body: l.body }).from(l).where(eq(l.drawId, row.id));
  const { result, text, resultHash } = await drawFrom(readFrozen(found(list).body), row.listHash!, publicSeed, inputs);
  const picks = await picksOf(ctx, row, result);
  const data = { publicSeed, seed: result.seed, resultHash, picks: picks.length };
  const set = { seed: result.seed, resultHash, drawnAt: ctx.now };
  const writes = [
    ...step(ctx, row, 'confirm', 'drawn', data, set),
    db.update('drawList', { result: text }, (t) => eq(t.drawId, row.id)),
    ...db.insertMany('drawPick', picks),
  ];
  return db.commit(writes, done(row, 'drawn'));
}

function normal(row: DrawRow, value: string): string {
  const found = normalSeed(sourceOf(row)!.kind, value);
  return found ?? refuse('draw_seed_form');
}

/** Rows in the order of the result: each stratum's selected, then its alternates. Enterprises and inspectors need no answer. */
async function picksOf({ db, now }: Ctx, row: DrawRow, result: Result): Promise<NewRow<'drawPick'>[]> {
  const e = db.rows.drawEntry;
  const codes = result.lists.flatMap((list) => list.strata.flatMap((s) => [...s.selected, ...s.alternates]));
  const entries = await db
    .select({ code: e.code, entry: e.entry, label: e.label })
    .from(e)
    .where(and(eq(e.drawId, row.id), among(e.code, codes)));
  const known = new Map(entries.map((one) => [one.code, one]));
  return result.lists.flatMap(({ name, strata }) => {
    const called = name === 'experts' ? 'waiting' : 'accepted';
    const ordered = strata.flatMap(({ stratum, selected, alternates }) => [
      ...selected.map((code) => ({ code, stratum, role: 'selected', state: called })),
      ...alternates.map((code) => ({ code, stratum, role: 'alternate', state: 'waiting' })),
    ]);
    return ordered.map((one, i) => {
      const { entry, label } = known.get(one.code)!;
      return { drawId: row.id, list: name, position: i + 1, entry, label, ...one, changedAt: now };
    });
  });
}
