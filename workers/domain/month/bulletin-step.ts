import { sql } from 'drizzle-orm';
import type * as contract from '../../contract/bulletins.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { type BulletinDone, type BulletinRow, beginStep, bulletinWrites } from './bulletin-rows.ts';

export async function editBulletin(ctx: Ctx, input: InputOf<typeof contract.editBulletin>): Promise<BulletinDone> {
  const { row, to } = await beginStep(ctx, input, 'edit');
  const set = { title: input.title, body: JSON.stringify(input.body), editedBy: personId(ctx) };
  const { writes, done } = bulletinWrites(ctx, row, 'edit', to, set);
  return ctx.db.commit(writes, done);
}

export async function submitBulletin(ctx: Ctx, input: InputOf<typeof contract.submitBulletin>): Promise<BulletinDone> {
  return told(ctx, input, 'submit', { reason: '' }, {}, (row) => ({
    to: [{ role: 'leader' }],
    kind: 'bulletin.submitted',
    title: '有一期通报待签发',
    body: row.title,
    link: `/bulletins/${row.id}`,
  }));
}

export async function discardBulletin(
  ctx: Ctx,
  input: InputOf<typeof contract.discardBulletin>,
): Promise<BulletinDone> {
  const { row, to } = await beginStep(ctx, input, 'discard');
  const { reason } = input;
  const { writes, done } = bulletinWrites(ctx, row, 'discard', to, { reason }, { reason });
  return ctx.db.commit(writes, done);
}

/** Signed, it has its number: the next of its year, or the first edition's. */
export async function approveBulletin(
  ctx: Ctx,
  input: InputOf<typeof contract.approveBulletin>,
): Promise<BulletinDone> {
  const { row, to } = await beginStep(ctx, input, 'approve');
  const signed = { approvedBy: personId(ctx), approvedAt: ctx.now, reason: '' };
  const number = row.number === null ? ctx.db.numberInBatch(`bulletin.${row.year}`) : undefined;
  const set = number ? { ...signed, number: sql`${number.value}` } : signed;
  const { writes, done } = bulletinWrites(ctx, row, 'approve', to, set);
  const notice = toAuthors(row, 'bulletin.approved', '通报已签发，可以印发', '');
  const all = [...(number ? [number.write] : []), ...writes, ...(await notifyWrites(ctx, notice))];
  const answer = await ctx.db.commit(all, done);
  ctx.ports.wakeOutbox();
  return answer;
}

export async function returnBulletin(ctx: Ctx, input: InputOf<typeof contract.returnBulletin>): Promise<BulletinDone> {
  const { reason } = input;
  const undone = { reason, approvedBy: null, approvedAt: null };
  return told(ctx, input, 'return', undone, { reason }, (row) =>
    toAuthors(row, 'bulletin.returned', '通报退回修改', reason),
  );
}

const toAuthors = (row: BulletinRow, kind: string, title: string, body: string): Notice => ({
  to: [...new Set([row.createdBy, row.editedBy])].map((id) => ({ personId: id })),
  ...{ kind, title, body, link: `/bulletins/${row.id}` },
});

async function told(
  ctx: Ctx,
  seen: { id: string; version: number },
  action: string,
  set: Partial<BulletinRow>,
  data: Record<string, unknown>,
  notice: (row: BulletinRow) => Notice,
): Promise<BulletinDone> {
  const { row, to } = await beginStep(ctx, seen, action);
  const { writes, done } = bulletinWrites(ctx, row, action, to, set, data);
  const answer = await ctx.db.commit([...writes, ...(await notifyWrites(ctx, notice(row)))], done);
  ctx.ports.wakeOutbox();
  return answer;
}
