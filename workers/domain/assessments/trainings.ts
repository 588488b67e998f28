import { and, desc, eq, exists, lt, type SQL, sql } from 'drizzle-orm';
import type * as contract from '../../contract/assessments.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { myExpertId, poolsOf } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

/** Has the expert a seat in one of the pools in which the actor holds the permission? Undefined: whoever it is. */
async function seatSeen(ctx: Ctx, permission: 'expert.read' | 'expert.manage'): Promise<SQL | undefined> {
  const { expert: x, expertSeat: s } = ctx.db.rows;
  const seen = await poolsOf(ctx, permission, s.poolId);
  if (seen === undefined) return undefined;
  const seat = ctx.db
    .select({ one: sql`1` })
    .from(s)
    .where(and(eq(s.expertId, x.id), seen));
  return exists(seat);
}

async function mineAmong(ctx: Ctx, permission: 'expert.read' | 'expert.manage', expertIds: readonly string[]) {
  const x = ctx.db.rows.expert;
  return ctx.db
    .select({ id: x.id, version: x.version, eventHash: x.eventHash })
    .from(x)
    .where(and(among(x.id, expertIds), await seatSeen(ctx, permission)));
}

const columns = ({ db }: Ctx) => {
  const t = db.rows.expertTraining;
  return { id: t.id, day: t.day, title: t.title, hours: t.hours };
};

export async function listTrainings(
  ctx: Ctx,
  { expertId, ...input }: InputOf<typeof contract.trainings>,
): Promise<OutputOf<typeof contract.trainings>> {
  found((await mineAmong(ctx, 'expert.read', [expertId]))[0]);
  return ofExpert(ctx, expertId, input);
}

export async function listMyTrainings(
  ctx: Ctx,
  input: InputOf<typeof contract.myTrainings>,
): Promise<OutputOf<typeof contract.myTrainings>> {
  const { items, next } = await ofExpert(ctx, await myExpertId(ctx), input);
  return { items: items.map(({ id, day, title, hours }) => ({ id, day, title, hours })), next };
}

async function ofExpert(ctx: Ctx, expertId: string, { cursor, limit }: InputOf<typeof contract.myTrainings>) {
  const t = ctx.db.rows.expertTraining;
  const after = readCursor(cursor, ['day', 'string']);
  const rows = await ctx.db
    .select({ ...columns(ctx), blobId: t.blobId })
    .from(t)
    .where(and(eq(t.expertId, expertId), after && sql`(${t.day}, ${t.id}) < (${after[0]}, ${after[1]})`))
    .orderBy(sql`${t.day} DESC, ${t.id} DESC`)
    .limit(limit + 1);
  return cut(rows, limit, (row) => [row.day, row.id]);
}

export async function trainingLog(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.trainingLog>,
): Promise<OutputOf<typeof contract.trainingLog>> {
  const { expertTraining: t, expert: x, person: p } = ctx.db.rows;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select({
      ...columns(ctx),
      expertId: t.expertId,
      expert: sql<string>`${x.name}`.as('expert_name'),
      by: t.enteredBy,
    })
    .from(t)
    .innerJoin(x, eq(x.id, t.expertId))
    .where(and(await seatSeen(ctx, 'expert.read'), after && lt(t.id, after[0])))
    .orderBy(desc(t.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  const ids = new Set(page.items.map((row) => row.by));
  const people = await ctx.db.select({ id: p.id, name: p.name }).from(p).where(among(p.id, ids));
  const names = new Map(people.map((one) => [one.id, one.name]));
  return { items: page.items.map(({ by, ...row }) => ({ ...row, enteredBy: names.get(by) ?? '' })), next: page.next };
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
