import type { Write } from '../../../db/tenant-db.ts';
import { clockWrites } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import type { TipRow } from './rows.ts';

const FACTS = { source: 'tip' };

/** What a tip's limits are chosen by, besides what its hazard says. */
export const tipFacts = ({ track, kind }: Pick<TipRow, 'track' | 'kind'>): Record<string, string> => ({ track, kind });

/** A unit got the tip: so long it may say that this is not its business. */
export async function startObjection(ctx: Ctx, tipId: string, unitId: string): Promise<Write[]> {
  const change = {
    stop: [{ kind: 'objection', outcome: 'handed on' }],
    start: [{ kind: 'objection' as const, facts: FACTS, unitId }],
  };
  return (await clockWrites(ctx, 'tip', tipId, change)).writes;
}

export async function endObjection(ctx: Ctx, tipId: string, outcome: string): Promise<Write[]> {
  return (await clockWrites(ctx, 'tip', tipId, { stop: [{ kind: 'objection', outcome }] })).writes;
}

/** Every limit of the tip itself, at its outcome: what nobody answered until then, the outcome answers. */
export async function endTipClocks(ctx: Ctx, tipId: string, outcome: string): Promise<Write[]> {
  const stop = ['retaliation', 'objection'].map((kind) => ({ kind, outcome }));
  return (await clockWrites(ctx, 'tip', tipId, { stop })).writes;
}
