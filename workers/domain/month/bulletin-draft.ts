import { and, desc, eq, ne } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/bulletins.ts';
import type { BulletinBody, BulletinFigures } from '../../contract/bulletins.ts';
import { periodWords } from '../../contract/month-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { type BulletinDone, type BulletinRow, beginStep, bulletinWrites } from './bulletin-rows.ts';
import { firstWords } from './bulletin-words.ts';
import { gather } from './gather.ts';
import { thisMonth } from './periods.ts';
import { paperRule } from './settings.ts';

/** One click: figures, ranking and first words from the ledger. @throws `conflict` while another one of this month is open */
export async function draftBulletin(
  ctx: Ctx,
  { period }: InputOf<typeof contract.draftBulletin>,
): Promise<BulletinDone> {
  if (period > thisMonth(ctx.now)) refuse('bad_request', { fields: [{ path: 'period', message: '这个月还没有到' }] });
  const b = ctx.db.rows.bulletin;
  const [last] = await ctx.db
    .select({ state: b.state })
    .from(b)
    .where(and(eq(b.period, period), ne(b.state, 'discarded')))
    .orderBy(desc(b.edition))
    .limit(1);
  // What is published is corrected, not written twice.
  if (last) return refuse(last.state === 'published' ? 'wrong_state' : 'conflict');
  const title = `关于${periodWords(period)}安全生产重点任务完成情况的通报`;
  return insertEdition(
    ctx,
    { period, edition: 1, number: null, year: Number(period.slice(0, 4)), correction: '' },
    {
      title,
      ...(await written(ctx, period)),
    },
  );
}

/** A new edition of what is published, from its words: the reason stands in the paper, the number stays. */
export async function correctBulletin(
  ctx: Ctx,
  input: InputOf<typeof contract.correctBulletin>,
): Promise<BulletinDone> {
  const { row } = await beginStep(ctx, input, 'correct');
  const { period, edition, number, year, title } = row;
  const own = { period, edition: edition + 1, number, year, correction: input.reason };
  const { figures, body } = row;
  return insertEdition(ctx, own, { title, figures, body });
}

type Edition = Pick<BulletinRow, 'period' | 'edition' | 'number' | 'year' | 'correction'>;

async function insertEdition(
  ctx: Ctx,
  edition: Edition,
  content: Pick<BulletinRow, 'title' | 'figures' | 'body'>,
): Promise<BulletinDone> {
  const { db, now } = ctx;
  const id = ctx.newId();
  const me = personId(ctx);
  const { period, edition: n, correction } = edition;
  const data = { period, edition: n, ...(correction ? { correction } : {}) };
  const body = { action: n === 1 ? 'draft' : 'correct', from: null, to: 'drafted', data };
  const { write, head } = nextEvent(ctx, NO_EVENTS, { entity: 'bulletin', entityId: id, ...body });
  const by = { createdBy: me, editedBy: me, createdAt: now, updatedAt: now };
  const row = { id, ...edition, ...content, ...by, state: 'drafted', ...head };
  const done: BulletinDone = { id, state: 'drafted', version: head.version };
  return db.commit([write, db.insert('bulletin', row)], done).catch((error: unknown) => {
    // Two at the same instant, or another edition still open: the unique index on the month decides.
    if (error instanceof ConflictError) throw new DomainError('conflict');
    throw error;
  });
}

/** Figures and words anew; what was edited is gone. */
export async function refreshBulletin(
  ctx: Ctx,
  input: InputOf<typeof contract.refreshBulletin>,
): Promise<BulletinDone> {
  const { row, to } = await beginStep(ctx, input, 'refresh');
  const content = await written(ctx, row.period);
  const { writes, done } = bulletinWrites(ctx, row, 'refresh', to, { ...content, editedBy: personId(ctx) });
  return ctx.db.commit(writes, done);
}

async function written(ctx: Ctx, period: string): Promise<{ figures: string; body: string }> {
  const figures: BulletinFigures = await gather(ctx, period);
  const r = ctx.db.rows.review;
  const [review] = await ctx.db
    .select({ heldDay: r.heldDay, points: r.points, decisions: r.decisions })
    .from(r)
    .where(eq(r.period, period));
  const { addressees, signature } = await paperRule(ctx);
  const body: BulletinBody = { addressees, signature, sections: firstWords(period, figures, review) };
  return { figures: JSON.stringify(figures), body: JSON.stringify(body) };
}
