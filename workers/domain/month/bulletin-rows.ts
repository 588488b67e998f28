import { and, eq, inArray, type SQL } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { ERRORS, type ErrorCode } from '../../contract/errors.ts';
import type { BulletinState } from '../../contract/month-words.ts';
import { type Ctx, can } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { type Step, stepOf } from '../machine.ts';
import { BULLETIN_MACHINE, PUBLIC_STATES } from './bulletin-machine.ts';

const everyColumn = ({ db }: Ctx) => db.select().from(db.rows.bulletin);
export type BulletinRow = Awaited<ReturnType<typeof everyColumn>>[number];
export type BulletinDone = { id: string; state: BulletinState; version: number };

/** What is not out yet is seen by those who write and sign; what is out, by everybody on the staff. */
export function visibleBulletins(ctx: Ctx): SQL | undefined {
  const b = ctx.db.rows.bulletin;
  if (can(ctx, 'bulletin.write') || can(ctx, 'bulletin.approve')) return undefined;
  return inArray(b.state, [...PUBLIC_STATES]);
}

/** @throws `not_found` also for one the actor may not see. */
export async function loadBulletin(ctx: Ctx, id: string): Promise<BulletinRow> {
  const [row] = await everyColumn(ctx).where(and(eq(ctx.db.rows.bulletin.id, id), visibleBulletins(ctx)));
  return found(row);
}

/** 安办通报〔2026〕3号; '' before it is signed. */
export const numberOf = ({ year, number }: Pick<BulletinRow, 'year' | 'number'>, code: string): string =>
  number === null ? '' : `${code}〔${year}〕${number}号`;

/** The step, or why this person may not take it: the same for the verb and for its button. */
export function bulletinStep(ctx: Ctx, row: BulletinRow, action: string): Step | ErrorCode {
  const step = stepOf(BULLETIN_MACHINE, row.state, action);
  if (typeof step === 'string') return step;
  if (!can(ctx, step.by)) return 'forbidden';
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined;
  const wrote = me !== undefined && (row.createdBy === me || row.editedBy === me);
  return step.notBy === 'authors' && wrote ? 'same_person' : step;
}

/** Buttons of those whose post has them; the others only read. */
export function bulletinActions(ctx: Ctx, row: BulletinRow) {
  const steps = Object.entries(BULLETIN_MACHINE[row.state as BulletinState] as Record<string, Step>);
  return steps
    .filter(([, { by }]) => can(ctx, by))
    .map(([action, { label }]) => {
      const step = bulletinStep(ctx, row, action);
      const allowed = typeof step !== 'string';
      return { action, label, allowed, why: allowed ? '' : ERRORS[step][1] };
    });
}

/** The row as it was seen, and the step that is allowed on it. @throws `conflict`, `wrong_state`, `forbidden`, `same_person` */
export async function beginStep(
  ctx: Ctx,
  seen: { id: string; version: number },
  action: string,
): Promise<{ row: BulletinRow; to: BulletinState }> {
  const row = await loadBulletin(ctx, seen.id);
  if (row.version !== seen.version) throw new DomainError('conflict');
  const step = bulletinStep(ctx, row, action);
  if (typeof step === 'string') throw new DomainError(step);
  return { row, to: step.to as BulletinState };
}

/** Event and row of a step. */
export function bulletinWrites(
  ctx: Ctx,
  row: BulletinRow,
  action: string,
  to: BulletinState,
  set: Partial<Record<keyof BulletinRow, unknown>>,
  data: Record<string, unknown> = {},
): { writes: Write[]; done: BulletinDone } {
  const event = { entity: 'bulletin', entityId: row.id, action, from: row.state, to, data };
  const { write, head } = nextEvent(ctx, row, event);
  const change = { ...set, state: to, updatedAt: ctx.now, ...head } as Partial<BulletinRow>;
  const update = ctx.db.update('bulletin', change, (b) => eq(b.id, row.id));
  return { writes: [write, update], done: { id: row.id, state: to, version: head.version } };
}
