import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/accident-reviews.ts';
import type { AccidentState } from '../../contract/register-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { claimBlobs } from '../blobs/claim.ts';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { type Done, type Seen, stepFor, stepWrites } from '../registers/step.ts';
import { ACCIDENT_MACHINE } from './machine.ts';
import { type AccidentRow, loadAccident, loadMeasure, measuresOf } from './rows.ts';

type Answer = Done<AccidentState>;

/** One measure judged, with what shows it. May be judged again until the conclusion is drawn. */
export async function evaluateMeasure(ctx: Ctx, input: InputOf<typeof contract.evaluateMeasure>): Promise<Answer> {
  const { id, version, verdict, evaluation, blobId } = input;
  const measure = await loadMeasure(ctx, id);
  const row = await loadAccident(ctx, measure.reviewId);
  const step = await stepFor(ctx, ACCIDENT_MACHINE, row, 'evaluate', { id: row.id, version });
  const fresh = blobId !== null && blobId !== measure.blobId ? [blobId] : [];
  const claimed = await claimBlobs(ctx, fresh, `accident_measure:${id}`);
  const { writes, done } = stepWrites<AccidentState>(ctx, 'accidentReview', row, 'evaluate', step, {
    data: { measure: id, verdict, file: blobId },
  });
  const set = { verdict, evaluation, blobId, evaluatedBy: personId(ctx), evaluatedAt: ctx.now };
  const update = ctx.db.update('accidentMeasure', set, (m) => eq(m.id, id));
  return ctx.db.commit([...writes, update, ...claimed.writes], done);
}

/** Once every measure was judged; 全部落实 only where every one is. */
export const concludeAccident = (ctx: Ctx, input: InputOf<typeof contract.concludeAccident>): Promise<Answer> =>
  take(ctx, 'conclude', input, async (row) => {
    const { conclusion, words } = input;
    const measures = await measuresOf(ctx, row.id);
    const bad = (message: string) => refuse('bad_request', { fields: [{ path: 'conclusion', message }] });
    if (measures.some((m) => m.verdict === null)) bad('还有措施没有评估');
    if (conclusion === 'full' && measures.some((m) => m.verdict !== 'done'))
      bad('有措施没有完全落实，不能定为全部落实');
    return {
      set: { conclusion, words },
      data: { conclusion, measures: measures.length, done: measures.filter((m) => m.verdict === 'done').length },
      clocks: { stop: [{ kind: 'evaluate', outcome: 'met' }] },
    };
  });

/** Back to the measures; the limit of the law runs on. */
export const reopenAccident = (ctx: Ctx, input: InputOf<typeof contract.reopenAccident>): Promise<Answer> =>
  take(ctx, 'reopen', input, () => ({
    set: { conclusion: null },
    data: { reason: input.reason },
    clocks: { restart: [{ kind: 'evaluate' }] },
  }));

export const publishAccident = (ctx: Ctx, input: InputOf<typeof contract.publishAccident>): Promise<Answer> =>
  take(ctx, 'publish', input, () => {
    const { publishedOn } = input;
    if (publishedOn > localDay(ctx.now)) {
      refuse('bad_request', { fields: [{ path: 'publishedOn', message: '公开日期不能晚于今天' }] });
    }
    return { set: { publishedOn }, data: { publishedOn } };
  });

interface Change {
  readonly set: Record<string, unknown>;
  readonly data: Record<string, unknown>;
  readonly clocks?: ClockChange;
}

async function take(
  ctx: Ctx,
  action: string,
  seen: Seen,
  plan: (row: AccidentRow) => Change | Promise<Change>,
): Promise<Answer> {
  const row = await loadAccident(ctx, seen.id);
  const step = await stepFor(ctx, ACCIDENT_MACHINE, row, action, seen);
  const { set, data, clocks } = await plan(row);
  const { writes, done } = stepWrites<AccidentState>(ctx, 'accidentReview', row, action, step, { set, data });
  const timed = clocks ? (await clockWrites(ctx, 'accidentReview', row.id, clocks)).writes : [];
  return ctx.db.commit([...writes, ...timed], done);
}

/** What shows how a measure was carried out. */
export async function measureFile(ctx: Ctx, id: string): Promise<{ blobId: string; file: StoredFile }> {
  const measure = await loadMeasure(ctx, id);
  await loadAccident(ctx, measure.reviewId);
  const blobId = measure.blobId ?? refuse('not_found');
  const b = ctx.db.rows.blob;
  const [row] = await ctx.db.select({ objectKey: b.objectKey, mediaType: b.mediaType }).from(b).where(eq(b.id, blobId));
  return { blobId, file: await openBlob(ctx, row) };
}
