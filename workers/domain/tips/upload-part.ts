import { and, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type uploadPart as route, UPLOAD_PART_MAX } from '../../contract/tips.ts';
import { partSize, partsOf, plainSize } from '../../protocol/attachment-layout.ts';
import { SUITE } from '../../protocol/bytes.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { fileLimits } from './settings.ts';
import { storePart } from './store-part.ts';
import { UNCLAIMED, uploadHash } from './uploads.ts';

type Part = InputOf<typeof route>;

/**
 * One part of a sealed file, piped to the object store as it comes. The row that announces the file stands before the first
 * byte, so that whatever is stored can be found and swept. A part that has arrived stays: the same again is no error.
 * @throws `conflict` for other bytes, another token, size or number of parts than the first time
 */
export async function uploadPart(ctx: Ctx, input: Part, request: Request): Promise<OutputOf<typeof route>> {
  const limits = await fileLimits(ctx);
  if ((plainSize(input.size) ?? 0) > limits.maxBytes) throw new DomainError('too_large');
  const size = checkSize(input, request);
  const suite = input.n === 0 ? SUITE : undefined;
  const row = await announced(ctx, input);
  const before = row && (await arrived(ctx, input));
  if (before !== undefined) {
    const { sha256 } = await storePart(undefined, request, { size, suite });
    if (sha256 !== before) throw new DomainError('conflict');
    return { ok: true };
  }
  await checkUnclaimed(ctx, size, limits.maxUnclaimedBytes);
  const objectKey = row?.objectKey ?? (await announce(ctx, input));
  const key = `${objectKey}/${input.n}`;
  const { sha256 } = await storePart({ blobs: ctx.ports.blobs, key }, request, { size, suite });
  const part = { attachmentId: input.id, n: input.n, size, sha256 };
  try {
    const writes = [ctx.db.insert('tipAttachmentPart', part), ctx.db.count(UNCLAIMED, '', size)];
    return await ctx.db.commit(writes, { ok: true as const });
  } catch (error) {
    // The same part twice at once: both put the same bytes, or the sender cheats himself.
    if (error instanceof ConflictError && (await arrived(ctx, input)) === sha256) return { ok: true };
    // Swept while it came: nobody would find the object again. Otherwise its row leads to it.
    const swept = !(await announced(ctx, input));
    if (swept) await ctx.ports.blobs.remove([key]);
    throw swept || error instanceof ConflictError ? new DomainError('conflict') : error;
  }
}

/** The layout is fixed, so each part has one possible length. R2 takes no stream of unknown length. */
function checkSize(input: Part, request: Request): number {
  const size = Number(request.headers.get('content-length') ?? Number.NaN);
  if (size > UPLOAD_PART_MAX) throw new DomainError('too_large');
  const fits = plainSize(input.size) !== undefined && input.parts === partsOf(input.size) && input.n < input.parts;
  if (!request.body || !fits || size !== partSize(input.size, input.n)) throw new DomainError('envelope_invalid');
  return size;
}

/** The row of the file, if it was announced. @throws `conflict` when it was announced otherwise or is claimed */
async function announced({ db }: Ctx, { id, uploadToken, size, parts }: Part) {
  const a = db.rows.tipAttachment;
  const [row] = await db
    .select({ objectKey: a.objectKey, size: a.size, parts: a.parts, uploadHash: a.uploadHash, tipId: a.tipId })
    .from(a)
    .where(eq(a.id, id));
  const same = row?.uploadHash === uploadHash(uploadToken) && row.size === size && row.parts === parts;
  if (row && !(same && row.tipId === null)) throw new DomainError('conflict');
  return row;
}

async function announce(ctx: Ctx, input: Part): Promise<string> {
  const { id, size, parts } = input;
  const objectKey = `t${ctx.tenant.no}/tips/${id}`;
  const hash = uploadHash(input.uploadToken);
  const row = { id, objectKey, size, parts, uploadHash: hash, sha256: '', day: localDay(ctx.now), createdAt: ctx.now };
  await ctx.db.commit([ctx.db.insertIfMissing('tipAttachment', row)], null);
  // Somebody else may have been faster under this id.
  await announced(ctx, input);
  return objectKey;
}

/** Whoever sends files and no tips fills a bounded room, not the disk; the night's sweep empties it. */
async function checkUnclaimed({ db }: Ctx, size: number, max: number): Promise<void> {
  const c = db.rows.counter;
  const [held] = await db
    .select({ bytes: c.value })
    .from(c)
    .where(and(eq(c.name, UNCLAIMED), eq(c.bucket, '')));
  if ((held?.bytes ?? 0) + size > max) throw new DomainError('rate_limited', { retryAfter: 600 });
}

async function arrived({ db }: Ctx, { id, n }: { id: string; n: number }): Promise<string | undefined> {
  const p = db.rows.tipAttachmentPart;
  const [row] = await db
    .select({ sha256: p.sha256 })
    .from(p)
    .where(and(eq(p.attachmentId, id), eq(p.n, n)));
  return row?.sha256;
}
