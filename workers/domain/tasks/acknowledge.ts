import { and, eq } from 'drizzle-orm';
import type { acknowledge as route } from '../../contract/assignments.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { among, unitsBelow } from '../units/scope.ts';
import { type Change, type PartDone, transition } from './transition.ts';

/** 签收: the unit has it, and names who sees to it if it likes. */
export function acknowledge(ctx: Ctx, input: InputOf<typeof route>): Promise<PartDone> {
  return transition(ctx, 'acknowledge', input, async ({ part }) => {
    if (input.personId) await checkPeople(ctx, part.unitId, [input.personId], 'personId');
    return acknowledged(input.personId);
  });
}

export const acknowledged = (personId: string | null): Change => ({
  ...(personId ? { set: { personId } } : {}),
  data: personId ? { personId } : {},
  clocks: { stop: [{ kind: 'acknowledge', outcome: 'acknowledged' }] },
  metric: 'acknowledged',
});

/** @throws `bad_request` unless all are in service, in that unit or below it */
export async function checkPeople(ctx: Ctx, unitId: string, people: Iterable<string>, path: string): Promise<void> {
  const wanted = new Set(people);
  if (wanted.size === 0) return;
  const p = ctx.db.rows.person;
  const rows = await ctx.db
    .select({ unitId: p.unitId })
    .from(p)
    .where(and(among(p.id, wanted), eq(p.status, 'active')));
  const below = await unitsBelow(ctx, unitId);
  if (rows.length !== wanted.size || rows.some((row) => row.unitId === null || !below.has(row.unitId))) {
    refuse('bad_request', { fields: [{ path, message: '责任人须是该单位的在岗人员' }] });
  }
}
