import { and, eq, gte, lte } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { object as route } from '../../contract/roster.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { checkTicket } from '../tips/plain-ticket.ts';
import { checkWork } from '../tips/work.ts';
import type { SeatRow } from './rows.ts';
import { today } from './settings.ts';
import { stepWrites } from './step.ts';
import { tell } from './tell.ts';

type Spent = { readonly signature: string; readonly expiresAt: number };
interface Words {
  readonly seatId: string;
  readonly words: string;
  readonly contact: string;
}
const MOST = 200;
const TRIES = 4;

/** By the page: with a puzzle solved. */
export async function objectTo(ctx: Ctx, input: InputOf<typeof route>): Promise<{ id: string; to: string }> {
  return taken(ctx, input, await checkWork(ctx, input.work));
}

/** By a browser without scripts: with a form that was open for a while. */
export async function objectPlainly(
  ctx: Ctx,
  input: Words & { readonly ticket: string },
): Promise<{ kind: 'taken'; to: string } | { kind: 'early'; seconds: number } | { kind: 'over' }> {
  const ticket = await checkTicket(ctx, input.ticket, 0);
  if (ticket.kind !== 'good') return ticket;
  const { to } = await taken(ctx, input, ticket.spent);
  return { kind: 'taken', to };
}

/** Somebody may take a step in the same instant: then it is tried again on the case as it is. */
async function taken(ctx: Ctx, words: Words, spent: Spent): Promise<{ id: string; to: string }> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await write(ctx, words, spent);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      if (error.table === 'spent_proof') throw new DomainError('proof_spent');
      if (left <= 1) throw error;
    }
  }
}

async function write(ctx: Ctx, { seatId, words, contact }: Words, spent: Spent): Promise<{ id: string; to: string }> {
  const row = await open(ctx, seatId);
  const id = ctx.newId();
  const sealed = contact === '' ? '' : await sealedContact(ctx, id, contact);
  const objection = { id, seatId, words, contactSealed: sealed, state: 'open', createdAt: ctx.now };
  const { writes } = await stepWrites(ctx, row, 'object', row.state, {
    stays: 'object',
    data: { objectionId: id },
    writes: [ctx.db.insert('spentProof', spent), ctx.db.insert('expertObjection', objection)],
    notices: await tell(ctx, row, 'office', 'objection', '公示期内收到一条异议'),
  });
  const answer = await ctx.db.commit(writes, { id, to: row.publicisedTo ?? '' });
  ctx.ports.wakeOutbox();
  return answer;
}

const sealedContact = (ctx: Ctx, id: string, contact: string): Promise<string> =>
  ctx.ports.secrets.seal('expert-objection', `${ctx.tenant.no}|${id}`, contact);

/** @throws `publicity_over` for a seat that is not open to objections today, or drowned in them */
async function open(ctx: Ctx, seatId: string): Promise<SeatRow> {
  const { expertSeat: s, expertObjection: o } = ctx.db.rows;
  const day = today(ctx);
  const [[row], waiting] = await Promise.all([
    ctx.db
      .select()
      .from(s)
      .where(and(eq(s.id, seatId), eq(s.state, 'publicised'), lte(s.publicisedFrom, day), gte(s.publicisedTo, day))),
    ctx.db
      .select({ id: o.id })
      .from(o)
      .where(and(eq(o.seatId, seatId), eq(o.state, 'open')))
      .limit(MOST),
  ]);
  if (waiting.length >= MOST) return refuse('rate_limited');
  return row ?? refuse('publicity_over');
}
