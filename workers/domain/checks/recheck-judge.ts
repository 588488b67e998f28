import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/checks.ts';
import type { HazardState } from '../../contract/hazard-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { counterWrites } from '../hazards/counters.ts';
import { attach } from '../hazards/evidence.ts';
import { HAZARD_MACHINE } from '../hazards/machine.ts';
import { reopening } from '../hazards/reopen.ts';
import { loadHazard } from '../hazards/rows.ts';
import { stepWrites } from '../hazards/transition.ts';
import { fileRow, newFiles } from './record.ts';
import type { Done } from './rows.ts';
import { checkFor, takeStep } from './step.ts';

type Input = InputOf<typeof contract.judgeRecheck>;

/** 整改到位, or 问题反弹: then the hazard is opened again in the same commit, by the step of its own machine. */
export async function judgeRecheck(ctx: Ctx, input: Input): Promise<Done> {
  const { db, now } = ctx;
  const row = await checkFor(ctx, input, 'judge');
  const l = db.rows.recheckLine;
  const { hazardId, result, words, blobId } = input;
  const [line] = await db
    .select({ result: l.result })
    .from(l)
    .where(and(eq(l.checkId, row.id), eq(l.hazardId, hazardId)));
  if (found(line).result !== null) refuse('wrong_state');
  const photos = blobId === null ? [] : [blobId];
  const hazard = result === 'reopened' ? await reopened(ctx, row.id, input, photos) : [];
  const files = result === 'reopened' ? [] : await newFiles(ctx, row, photos);
  const judged = { result, words, blobId, judgedBy: personId(ctx), judgedAt: now };
  return takeStep(ctx, row, 'judge', {
    set: { judged: row.judged + 1, reopened: row.reopened + (result === 'reopened' ? 1 : 0) },
    data: { hazardId, result },
    writes: [
      ...hazard,
      ...files,
      db.update('recheckLine', judged, (t) => and(eq(t.checkId, row.id), eq(t.hazardId, hazardId))),
    ],
  });
}

/** Somebody may have opened it since it was drawn: then there is nothing left to open. */
async function reopened(ctx: Ctx, checkId: string, { hazardId, words }: Input, photos: string[]): Promise<Write[]> {
  const hazard = await loadHazard(ctx, hazardId);
  const round = hazard.state === 'closed' ? hazard.round + 1 : hazard.round;
  const files = await attach(ctx, { id: hazardId, round }, photos, 'before', { strict: true });
  const shown = files.rows.map((file) => fileRow(ctx, checkId, file.blobId));
  if (hazard.state !== 'closed') return [...files.writes, ...shown];
  if (hazard.restricted !== 0) refuse('brief_missing');
  // Whoever was sent to look again may say what they saw, with or without the post that confirms hazards at the desk.
  const change = reopening(`回头看：${words}`)(hazard);
  const { writes, move } = await stepWrites(
    ctx,
    hazard,
    'reopen',
    HAZARD_MACHINE.closed.reopen.to as HazardState,
    change,
  );
  return [...writes, ...counterWrites(ctx, [move]), ...files.writes, ...shown];
}
