import { and, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { Permission } from '../../contract/access.ts';
import { DRAW_ACTIONS, type DrawAction, type DrawKind, type drawSpec } from '../../contract/draws.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { DrawState } from '../../contract/expert-words.ts';
import type { SeedSource } from '../../protocol/draw.ts';
import { type Ctx, can, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { poolsOf } from '../experts/sight.ts';
import { changed, sameVersion } from '../people/chain.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.draw);
type Columns = Awaited<ReturnType<typeof everyColumn>>[number];
export type DrawRow = Columns & { readonly kind: DrawKind; readonly state: DrawState };
export type Spec = z.output<typeof drawSpec>;
/** A witness of a frozen draw; what was opened lies beside the commitment. */
export interface WitnessRow {
  readonly name: string;
  readonly commitment: string;
  readonly opened: { readonly input: string; readonly salt: string } | null;
}

export const specOf = (row: Pick<DrawRow, 'spec'>): Spec => JSON.parse(row.spec) as Spec;
export const witnessesOf = (row: Pick<DrawRow, 'witnesses'>) => JSON.parse(row.witnesses) as WitnessRow[];
export const sourceOf = (row: Pick<DrawRow, 'seedSource'>): SeedSource | null =>
  row.seedSource === '' ? null : (JSON.parse(row.seedSource) as SeedSource);

/** @throws `not_found` also for a draw of a pool in which the actor does not hold `permission`. */
export async function loadDraw(ctx: Ctx, id: string, permission: Permission): Promise<DrawRow> {
  const d = ctx.db.rows.draw;
  const [row] = await everyColumn(ctx).where(and(eq(d.id, id), await poolsOf(ctx, permission, d.poolId)));
  return found(row) as DrawRow;
}

/** State → steps. What the time or the person adds stands in `whyNot`. */
const DRAW_MACHINE: Readonly<Record<DrawState, readonly DrawAction[]>> = {
  drafted: ['edit', 'commit', 'void'],
  committed: ['open', 'seed', 'confirm', 'void'],
  drawn: ['call', 'finish', 'redraw'],
  done: ['redraw'],
  void: ['redraw'],
};

/** Why a step that the state has cannot be taken now, by this person; undefined when it can. */
export function whyNot(ctx: Ctx, row: DrawRow, action: DrawAction, repeatedBy = ''): ErrorCode | undefined {
  if (!DRAW_MACHINE[row.state].includes(action)) return 'wrong_state';
  if (!can(ctx, 'expert.draw')) return 'forbidden';
  const source = sourceOf(row);
  const due = source !== null && ctx.now >= Date.parse(source.notBefore);
  const me = ctx.actor.kind === 'person' ? personId(ctx) : '';
  switch (action) {
    case 'open':
      return due ? 'draw_too_late' : undefined;
    case 'seed':
      return due ? undefined : 'draw_too_early';
    case 'confirm':
      if (row.publicSeed === null) return 'wrong_state';
      return row.seedBy === me ? 'same_person' : undefined;
    case 'void':
      // Once the seed can be known a draw could be dropped for its result: then it takes somebody else.
      return due && row.committedBy === me ? 'same_person' : undefined;
    case 'redraw':
      return repeatedBy === '' ? undefined : 'wrong_state';
    default:
      return undefined;
  }
}

/** Every step of the state, with what forbids it in words. */
export function actionsOf(ctx: Ctx, row: DrawRow, repeatedBy: string) {
  return (Object.keys(DRAW_ACTIONS) as DrawAction[])
    .filter((action) => DRAW_MACHINE[row.state].includes(action))
    .map((action) => {
      const code = whyNot(ctx, row, action, repeatedBy);
      return { action, allowed: code === undefined, why: code === undefined ? '' : ERRORS[code][1] };
    });
}

/** The draw as the page showed it, when the step may be taken. @throws `conflict`, or the code that refuses the step */
export async function drawFor(ctx: Ctx, seen: { id: string; version: number }, action: DrawAction): Promise<DrawRow> {
  const row = await loadDraw(ctx, seen.id, 'expert.draw');
  sameVersion(row, seen.version);
  const code = whyNot(ctx, row, action);
  if (code) refuse(code);
  return row;
}

/** The event of a step and the row it leaves behind. */
export function step(
  ctx: Ctx,
  row: DrawRow,
  action: DrawAction,
  to: DrawState,
  data: Record<string, unknown>,
  set: Partial<Columns>,
) {
  return changed(ctx, 'draw', row, { action, from: row.state, to, data }, { ...set, state: to, updatedAt: ctx.now });
}

export const done = (row: DrawRow, state: DrawState) => ({ id: row.id, state, version: row.version + 1 });
