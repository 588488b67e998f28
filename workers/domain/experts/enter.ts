import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
import { admitWrites, joinWrites } from './admit.ts';
import { claimEvidence } from './evidence.ts';
import { checkedIdentity, identityMac } from './identity.ts';
import { checkHistory, checkKeptPools, recordOf } from './intake-check.ts';

/** By the office. A known identity number: the record gets what it does not have, and places in these pools. */
export async function enterExpert(
  ctx: Ctx,
  input: InputOf<typeof contract.create>,
): Promise<{ id: string; existed: boolean }> {
  const { poolIds, identityNumber, ...fields } = input;
  const number = checkedIdentity(ctx, identityNumber);
  const pools = await checkKeptPools(ctx, poolIds);
  await checkHistory(ctx, fields);
  await checkKin(ctx, fields.ties);
  const known = await recordOf(ctx, await identityMac(ctx, number));
  const id = known?.id ?? ctx.newId();
  const files = await claimEvidence(
    ctx,
    id,
    [...fields.periods, ...fields.credentials].map((row) => row.blobId),
  );
  const { writes } = known
    ? await joinWrites(ctx, known, fields, pools)
    : await admitWrites(ctx, { ...fields, id, identityNumber: number, source: 'office' }, pools);
  const answer = { id, existed: known !== undefined };
  return ctx.db.commit([...files.writes, ...writes], answer).catch((error: unknown) => {
    // Somebody wrote the same person down in the same moment.
    if (error instanceof ConflictError) throw new DomainError('conflict');
    throw error;
  });
}

/** Kin among the staff, by their ids. */
async function checkKin(ctx: Ctx, ties: readonly { personId: string | null }[]): Promise<void> {
  const wanted = ties.map((tie) => tie.personId).filter((id) => id !== null);
  if (wanted.length === 0) return;
  const p = ctx.db.rows.person;
  const there = new Set((await ctx.db.select({ id: p.id }).from(p).where(among(p.id, wanted))).map((row) => row.id));
  const wrong = ties.findIndex((tie) => tie.personId !== null && !there.has(tie.personId));
  if (wrong >= 0) refuse('bad_request', { fields: [{ path: `ties.${wrong}.personId`, message: '没有这个人员' }] });
}
