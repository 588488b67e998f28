import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { birthDayOf } from '../../protocol/identity-number.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { evaluateFacts, rulesOfPools } from '../eligibility/evaluate.ts';
import { factsOf } from '../eligibility/facts.ts';
import type { RuleInForce } from '../eligibility/rules.ts';
import { DomainError, found } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { newSeatWrites } from '../seats/create.ts';
import { credentialsOf, periodsOf } from '../seats/figures.ts';
import { assessWrites } from './assess.ts';
import { detailWrites, type NewExpert, newExpertWrites } from './create.ts';
import { credentialFact } from './credentials.ts';
import { credentialHash, periodHash } from './figure-hash.ts';
import { step } from './figure-rows.ts';
import { factOf } from './periods.ts';
import type { ExpertRow } from './record.ts';

export type History = Pick<NewExpert, 'periods' | 'credentials' | 'ties'>;

/** What a history says to the rule. */
const said = (ctx: Ctx, { periods, credentials }: History) => ({
  periods: periods.map((p) => factOf(ctx.newId(), p, Boolean(p.blobId))),
  credentials: credentials.map((c) => credentialFact(ctx.newId(), c, Boolean(c.blobId))),
});

/** Somebody new, with a place in each of the pools, measured by its rule; `known`: the rules, where many come at once. */
export async function admitWrites(
  ctx: Ctx,
  expert: NewExpert,
  poolIds: readonly string[],
  known?: ReadonlyMap<string, RuleInForce>,
): Promise<{ writes: Write[]; expertId: string; seatIds: string[] }> {
  const { writes, expertId } = await newExpertWrites(ctx, expert);
  const day = localDay(ctx.now);
  const rules = known ?? (await rulesOfPools(ctx, poolIds, day));
  const facts = { birthDay: birthDayOf(expert.identityNumber), ...said(ctx, expert) };
  const seatIds: string[] = [];
  for (const poolId of poolIds) {
    const { columns } = evaluateFacts(found(rules.get(poolId)), facts, day);
    const seat = await newSeatWrites(ctx, { expertId, poolId, ...columns, fresh: true });
    writes.push(...seat.writes);
    seatIds.push(seat.seatId);
  }
  return { writes, expertId, seatIds };
}

/**
 * A known person with more history and more pools: what the record says already is not written twice, and nothing in it is
 * changed. @throws `seat_taken` when every one of the pools is taken
 */
export async function joinWrites(
  ctx: Ctx,
  expert: ExpertRow,
  history: History,
  poolIds: readonly string[],
): Promise<{ writes: Write[]; seatIds: string[] }> {
  const { fresh, held } = await newOnly(ctx, expert.id, history);
  const more = said(ctx, fresh);
  const known = found((await factsOf(ctx, [expert.id])).get(expert.id));
  const facts = {
    ...known,
    periods: [...known.periods, ...more.periods],
    credentials: [...known.credentials, ...more.credentials],
  };
  const data = { periods: fresh.periods.length, credentials: fresh.credentials.length, ties: fresh.ties.length };
  const grows = data.periods + data.credentials > 0;
  const writes = [
    ...detailWrites(ctx, expert.id, fresh, held),
    ...changed(ctx, 'expert', expert, step('join', data), { updatedAt: ctx.now }),
    ...(grows ? await assessWrites(ctx, expert.id, () => facts, expert.id) : []),
  ];
  const seatIds: string[] = [];
  const day = localDay(ctx.now);
  const rules = await rulesOfPools(ctx, poolIds, day);
  for (const poolId of poolIds) {
    const { columns } = evaluateFacts(found(rules.get(poolId)), facts, day);
    const seat = await newSeatWrites(ctx, { expertId: expert.id, poolId, ...columns }).catch(whereTaken);
    if (!seat) continue;
    writes.push(...seat.writes);
    seatIds.push(seat.seatId);
  }
  if (seatIds.length === 0) throw new DomainError('seat_taken');
  return { writes, seatIds };
}

function whereTaken(error: unknown): undefined {
  if (error instanceof DomainError && error.code === 'seat_taken') return undefined;
  throw error;
}

/** Without what stands there word for word, whatever proves it. */
async function newOnly(ctx: Ctx, expertId: string, history: History) {
  const t = ctx.db.rows.expertTie;
  const [periods, credentials, ties] = await Promise.all([
    periodsOf(ctx, expertId),
    credentialsOf(ctx, expertId),
    ctx.db.select({ kind: t.kind, enterprise: t.enterprise }).from(t).where(eq(t.expertId, expertId)),
  ]);
  const there = new Set([
    ...periods.map((p) => periodHash(p, '')),
    ...credentials.map((c) => credentialHash(c, '')),
    ...ties.map((tie) => `${tie.kind} ${tie.enterprise}`),
  ]);
  const fresh: History = {
    periods: history.periods.filter((p) => !there.has(periodHash(p, ''))),
    credentials: history.credentials.filter((c) => !there.has(credentialHash(c, ''))),
    ties: history.ties.filter((tie) => !there.has(`${tie.kind} ${tie.enterprise}`)),
  };
  return { fresh, held: { periods: periods.length, credentials: credentials.length } };
}
