import { and, eq, exists, sql } from 'drizzle-orm';
import type * as contract from '../../contract/assessments.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, found, refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { poolsOf } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

/** Experts with a seat in one of the pools in which the actor holds the permission. */
async function mineAmong(ctx: Ctx, permission: 'expert.read' | 'expert.manage', expertIds: readonly string[]) {
  const { expert: x, expertSeat: s } = ctx.db.rows;
  const seen = await poolsOf(ctx, permission, s.poolId);
  const seat = ctx.db
    .select({ one: sql`1` })
    .from(s)
    .where(and(eq(s.expertId, x.id), seen));
  return ctx.db
    .select({ id: x.id, version: x.version, eventHash: x.eventHash })
    .from(x)
    .where(and(among(x.id, expertIds), seen === undefined ? undefined : exists(seat)));
}

export async function listTrainings(
  ctx: Ctx,
  { expertId, cursor, limit }: InputOf<typeof contract.trainings>,
): Promise<OutputOf<typeof contract.trainings>> {
  found((await mineAmong(ctx, 'expert.read', [expertId]))[0]);
  const t = ctx.db.rows.expertTraining;
  const after = readCursor(cursor, ['day', 'string']);
  const rows = await ctx.db
    .select({ id: t.id, day: t.day, title: t.title, hours: t.hours, blobId: t.blobId })
    .from(t)
    .where(and(eq(t.expertId, expertId), after && sql`(${t.day}, ${t.id}) < (${after[0]}, ${after[1]})`))
    .orderBy(sql`${t.day} DESC, ${t.id} DESC`)
    .limit(limit + 1);
  return cut(rows, limit, (row) => [row.day, row.id]);
}

/** One course, everybody who took part in it. */
export async function addTraining(
  ctx: Ctx,
  input: InputOf<typeof contract.addTraining>,
): Promise<OutputOf<typeof contract.addTraining>> {
  const ids = [...new Set(input.expertIds)];
  const experts = await mineAmong(ctx, 'expert.manage', ids);
  if (experts.length !== ids.length) refuse('not_found');
  const { day, title, hours } = input;
  const rows = experts.map(({ id: expertId }) => ({
    ...{ id: ctx.newId(), expertId, day, title, hours, enteredBy: personId(ctx) },
  }));
  const writes = experts.flatMap((row) => {
    const change = { action: 'train', from: 'kept', to: 'kept', data: { day, hours } };
    const { write, head } = nextEvent(ctx, row, { entity: 'expert', entityId: row.id, ...change });
    return [write, ctx.db.update('expert', head, (x) => eq(x.id, row.id))];
  });
  return ctx.db.commit([...writes, ...ctx.db.insertMany('expertTraining', rows)], { added: rows.length });
}

/** Once a year and seat; the event keeps score and grade. @throws `assessed` the second time */
export async function assess(ctx: Ctx, input: InputOf<typeof contract.assess>): Promise<{ ok: true }> {
  const { expertSeat: s, expertAssessment: a } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ id: s.id, state: s.state, version: s.version, eventHash: s.eventHash })
    .from(s)
    .where(and(eq(s.id, input.seatId), await poolsOf(ctx, 'expert.manage', s.poolId)));
  const seat = found(row);
  const [done] = await ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.seatId, input.seatId), eq(a.year, input.year)));
  if (done) throw new DomainError('assessed');
  const { score, grade, year } = input;
  const change = { action: 'assess', from: seat.state, to: seat.state, data: { year, score, grade } };
  const { write, head } = nextEvent(ctx, seat, { entity: 'expert_seat', entityId: seat.id, ...change });
  const writes = [
    write,
    ctx.db.update('expertSeat', head, (t) => eq(t.id, seat.id)),
    ctx.db.insert('expertAssessment', {
      ...{ id: ctx.newId(), ...input, assessedBy: personId(ctx), assessedAt: ctx.now },
    }),
  ];
  return ctx.db.commit(writes, { ok: true as const });
}
