import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { DraftDoubt, DraftItem, NoticeDraft, NoticeMark, NoticeState } from '../../contract/notice-desk.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { stepOf } from '../machine.ts';
import { scopeOf } from '../units/scope.ts';
import { NOTICE_MACHINE } from './machine.ts';

/** What the `draft` column holds: what a person makes of the notice, and what was read, which stays as it was. */
export interface Stored {
  readonly draft: NoticeDraft;
  readonly marks: readonly NoticeMark[];
  readonly doubts: readonly DraftDoubt[];
  readonly rules: readonly DraftItem[];
}

/** More would not fit into a request that saves it. */
const MAX_STORED = 900_000;

/** @throws `too_large` where the tasks with their units are more than can be saved from the page */
export function storedText(stored: Stored): string {
  const text = JSON.stringify(stored);
  if (Buffer.byteLength(text) <= MAX_STORED) return text;
  throw new DomainError('too_large', {
    fields: [{ path: 'text', message: '这份通知的任务太多，放不进一次核对。请分成几部分，分几次粘贴。' }],
  });
}

/** Notices of the whole tenant; whoever plans for some units only sees what they brought in. */
export async function mine(ctx: Ctx) {
  const { notice: n } = ctx.db.rows;
  return (await scopeOf(ctx, 'task.plan')) === 'all' ? undefined : eq(n.createdBy, personId(ctx));
}

export async function loadNotice(ctx: Ctx, id: string) {
  const { notice: n } = ctx.db.rows;
  const [row] = await ctx.db
    .select()
    .from(n)
    .where(and(eq(n.id, id), await mine(ctx)));
  return found(row);
}
export type NoticeRow = Awaited<ReturnType<typeof loadNotice>>;

export const storedOf = (row: NoticeRow): Stored => JSON.parse(row.draft) as Stored;

type Action = 'save' | 'confirm' | 'discard';

/** The row as the sender saw it, in a state that allows the step. @throws `not_found`, `wrong_state`, `conflict` */
export async function seenNotice(ctx: Ctx, seen: { id: string; version: number }, action: Action): Promise<NoticeRow> {
  const row = await loadNotice(ctx, seen.id);
  const step = stepOf(NOTICE_MACHINE, row.state, action);
  if (typeof step === 'string') throw new DomainError(step);
  if (row.version !== seen.version) throw new DomainError('conflict');
  return row;
}

/** Event and state row of a step; its number in the chain is the version the page must have seen. */
export function stepWrites(
  ctx: Ctx,
  row: NoticeRow,
  action: Action,
  set: Partial<NoticeRow>,
  data: Record<string, unknown>,
): { writes: Write[]; version: number } {
  const step = stepOf(NOTICE_MACHINE, row.state, action);
  if (typeof step === 'string') throw new DomainError(step);
  const to = step.to as NoticeState;
  const body = { entity: 'notice', entityId: row.id, action, from: row.state, to, data };
  const { write, head } = nextEvent(ctx, row, body);
  const update = ctx.db.update('notice', { ...set, state: to, updatedAt: ctx.now, ...head }, (n) => eq(n.id, row.id));
  return { writes: [write, update], version: head.version };
}
