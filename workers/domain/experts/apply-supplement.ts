import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { supplement as contract } from '../../contract/expert-intake.ts';
import { MAX_CREDENTIALS, MAX_PERIODS } from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { ExpertFacts } from '../../protocol/eligibility.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { changed } from '../people/chain.ts';
import { credentialsOf, periodsOf } from '../seats/figures.ts';
import { seatOf } from '../seats/rows.ts';
import { stepWrites } from '../seats/step.ts';
import { tell } from '../seats/tell.ts';
import { applicationOf } from './application.ts';
import { seatsOfApplication, TAKES_PAPERS } from './apply-status.ts';
import { uploaderKey } from './apply-upload.ts';
import { assessWrites } from './assess.ts';
import { detailWrites } from './create.ts';
import { credentialFact } from './credentials.ts';
import { claimUploaded, ownerKey } from './evidence.ts';
import { checkRoom, STALE, step } from './figure-rows.ts';
import { checkHistory } from './intake-check.ts';
import { factOf } from './periods.ts';

type Sent = InputOf<typeof contract>;

/** Papers that were asked for, and history that was forgotten. Seats that waited for them go back to be checked. */
export async function supplementApplication(ctx: Ctx, input: Sent): Promise<{ ok: true }> {
  const row = await applicationOf(ctx, input);
  const seats = await seatsOfApplication(ctx, row);
  if (!seats.some((seat) => TAKES_PAPERS.includes(seat.state))) return refuse('wrong_state');
  const expertId = found(row.expertId);
  const e = ctx.db.rows.expert;
  const [expert] = await ctx.db.select().from(e).where(eq(e.id, expertId));
  const [periods, credentials] = await Promise.all([periodsOf(ctx, expertId), credentialsOf(ctx, expertId)]);
  const added = { periods: input.periods.map(filed), credentials: input.credentials.map(filed), ties: [] };
  checkRoom(periods.length + added.periods.length, MAX_PERIODS);
  checkRoom(credentials.length + added.credentials.length, MAX_CREDENTIALS);
  await checkHistory(ctx, added);
  const claims = [...input.periods, ...input.credentials]
    .flatMap((p) => p.file ?? [])
    .concat(input.files.map((f) => f.file));
  if (claims.length + added.periods.length + added.credentials.length === 0) {
    return refuse('bad_request', { fields: [{ path: 'files', message: '请至少补充一份材料' }] });
  }
  const files = await claimUploaded(
    ctx,
    ownerKey(expertId),
    claims.map(({ id, token }) => ({ id, createdBy: uploaderKey(token) })),
  );
  const filedWrites = input.files.map(({ kind, id, file }) => {
    const own: readonly { id: string; confirmedHash: string | null }[] = kind === 'period' ? periods : credentials;
    const set = { blobId: file.id, ...(found(own.find((f) => f.id === id)).confirmedHash === null ? {} : STALE) };
    return ctx.db.update(kind === 'period' ? 'expertPeriod' : 'expertCredential', set, (t) => eq(t.id, id));
  });
  const data = { files: claims.length, periods: added.periods.length, credentials: added.credentials.length };
  const writes: Write[] = [
    ...files.writes,
    ...filedWrites,
    ...detailWrites(ctx, expertId, added, { periods: periods.length, credentials: credentials.length }),
    ...changed(ctx, 'expert', found(expert), step('supplement', data), { updatedAt: ctx.now }),
    ...(await assessWrites(ctx, expertId, (facts) => withPapers(ctx, facts, input), expertId)),
  ];
  for (const seat of seats) {
    if (seat.state !== 'supplement') continue;
    const now = found(await seatOf(ctx, expertId, seat.poolId));
    const notices = await tell(ctx, now, 'keepers', 'supplemented', '补正材料已收到，请核验');
    const taken = await stepWrites(ctx, now, 'supplemented', 'applied', {
      data: { by: 'applicant', ...data },
      notices,
    });
    writes.push(...taken.writes);
  }
  if (seats.every((seat) => seat.state !== 'supplement')) {
    const notices = await tell(ctx, found(seats[0]), 'keepers', 'supplemented', '申请人补充了材料');
    for (const notice of notices) writes.push(...(await notifyWrites(ctx, notice)));
  }
  const answer = await ctx.db.commit(writes, { ok: true as const });
  ctx.ports.wakeOutbox();
  return answer;
}

function filed<T extends { file: { id: string } | null }>({ file, ...row }: T) {
  return { ...row, blobId: file?.id ?? null };
}

/** The facts as they will be: what got a file is proven, what was added is there. */
function withPapers(ctx: Ctx, facts: ExpertFacts, input: Sent): ExpertFacts {
  const got = new Set(input.files.map((f) => f.id));
  const proven = <T extends { id: string; evidenced: boolean }>(row: T): T =>
    got.has(row.id) ? { ...row, evidenced: true } : row;
  return {
    ...facts,
    periods: [...facts.periods.map(proven), ...input.periods.map((p) => factOf(ctx.newId(), p, p.file !== null))],
    credentials: [
      ...facts.credentials.map(proven),
      ...input.credentials.map((c) => credentialFact(ctx.newId(), c, c.file !== null)),
    ],
  };
}
