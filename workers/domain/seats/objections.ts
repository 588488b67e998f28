import { and, desc, eq, lt } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type {
  answerObjection as answerRoute,
  objectionContact as contactRoute,
  ObjectionState,
  objections as route,
} from '../../contract/seats.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { inPool, poolsOf } from '../experts/sight.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { caseOf, shutGate } from './gates.ts';
import { loadSeat } from './rows.ts';
import { type Done, stepWrites, takeStep } from './step.ts';
import { tell } from './tell.ts';

const objectionRows = ({ db }: Ctx) => {
  const { expertObjection: o, expertSeat: s, expert: e, expertPool: p } = db.rows;
  return db
    .select({
      ...{ id: o.id, seatId: o.seatId, words: o.words, state: o.state, answer: o.answer, answeredBy: o.answeredBy },
      ...{ createdAt: o.createdAt, answeredAt: o.answeredAt, contactSealed: o.contactSealed },
      ...{ publicisedTo: s.publicisedTo, seatVersion: s.version, name: e.name, poolTitle: p.title },
    })
    .from(o)
    .innerJoin(s, eq(s.id, o.seatId))
    .innerJoin(e, eq(e.id, s.expertId))
    .innerJoin(p, eq(p.id, s.poolId));
};

/** Newest first. */
export async function listObjections(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { seatId, state, cursor, limit } = input;
  const { expertObjection: o, expertSeat: s } = ctx.db.rows;
  const after = readCursor(cursor, ['string']);
  const rows = await objectionRows(ctx)
    .where(
      and(
        await poolsOf(ctx, 'expert.read', s.poolId),
        seatId ? eq(o.seatId, seatId) : undefined,
        state ? eq(o.state, state) : undefined,
        after && lt(o.id, after[0]),
      ),
    )
    .orderBy(desc(o.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  const names = await namesOf(
    ctx,
    items.map((row) => row.answeredBy),
  );
  return {
    items: items.map(({ contactSealed, answeredBy, ...row }) => ({
      ...row,
      state: row.state as ObjectionState,
      answeredBy: answeredBy === null ? null : (names[answeredBy] ?? '已离岗人员'),
      createdAt: iso(row.createdAt),
      answeredAt: isoOrNull(row.answeredAt),
      hasContact: contactSealed !== '',
    })),
    next,
  };
}

/** @throws `not_found` also for one of a pool in which the actor may not appoint. */
async function loadObjection(ctx: Ctx, id: string) {
  const o = ctx.db.rows.expertObjection;
  const [row] = await ctx.db.select().from(o).where(eq(o.id, id));
  const objection = found(row);
  return { objection, seat: await loadSeat(ctx, objection.seatId, 'expert.appoint') };
}

/** Each look is written into the case's history. */
export async function objectionContact(
  ctx: Ctx,
  { id }: InputOf<typeof contactRoute>,
): Promise<OutputOf<typeof contactRoute>> {
  const { objection, seat } = await loadObjection(ctx, id);
  const tied = await shutGate(ctx, caseOf(ctx, seat), ['clear']);
  if (tied) refuse(tied.code);
  if (objection.contactSealed === '') return { contact: '' };
  const contact = await ctx.ports.secrets.open('expert-objection', `${ctx.tenant.no}|${id}`, objection.contactSealed);
  const { writes } = await stepWrites(ctx, seat, 'contact', seat.state, {
    stays: 'contact',
    data: { objectionId: id },
  });
  return ctx.db.commit(writes, { contact });
}

/** Upheld: the applicant is refused. Dismissed with a reason: the case may go on. */
export async function answerObjection(ctx: Ctx, input: InputOf<typeof answerRoute>): Promise<Done> {
  const { id, uphold, answer, seatVersion } = input;
  const { objection, seat } = await loadObjection(ctx, id);
  if (objection.state !== 'open') refuse('wrong_state');
  const set = { state: uphold ? 'upheld' : 'dismissed', answer, answeredBy: personId(ctx), answeredAt: ctx.now };
  const write = ctx.db.update('expertObjection', set, (t) => and(eq(t.id, id), eq(t.state, 'open')));
  const data = { objectionId: id };
  if (uphold && seat.state === 'publicised') {
    return takeStep(ctx, 'uphold', { id: seat.id, version: seatVersion }, async (row) => ({
      set: { note: answer },
      data,
      writes: [write],
      notices: [
        ...(await tell(ctx, row, 'keepers', 'upheld', '一条公示异议成立，不予聘任')),
        ...(await tell(ctx, row, 'expert', 'refused', '您的申请未通过')),
      ],
    }));
  }
  if (seat.version !== seatVersion) refuse('conflict');
  await inPool(ctx, 'expert.appoint', seat.poolId);
  const tied = await shutGate(ctx, caseOf(ctx, seat), ['clear']);
  if (tied) refuse(tied.code);
  const change = { stays: uphold ? 'upheld' : 'dismiss', data, writes: [write] };
  const { writes, done } = await stepWrites(ctx, seat, 'dismiss', seat.state, change);
  return ctx.db.commit(writes, done);
}
