import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import { type send as contract, EVIDENCE_MAX_FILES } from '../../contract/expert-intake.ts';
import type { InputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { born } from '../people/chain.ts';
import { poolNamed } from '../seats/tell.ts';
import { checkWork } from '../tips/work.ts';
import { admitWrites } from './admit.ts';
import { applicationMac, type Held, sealHeld } from './application.ts';
import { uploaderKey } from './apply-upload.ts';
import { claimUploaded, ownerKey } from './evidence.ts';
import { checkedIdentity, identityMac } from './identity.ts';
import { checkHistory, checkOpenPools, recordOf } from './intake-check.ts';

type Sent = InputOf<typeof contract>;

/**
 * An application of the public. Whether the identity number is known here is not told, by the answer nor by what the number
 * and the code show afterwards: a second application lies sealed until the office has looked at both.
 */
export async function applyAsExpert(ctx: Ctx, input: Sent): Promise<{ number: string }> {
  const spent = await checkWork(ctx, input.work);
  const number = checkedIdentity(ctx, input.identityNumber);
  const pools = await checkOpenPools(ctx, input.poolIds);
  const held = await heldOf(ctx, input, number);
  const serial = await ctx.db.nextNumber(`expert.application.${localDay(ctx.now).slice(0, 4)}`);
  const given = `ZJ${localDay(ctx.now).slice(0, 4)}-${String(serial).padStart(4, '0')}`;
  const proof = ctx.db.insert('spentProof', spent);
  const codeMac = await applicationMac(ctx, given, input.code);
  const made = { number: given, codeMac, pools };
  const known = await recordOf(ctx, await identityMac(ctx, number));
  try {
    const writes = known ? await heldWrites(ctx, held, made, known.id) : await freshWrites(ctx, held, made);
    return await answered(ctx, [proof, ...writes], given);
  } catch (error) {
    if (!(error instanceof ConflictError) || error.table !== 'expert') throw told(error);
    // Two applications of one person in the same moment: the second waits.
    const first = await recordOf(ctx, await identityMac(ctx, number));
    if (!first) throw new DomainError('conflict');
    return answered(ctx, [proof, ...(await heldWrites(ctx, held, made, first.id))], given);
  }
}

interface Made {
  readonly number: string;
  readonly codeMac: string;
  readonly pools: readonly string[];
}

/** What was sent, without its wrapping; the files by their ids. */
async function heldOf(ctx: Ctx, input: Sent, identityNumber: string): Promise<Held & { claims: Map<string, string> }> {
  const claims = new Map<string, string>();
  const filed = <T extends { file: { id: string; token: string } | null }>({ file, ...row }: T) => {
    if (file) claims.set(file.id, uploaderKey(file.token));
    return { ...row, blobId: file?.id ?? null };
  };
  const { name, employer, post, bio, phone } = input;
  const history = {
    periods: input.periods.map(filed),
    credentials: input.credentials.map(filed),
    ties: input.ties.map((tie) => ({ ...tie, personId: null })),
  };
  if (claims.size > EVIDENCE_MAX_FILES) refuse('too_large');
  await checkHistory(ctx, history);
  return { name, employer, post, bio, phone, identityNumber, ...history, claims };
}

async function freshWrites(ctx: Ctx, held: Awaited<ReturnType<typeof heldOf>>, made: Made): Promise<Write[]> {
  const { claims, ...record } = held;
  const id = ctx.newId();
  const files = await claimUploaded(
    ctx,
    ownerKey(id),
    [...claims].map(([fileId, by]) => ({ id: fileId, createdBy: by })),
  );
  const { writes, seatIds } = await admitWrites(ctx, { ...record, id, source: 'public' }, made.pools);
  const row = { ...applicationRow(ctx, made), state: 'open', expertId: id };
  return [
    ...files.writes,
    ...writes,
    ...born(ctx, 'expertApplication', row, {
      action: 'apply',
      to: 'open',
      data: { pools: made.pools, files: claims.size },
    }),
    ...(await notices(ctx, made.pools, (n) => `/expert-seats/${seatIds[n]}`, '收到一份入库申请')),
  ];
}

async function heldWrites(
  ctx: Ctx,
  held: Awaited<ReturnType<typeof heldOf>>,
  made: Made,
  expertId: string,
): Promise<Write[]> {
  const { claims, ...record } = held;
  const base = applicationRow(ctx, made);
  const owner = `application:${base.id}`;
  const files = await claimUploaded(
    ctx,
    owner,
    [...claims].map(([fileId, by]) => ({ id: fileId, createdBy: by })),
  );
  const row = { ...base, state: 'held', expertId, sealed: await sealHeld(ctx, base.id, record) };
  return [
    ...files.writes,
    ...born(ctx, 'expertApplication', row, {
      action: 'apply',
      to: 'held',
      data: { pools: made.pools, files: claims.size },
    }),
    ...(await notices(ctx, made.pools, () => '/experts?held=1', '收到一份申请，证件号已有档案，请核对')),
  ];
}

const applicationRow = (ctx: Ctx, { number, codeMac, pools }: Made) => ({
  ...{ id: ctx.newId(), number, codeMac, pools: JSON.stringify(pools) },
  ...{ createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
});

async function notices(
  ctx: Ctx,
  pools: readonly string[],
  link: (n: number) => string,
  words: string,
): Promise<Write[]> {
  const told = await Promise.all(
    pools.map(async (poolId, n) => {
      const { title, keepers } = await poolNamed(ctx, poolId);
      return notifyWrites(ctx, {
        to: keepers,
        kind: 'expert.applied',
        title: `${title}：${words}`,
        body: '',
        link: link(n),
      });
    }),
  );
  return told.flat();
}

async function answered(ctx: Ctx, writes: Write[], number: string): Promise<{ number: string }> {
  const answer = await ctx.db.commit(writes, { number });
  ctx.ports.wakeOutbox();
  return answer;
}

function told(error: unknown): unknown {
  if (!(error instanceof ConflictError)) return error;
  return new DomainError(error.table === 'spent_proof' ? 'proof_spent' : 'conflict');
}
