import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/checks.ts';
import type { InputOf } from '../../contract/route.ts';
import { claimBlobs } from '../blobs/claim.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
import { type CheckRow, type Done, itemsOf, peopleOf } from './rows.ts';
import { checkFor, takeStep } from './step.ts';

const bad = (path: string, message: string): never => refuse('bad_request', { fields: [{ path, message }] });

/** The checklist, the words, and who was there. May be corrected until it is finished; what is missing may come later. */
export async function recordCheck(ctx: Ctx, input: InputOf<typeof contract.recordCheck>): Promise<Done> {
  const { db } = ctx;
  const row = await checkFor(ctx, input, 'record');
  const before = itemsOf(row);
  if (before.length !== input.items.length) bad('items', '检查表已有改动，请刷新后重新填写');
  const items = before.map((item, i) => ({ ...input.items[i], words: item.words }));
  const photos = input.items.flatMap((item) => item.photos);
  const files = await newFiles(ctx, row, photos);
  const people = await whoCame(ctx, row, input.attended);
  const answered = input.items.filter((item) => item.answer !== null).length;
  const problems = input.items.filter((item) => item.answer === 'problem').length;
  const { words, advice, received } = input;
  return takeStep(ctx, row, 'record', {
    set: { items: JSON.stringify(items), words, advice, received },
    data: { answered, problems, attended: input.attended.length, leaders: people.filter((p) => p.leads).length },
    writes: [
      ...files,
      db.remove('checkPerson', (p) => eq(p.checkId, row.id)),
      ...people.map((person) => db.insert('checkPerson', { checkId: row.id, ...person })),
    ],
  });
}

/** Photos not hanging here yet. @throws `not_found` for those of others, or that hang elsewhere */
export async function newFiles(ctx: Ctx, row: Pick<CheckRow, 'id'>, photos: readonly string[]): Promise<Write[]> {
  const f = ctx.db.rows.checkFile;
  const there = await ctx.db
    .select({ id: f.blobId })
    .from(f)
    .where(and(eq(f.checkId, row.id), among(f.blobId, photos)));
  const known = new Set(there.map((file) => file.id));
  const { blobs, writes } = await claimBlobs(
    ctx,
    photos.filter((id) => !known.has(id)),
    `check:${row.id}`,
  );
  if (blobs.some((blob) => !blob.mediaType.startsWith('image/'))) refuse('unsupported_file');
  return [...writes, ...blobs.map(({ id }) => fileRow(ctx, row.id, id))];
}

/** For the record's own door: whoever sees the visit sees its pictures. */
export const fileRow = (ctx: Ctx, checkId: string, blobId: string): Write =>
  ctx.db.insert('checkFile', { checkId, blobId, addedBy: personId(ctx), addedAt: ctx.now });

/** Those who were to go, those who went; a leader is who holds that post now. */
async function whoCame(ctx: Ctx, row: CheckRow, attended: readonly string[]) {
  const { person: p, personRole: r } = ctx.db.rows;
  const came = new Set(attended);
  if (came.size === 0) bad('attended', '请选择参加检查的人员');
  const active = await ctx.db
    .select({ id: p.id })
    .from(p)
    .where(and(among(p.id, came), eq(p.status, 'active')));
  if (active.length !== came.size) bad('attended', '有人员不在岗');
  const leading = await ctx.db
    .select({ id: r.personId })
    .from(r)
    .where(and(eq(r.role, 'leader'), among(r.personId, came)));
  const leaders = new Set(leading.map((one) => one.id));
  const sent = (await peopleOf(ctx, row.id)).map((one) => one.personId);
  return [...new Set([...sent, ...came])].map((id) => ({
    personId: id,
    leads: leaders.has(id),
    attended: came.has(id),
  }));
}
